"""The two networks and their loss as one Keras model, so that ``fit`` trains them under any back end."""

import keras
import numpy as np
from keras import ops

from export.configuration import Configuration, ConfigurationError, Phase
from export.crops import REACH
from export.judges import DistilledJudge, HybridJudge, Judge, VggJudge
from export.losses import (
    GRAM_TAPS,
    STYLE_TAPS,
    content_loss,
    gram_loss,
    grid,
    moments_loss,
    normalised,
    variation,
)
from export.networks import DistilledEncoder, StyleEncoder, StyleTransformer, Vgg19
from export.networks.operations import Tensor
from export.quantised_vgg import QuantisedVgg19
from export.trainable import Trainable

TERMS = ("style", "gram", "content", "structure", "variation", "grid", "steady")


class StyleTraining(Trainable):
    """Takes the batches of ``CropBatches``; its losses are means over the batch, one tracker a term.

    ``distilled`` is needed for phases that it judges; without ``quantised``, VGG-19 itself judges in its place. With
    ``teachers``, a trained style encoder and transformer, only a transformer is trained: for that encoder, and to paint
    what the other transformer paints. With ``live``, a second transformer, all three networks are trained together:
    each transformer paints half of the batch, so that both go on fitting an encoder that changes.
    """

    def __init__(
        self,
        configuration: Configuration,
        vgg: dict[str, np.ndarray],
        vgg_divide: int = 1,
        distilled: DistilledEncoder | None = None,
        teachers: tuple[StyleEncoder, StyleTransformer] | None = None,
        quantised: QuantisedVgg19 | None = None,
        live: StyleTransformer | None = None,
    ) -> None:
        super().__init__()
        self.configuration = configuration
        self.teacher: StyleTransformer | None = None
        if teachers is not None:
            self.encoder, self.teacher = teachers
            self.encoder.trainable = self.teacher.trainable = False
        else:
            self.encoder = StyleEncoder(**configuration.encoder)
            self.encoder.build((None, None, None, 3))
        self.transformer = StyleTransformer(**configuration.transformer, style_size=configuration.encoder["style_size"])
        if teachers is not None:
            self.networks = {"live": self.transformer}
        else:
            self.networks = {"encoder": self.encoder, "transformer": self.transformer}
        self.painters = [self.transformer]
        if live is not None and configuration.phases[0].reuse % 2:
            raise ConfigurationError("A live transformer trained along paints half of each batch: reuse must be even.")
        if live is not None:
            live.build()
            self.networks["live"] = live
            self.painters.append(live)
        self.vgg = Vgg19(taps=STYLE_TAPS, divide=vgg_divide)
        self.distilled = distilled
        self.transformer.build()
        self.vgg.load(vgg)
        self.judges: dict[str, Judge] = {"vgg19": VggJudge(self.vgg), "quantised": VggJudge(quantised or self.vgg)}
        if distilled is not None:
            distilled.trainable = False
            self.shallow = Vgg19(taps=STYLE_TAPS[:-1], divide=vgg_divide).load(vgg)
            self.judges |= {"distilled": DistilledJudge(distilled), "hybrid": HybridJudge(self.shallow, distilled)}
        self.judge: Judge | None = self.judges["vgg19"]
        self.likeness, self.live_steady, self.live_content = 1.0, 0.0, 1.0
        terms = (*TERMS, *(["likeness"] if teachers else []), *(["live_content", "live_steady"] if live else []))
        self.trackers = {term: keras.metrics.Mean(name=term) for term in terms}
        self.built = True

    def enter(self, phase: Phase) -> None:
        """Get ready for a phase: see Trainable."""
        self.judge = self.judges.get(phase.judge)
        self.likeness, self.live_steady, self.live_content = phase.likeness, phase.live_steady, phase.live_content
        super().enter(phase)

    def call(self, batch: dict[str, Tensor], training: bool = False) -> dict[str, Tensor]:
        """Stylise each photo in ``reuse`` styles, and the moved photos once where steadiness counts."""
        content, styles = batch["content"], self.encoder(batch["style"])
        reuse = self.configuration.phases[0].reuse
        turned = [ops.roll(styles, turn, axis=0) for turn in range(reuse)]
        share = reuse // len(self.painters)
        contents = ops.concatenate([content] * share)
        by_painter = [ops.concatenate(turned[first : first + share]) for first in range(0, reuse, share)]
        pairs = list(zip(self.painters, by_painter, strict=True))
        results = {"stylized": ops.concatenate([painter((contents, each)) for painter, each in pairs])}
        if self.teacher is not None and self.likeness:
            results["taught"] = ops.stop_gradient(self.teacher((contents, by_painter[0])))
        if "shifted" in batch:
            for number, (name, painter) in enumerate(zip(("steady", "live_steady"), self.painters, strict=False)):
                results[name] = painter((batch["shifted"], turned[number * share]))
        return results

    def total_loss(self, batch: dict[str, Tensor], results: dict[str, Tensor]) -> Tensor:
        """The weighted sum of the losses, a scalar."""
        weights = self.configuration.loss | self.configuration.teacher
        terms = self._judged(batch, results["stylized"]) if self.judge else {}
        terms["variation"] = variation(results["stylized"])
        terms["grid"] = grid(results["stylized"])
        if "taught" in results:
            terms["likeness"] = ops.mean(ops.square(results["stylized"] - results["taught"]))
        stretch = ops.shape(results["stylized"])[0] // len(self.painters)
        for number, name in enumerate(("steady", "live_steady")):
            if name in results:
                still = results["stylized"][number * stretch :]
                terms[name] = unsteadiness(still, results[name], batch["shift"][0])
        for term, value in terms.items():
            self.trackers[term].update_state(value)
        pull = ops.mean(batch["pull"])
        by_phase = {"style": pull * weights["style"], "gram": pull * weights["gram"]}
        if "live_content" in terms:
            # Each half of the batch, so that together they weigh what the content of a whole batch does.
            by_phase["content"] = weights["content"] / 2
            by_phase["live_content"] = self.live_content * weights["content"] / 2
        if "likeness" in terms:
            by_phase["likeness"] = self.likeness * weights["likeness"]
        if "steady" in terms:
            by_phase |= {"steady": ops.mean(batch["steady"]), "live_steady": self.live_steady}
        return sum((weights | by_phase)[term] * value for term, value in terms.items())

    def _judged(self, batch: dict[str, Tensor], stylized: Tensor) -> dict[str, Tensor]:
        """The terms that a loss network tells."""
        judge, reuse = self.judge, self.configuration.phases[0].reuse
        assert judge is not None
        found, wanted, content = judge(stylized), judge(batch["style"]), judge.content(batch["content"])
        terms: dict[str, Tensor] = {"style": 0.0, "gram": 0.0}
        for tap in STYLE_TAPS:
            moments = tuple(repeat(moment, reuse) for moment in wanted.moments[tap])
            terms["style"] += ops.mean(moments_loss(found.moments[tap], moments))
        # Not at relu4_1: there it would pull against the content.
        for tap in GRAM_TAPS:
            terms["gram"] += ops.mean(gram_loss(found.grams[tap], repeat(wanted.grams[tap], reuse)))
        same = ops.concatenate([content] * reuse)
        lost = content_loss(found.content, same)
        if len(self.painters) > 1:
            half = ops.shape(lost)[0] // 2
            terms["content"], terms["live_content"] = ops.mean(lost[:half]), ops.mean(lost[half:])
        else:
            terms["content"] = ops.mean(lost)
        structure = ops.concatenate([normalised(content)] * reuse)
        terms["structure"] = ops.mean(content_loss(normalised(found.content), structure))
        return terms


def repeat(values: Tensor, reuse: int) -> Tensor:
    """The wanted values in the order in which ``call`` pairs the styles with the contents."""
    return ops.concatenate([ops.roll(values, turn, axis=0) for turn in range(reuse)])


def unsteadiness(stylized: Tensor, shifted: Tensor, shift: Tensor) -> Tensor:
    """Mean square of what changes when the photo moves by ``shift`` pixels [2], the movement undone."""
    count, inner = ops.shape(shifted)[0], shifted.shape[1] - 2 * REACH
    here = ops.slice(stylized[:count], (0, REACH + shift[0], REACH + shift[1], 0), (count, inner, inner, 3))
    there = ops.slice(shifted, (0, REACH, REACH, 0), (count, inner, inner, 3))
    return ops.mean(ops.square(here - there))
