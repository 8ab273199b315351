"""Generative paintings, each of another family, one a file with a function `paint`."""
