"""Figures drawn on the server: where each stroke stands, for templates to write as SVG.

Geometry alone: lengths are units of a figure's own view box, colours are classes of the style sheet.
"""
