"""The noise from which an optimisation starts, the same to the last bit in the browser (``noise.ts``).

Whole numbers of 32 bits out of a hash of their place and the seed, and from them only sums and products that NumPy and
JavaScript round alike.
"""

import numpy as np

# Uniform numbers of 16 bits whose sum is as good as Gaussian: its variance is 1 in units of 2**16, its reach ±6.
SUMMANDS = 12
MEAN_OF_SUM = SUMMANDS * 0xFFFF / 2
GOLDEN = 0x9E3779B9


def mix(value: np.ndarray) -> np.ndarray:
    """Mix uint32 values so that each bit of the result depends on all bits ("lowbias32", a bijection)."""
    x = value.astype(np.uint32)
    x = (x ^ (x >> np.uint32(16))) * np.uint32(0x21F0AAAD)
    x = (x ^ (x >> np.uint32(15))) * np.uint32(0x735A2D97)
    return x ^ (x >> np.uint32(15))


def noise(kind: str, length: int, seed: int) -> np.ndarray:
    """``uniform`` noise in -1..1 or ``gaussian`` noise of deviation 1, float64 [length]; seed 0..2**32 - 1."""
    key = mix(np.array([(seed + GOLDEN) % 2**32], np.uint32))
    if kind == "uniform":
        bits = mix(mix(np.arange(length, dtype=np.uint32)) + key)
        return (bits >> np.uint32(8)) / 2.0**23 - 1
    half = SUMMANDS // 2
    bits = mix(mix(np.arange(length * half, dtype=np.uint32)) + key).reshape(length, half)
    total = ((bits >> np.uint32(16)) + (bits & np.uint32(0xFFFF))).sum(1, dtype=np.int64)
    return (total - MEAN_OF_SUM) / 2.0**16


def start_image(photo: np.ndarray, start: str, ratio: float, kind: str, reach: float, seed: int) -> np.ndarray:
    """The picture from which a run starts, float32 0..1, from the photo, uint8 [H, W, 3].

    ``start`` is ``content``, ``noise`` or ``blend``; a blend has the share ``ratio`` of noise, which lies about
    mid grey with half-width or deviation ``reach``.
    """
    share = {"content": 0.0, "noise": 1.0, "blend": ratio}[start]
    values = noise(kind, photo.size, seed) if share > 0 else np.zeros(photo.size)
    # Computed in 64 bits, and rounded once.
    mixed = (1 - share) * (photo.reshape(-1) / 255.0) + share * (0.5 + reach * values)
    return np.clip(mixed, 0, 1).astype("float32").reshape(photo.shape)
