"""The program that paints the sample photographs and the built-in style pictures of the app."""
