"""Batches of random crops for training. A batch is a pure function of the seed and its step: a resumed run
sees the very batches that an uninterrupted one would have seen.
"""

import keras
import numpy as np
from PIL import Image, ImageFilter

from export.configuration import Configuration
from export.pictures import to_float

Batch = tuple[dict[str, np.ndarray]]
REACH = 3  # greatest shift, in pixels, under which the result must be steady
# Radius of the sharpening of an enlarged crop, in pixels of the picture that it was taken from, and the enlargement
# from which on it is sharpened in full: so its spectrum falls like that of a picture that has this size (measured).
SHARPENED_RADIUS, SHARPENED_FROM = 0.64, 1.25


class PictureBatches(keras.utils.PyDataset):
    """The batches of steps ``first`` to ``last`` - 1, which lie in one phase: crops of photos and of paintings."""

    def __init__(
        self,
        contents: list[np.ndarray],
        styles: list[np.ndarray],
        configuration: Configuration,
        first: int,
        last: int,
    ) -> None:
        super().__init__(workers=1, max_queue_size=4)
        self.contents, self.styles, self.configuration = contents, styles, configuration
        self.first, self.last = first, last

    def __len__(self) -> int:
        return self.last - self.first


class CropBatches(PictureBatches):
    """Batches for the style networks.

    An item holds float32 pictures 0..1: ``content`` [n, S, S, 3], ``shifted`` (the same, moved by ``shift``
    pixels [n, 2] and a little noisy), ``style`` [n, S, S, 3], and the weights ``pull`` and ``steady`` [n];
    n = batch / reuse. Where ``steady`` is 0 it, ``shifted`` and ``shift`` are left out.
    """

    def __getitem__(self, index: int) -> Batch:
        step = self.first + index
        phase, done = self.configuration.at(step)
        rules = self.configuration.crops
        random = np.random.default_rng((self.configuration.seed, step))
        count, size = phase.batch // phase.reuse, phase.size
        shift = random.integers(0, REACH + 1, 2)
        wide = [self._content(random, size + REACH) for _ in range(count)]
        pull = phase.pull[0] + (phase.pull[1] - phase.pull[0]) * done
        batch = {
            "content": np.stack([crop[:size, :size] for crop in wide]),
            "pull": np.full(count, pull, "float32"),
        }
        if phase.steady:
            shifted = np.stack([crop[shift[0] : shift[0] + size, shift[1] : shift[1] + size] for crop in wide])
            batch["shifted"] = shifted + random.normal(0, rules["noise"], shifted.shape).astype("float32")
            batch["shift"] = np.tile(shift.astype("int32"), [count, 1])
            batch["steady"] = np.full(count, phase.steady, "float32")
        batch["style"] = np.stack([self._style(random, size) for _ in range(count)])
        return (batch,)

    def _crop(self, picture: np.ndarray, size: int, kind: str, random: np.random.Generator) -> np.ndarray:
        rules = self.configuration.crops
        return random_crop(picture, size, rules[kind], random, rules["sharpen"])

    def _content(self, random: np.random.Generator, size: int) -> np.ndarray:
        picture = self.contents[random.integers(len(self.contents))]
        crop = self._crop(picture, size, "content", random)
        if random.random() < self.configuration.crops["grey"]:
            crop = np.repeat(crop.mean(-1, keepdims=True), 3, -1)
        return crop

    def _style(self, random: np.random.Generator, size: int) -> np.ndarray:
        picture = self.styles[random.integers(len(self.styles))]
        crop = self._crop(picture, size, "style", random)
        if random.random() < self.configuration.crops["permuted"]:
            crop = crop[..., random.permutation(3)]
        return crop


class MixedBatches(PictureBatches):
    """Batches for the distilled encoder: ``image`` float32 [batch, S, S, 3], 0..1.

    First crops of photos, then as many of paintings; ``noisy`` of them lie under noise of any strength, as the
    pictures do from which an optimisation starts.
    """

    def __getitem__(self, index: int) -> Batch:
        step = self.first + index
        phase, _ = self.configuration.at(step)
        rules = self.configuration.crops
        random = np.random.default_rng((self.configuration.seed, step))
        images = []
        for pool, share in zip((self.contents, self.styles), (rules["content"], rules["style"]), strict=True):
            for _ in range(phase.batch // 2):
                crop = random_crop(pool[random.integers(len(pool))], phase.size, share, random)
                if random.random() < rules["permuted"]:
                    crop = crop[..., random.permutation(3)]
                if random.random() < rules["noisy"]:
                    crop += random.random() * (random.random(crop.shape) - crop)
                images.append(crop.astype("float32"))
        return ({"image": np.stack(images)},)


def random_crop(
    picture: np.ndarray, size: int, share: list[float], random: np.random.Generator, sharpen: float = 0
) -> np.ndarray:
    """A square of ``share`` of the short side, at random, mirrored half the time: float32 [size, size, 3].

    Where the square is enlarged, unsharp masking of strength ``sharpen`` (1: what lay above the blur, twice) makes up
    for the blur.
    """
    height, width = picture.shape[:2]
    side = max(1, round(random.uniform(share[0], share[1]) * min(height, width)))
    top, left = random.integers(0, height - side + 1), random.integers(0, width - side + 1)
    crop = Image.fromarray(picture[top : top + side, left : left + side])
    crop = crop.resize((size, size), Image.Resampling.BICUBIC)
    amount = sharpen * min(max(size / side - 1, 0) / (SHARPENED_FROM - 1), 1)
    if amount:
        crop = crop.filter(ImageFilter.UnsharpMask(SHARPENED_RADIUS * size / side, round(100 * amount), 0))
    scaled = to_float(np.asarray(crop))
    return scaled[:, ::-1] if random.random() < 0.5 else scaled
