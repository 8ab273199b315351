"""Easel's networks: their definition, training, measurement and export to TensorFlow.js."""

import os

# TensorFlow prints pages of start-up notes, and a package that tensorflowjs imports a welcome that needs IPython.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TFDF_DISABLE_WELCOME_MESSAGE", "1")
