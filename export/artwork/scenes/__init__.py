"""Rendered scenes that stand for photographs, one a file, and the solids and light that they share."""
