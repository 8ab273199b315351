"""The web server of Easel: it hands out the built site and takes nothing back."""
