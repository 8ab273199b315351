"""Muon for networks of convolutions: momentum whose matrix is made orthogonal (Jordan et al., "Muon", 2024)."""

from typing import Any

import keras
from keras import ops

from export.networks.operations import Tensor


class KernelMuon(keras.optimizers.Muon):
    """Keras' Muon, for the kernels of convolutions too: a kernel [h, w, in, out] counts as a matrix [h w in, out].

    Keras takes matrices alone, and leaves all else to AdamW; this leaves to it biases and depthwise kernels.
    """

    def _should_use_adamw(self, variable: Any) -> bool:
        return len(variable.shape) not in (2, 4) or variable.shape[-1] == 1

    def _muon_update_step(self, gradient: Tensor, variable: Any, lr: Tensor, m: Any) -> None:
        self.assign_add(m, gradient + m * (self.momentum - 1))
        ahead = gradient + self.momentum * m
        matrix = ops.reshape(ahead, (-1, variable.shape[-1]))
        step = self.lr_adjust(lr * self.zeropower_via_newtonschulz5(matrix, self.ns_steps))
        self.assign_sub(variable, ops.reshape(step, variable.shape))
