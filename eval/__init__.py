"""Comparing what the program finds with what a careful reader would say; no part of the package."""
