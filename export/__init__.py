"""Easel's networks: their definition, training, measurement and export to TensorFlow.js."""

import os

# TensorFlow prints pages of start-up notes, and a package that tensorflowjs imports a welcome that needs IPython.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TFDF_DISABLE_WELCOME_MESSAGE", "1")
# TensorFlow turns oneDNN on by itself only where it sees AVX-512 VNNI. But exported graphs depend on it (with it the
# optimiser fuses other nodes), and the eight-bit judge of a training needs it.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
