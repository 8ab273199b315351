"""Layers by least squares: which channels or directions tell the most, and the kernels that lead to them.

Convolutions are regressed as what goes into the relu after them, and wide ones are then kept in the few directions in
which their answers lie (Zhang et al., "Accelerating very deep convolutional networks for classification and detection",
2015). Features are float32.
"""

from collections.abc import Iterator

import numpy as np

ROUNDS = 4  # of a regression; after the first, what a relu cuts off need not be met
RIDGE = 1e-4
STRIPE = 25  # pictures whose patches are held at once


def telling_columns(rows: np.ndarray, count: int) -> np.ndarray:
    """Numbers of the ``count`` columns of float32 [n, C] that best tell the rest by linear maps."""
    left = rows.T.astype("float64") @ rows
    chosen: list[int] = []
    for _ in range(count):
        own = np.diag(left).copy()
        # The ridge that the regression will have: of two that tell as much, the one that stands out more is chosen.
        tells = np.sum(np.square(left), 0) / (own + RIDGE * np.mean(own))
        tells[chosen] = -1
        best = int(np.argmax(tells))
        chosen.append(best)
        left -= np.outer(left[:, best], left[best]) / max(left[best, best], 1e-12)
    return np.array(chosen)


def regression(rows: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Matrix [c, C] and offset [C] of the least squares from float32 [n, c] to [n, C]."""
    known = _with_one(rows)
    solved = _solve(known.T @ known, known.T @ wanted)
    return solved[:-1], solved[-1]


def rectified_regression(below: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Kernel [3, 3, c, C] and bias [C] after which a relu is nearest to the relu of ``wanted``, float32 [B, h, w, C].

    ``below`` is float32 [B, h, w, c]. Where both are negative there is no error, which rounds of regression settle.
    """
    count, width = 9 * below.shape[-1] + 1, wanted.shape[-1]
    products, solved = np.zeros((count, count)), np.zeros((count, width), "float32")
    for turn in range(ROUNDS):
        reached = np.zeros((count, width))
        for seen, answers in zip(striped(below), striped(wanted), strict=True):
            rows, target = _with_one(patches(seen)), flat(answers)
            if turn == 0:
                products += rows.T @ rows
            else:
                made = rows @ solved
                target = np.where((target < 0) & (made < 0), made, np.maximum(target, 0))
            reached += rows.T @ target
        solved = _solve(products, reached)
    return solved[:-1].reshape(3, 3, below.shape[-1], -1), solved[-1]


def patches(features: np.ndarray) -> np.ndarray:
    """What a 3 x 3 convolution sees at each position of [B, h, w, c], zeros around: [B h w, 9 c]."""
    height, width = features.shape[1:3]
    padded = np.pad(features, ((0, 0), (1, 1), (1, 1), (0, 0)))
    shifted = [padded[:, y : y + height, x : x + width] for y in range(3) for x in range(3)]
    return flat(np.concatenate(shifted, -1))


def flat(features: np.ndarray) -> np.ndarray:
    """[B, h, w, c] → [B h w, c]."""
    return features.reshape(-1, features.shape[-1])


def telling_directions(features: np.ndarray, kernel: np.ndarray, count: int) -> np.ndarray:
    """Matrix [C, count] of the directions of features [B, h, w, C] that most change a convolution's answers.

    ``kernel`` is the convolution's [3, 3, C, c]. What comes out of the matrix is about 1 in the mean square.
    """
    weighed = kernel.reshape(-1, *kernel.shape[2:]).astype("float64")
    values, vectors = np.linalg.eigh(np.einsum("kio,kjo->ij", weighed, weighed))
    root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    products = sum(flat(part).T @ flat(part) for part in striped(features)) / (features.size / features.shape[-1])
    values, vectors = np.linalg.eigh(root @ products @ root)
    directions = root @ vectors[:, ::-1][:, :count]
    return (directions / np.sqrt(np.mean(values[::-1][:count]))).astype("float32")


def low_rank(
    kernel: np.ndarray, bias: np.ndarray, below: np.ndarray, rank: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Kernels [3, 3, c, rank] and [1, 1, rank, C] and a bias [C], nearly as one kernel, for ``below`` [B, h, w, c].

    The answers are kept in their principal directions, and in their mean.
    """
    width = kernel.shape[-1]
    matrix, mean, products, count = kernel.reshape(-1, width), np.zeros(width), np.zeros((width, width)), 0
    for part in striped(below):
        answers = patches(part) @ matrix + bias
        mean, products, count = mean + answers.sum(0), products + answers.T @ answers, count + len(answers)
    mean = mean / count
    values, vectors = np.linalg.eigh(products / count - np.outer(mean, mean))
    chosen = vectors[:, ::-1][:, :rank]
    size = np.sqrt(np.mean(values[::-1][:rank]))
    inner = (matrix @ chosen / size).reshape(*kernel.shape[:3], rank)
    kept = mean - (mean - bias) @ chosen @ chosen.T
    return inner.astype("float32"), (chosen.T * size)[None, None].astype("float32"), kept.astype("float32")


def striped(features: np.ndarray) -> Iterator[np.ndarray]:
    """Parts of [B, h, w, c], a few pictures each: patches of all at once would not fit."""
    return (features[start : start + STRIPE] for start in range(0, len(features), STRIPE))


def _with_one(rows: np.ndarray) -> np.ndarray:
    return np.concatenate([rows, np.ones((len(rows), 1), rows.dtype)], 1)


def _solve(products: np.ndarray, reached: np.ndarray) -> np.ndarray:
    ridge = RIDGE * np.mean(np.diag(products)) * np.eye(len(products))
    return np.linalg.solve(products + ridge, reached).astype("float32")
