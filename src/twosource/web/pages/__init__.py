"""The pages of the desk: one module each, its routes in ROUTES."""
