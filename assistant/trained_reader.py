"""The trained reader: one pass over question and text together, a score for each sentence.

Input: `<s> query: question </s> passage: title </s> sentence 1 </s> sentence 2 </s> …` in windows
of at most 512 tokens that overlap by three quarters. The encoder is multilingual-e5-small with an
update of its own; two small heads read its vectors. Two logistic regressions over their logits,
those of the sentences around and of the whole text, and the cosines of the light reader give the
scores. What only the scores of sentences need is worked out when those are asked for.
`docs/reader.md` says what it was trained on and how well it reads.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import torch

from assistant.packed_attention import use_packed_attention
from assistant.reader import Asked, LightReader, OnDemand, Reading, ReadingText
from assistant.reader_file import read_reader_file
from assistant.reading_calibration import Features, ReadingCalibration
from assistant.reading_heads import ReadingHeads, read_windows
from assistant.windows import Window, windows_of
from index.devices import precision_on
from index.model import load_reading_base

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

__all__ = ["SENTENCE_FEATURES", "TEXT_FEATURES", "Clues", "TrainedReader", "load_trained_reader"]

_TOKENS = 4096
"""Of one batch: bounds the memory, whatever is read."""

SENTENCE_FEATURES = (
    "logit", "before", "after", "around", "highest", "mean", "text", "above_mean", "place",
    "length", "is_question", "leads", "cosine", "cosine_above_mean", "highest_cosine",
)  # fmt: skip
"""What the score of a sentence is made of; see `sentence_features`."""
TEXT_FEATURES = ("text", "highest", "three_highest", "mean", "length", "nearest")
"""What the score of a text is made of; see `text_features`."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What was found in one text."""

    logits: Features
    """Of its sentences, shape (sentences,)."""
    whole: float
    """Logit of its best window."""
    nearest: float
    """Cosine of the run of its sentences that is nearest to the question."""
    cosines: Callable[[], Features]
    """Gives those of its sentences in context, shape (sentences,)."""


class TrainedReader:
    """Reads question and text together."""

    name = "trained"

    def __init__(
        self,
        encoder: Any,
        heads: ReadingHeads,
        tokenizer: "PreTrainedTokenizerBase",
        light: LightReader,
        calibration: ReadingCalibration,
    ) -> None:
        self._encoder = encoder.eval()
        use_packed_attention(encoder)
        self._heads = heads.eval()
        self._tokenizer = tokenizer
        self._light = light
        self._calibration = calibration

    def read(self, question: Asked, texts: Sequence[ReadingText]) -> Reading:
        clues = self.clues(question, texts)
        scores = np.zeros(len(texts), np.float32)
        for number, found in enumerate(clues):
            if len(found.logits):
                scores[number] = self._calibration.text_score(text_features(found))
        sentences = [
            partial(self._sentence_scores, text, found)
            for text, found in zip(texts, clues, strict=True)
        ]
        return Reading(OnDemand(sentences), scores, float(scores.max(initial=0.0)))

    def clues(self, question: Asked, texts: Sequence[ReadingText]) -> list[Clues]:
        """What the scores of each text are made from."""
        question = self._light.asked(question)
        nearest = self._light.nearest(question, texts)
        logits = self._logits(question.text, texts)
        return [
            Clues(own, whole, near, cache(partial(self._cosines, question, text)))
            for text, (own, whole), near in zip(texts, logits, nearest, strict=True)
        ]

    def _cosines(self, question: Asked, text: ReadingText) -> Features:
        return self._light.cosines(question, [text])[0].astype(np.float64)

    def _sentence_scores(self, text: ReadingText, clues: Clues) -> npt.NDArray[np.float32]:
        if not len(clues.logits):
            return np.empty(0, np.float32)
        return self._calibration.sentence_scores(sentence_features(text, clues))

    def _logits(
        self, question: str, texts: Sequence[ReadingText]
    ) -> list[tuple[npt.NDArray[np.float64], float]]:
        """For each text the logits of its sentences, shape (sentences,), and of its best window."""
        windows = [
            (number, window)
            for number, text in enumerate(texts)
            for window in windows_of(self._tokenizer, question, text.title, text.sentences)
        ]
        sums = [np.zeros(len(text.sentences)) for text in texts]
        counts = [np.zeros(len(text.sentences)) for text in texts]
        whole = np.full(len(texts), -np.inf)
        for batch in _batches(windows):
            with torch.inference_mode():
                read = read_windows(self._encoder, self._heads, [window for _, window in batch])
            for (number, window), (spans, best) in zip(batch, read, strict=True):
                highest = _by_sentence(window, spans.numpy())
                for sentence, logit in highest.items():
                    sums[number][sentence] += logit
                    counts[number][sentence] += 1
                whole[number] = max(whole[number], float(best))
        means = [total / np.maximum(count, 1) for total, count in zip(sums, counts, strict=True)]
        return list(zip(means, whole.tolist(), strict=True))


def _by_sentence(window: Window, logits: npt.NDArray[np.float32]) -> dict[int, float]:
    """The highest logit among the pieces of each sentence."""
    highest: dict[int, float] = {}
    for sentence, logit in zip(window.sentences, logits.tolist(), strict=True):
        highest[sentence] = max(logit, highest.get(sentence, -np.inf))
    return highest


def _batches(windows: Sequence[tuple[int, Window]]) -> Iterator[list[tuple[int, Window]]]:
    """Windows up to the token budget."""
    batch: list[tuple[int, Window]] = []
    used = 0
    for number, window in windows:
        if batch and used + len(window.tokens) > _TOKENS:
            yield batch
            batch, used = [], 0
        batch.append((number, window))
        used += len(window.tokens)
    if batch:
        yield batch


def sentence_features(text: ReadingText, clues: Clues) -> Features:
    """`SENTENCE_FEATURES` of each sentence, shape (sentences, features)."""
    logits, cosines = clues.logits, clues.cosines()
    count = len(logits)
    before, after = np.roll(logits, 1), np.roll(logits, -1)
    before[0], after[-1] = logits[0], logits[-1]
    around = np.convolve(np.pad(logits, 2, mode="edge"), np.full(5, 0.2), "valid")
    same = (logits.max(), logits.mean(), clues.whole, cosines.max())
    highest, mean, whole, highest_cosine = (np.full(count, value) for value in same)
    place = np.arange(count) / max(1, count - 1)
    length = np.log1p([len(sentence.split()) for sentence in text.sentences])
    question = np.array([sentence.rstrip().endswith("?") for sentence in text.sentences])
    leads = np.array([sentence.rstrip().endswith(":") for sentence in text.sentences])
    features = (
        logits, before, after, around, highest, mean, whole, _standardised(logits), place, length,
        question, leads, cosines, _standardised(cosines), highest_cosine,
    )  # fmt: skip
    return np.stack(features, axis=1).astype(np.float64)


def text_features(clues: Clues) -> Features:
    """`TEXT_FEATURES` of a text, shape (features,)."""
    ordered = np.sort(clues.logits)
    highest, three, mean = ordered[-1], ordered[-3:].mean(), ordered.mean()
    return np.array([clues.whole, highest, three, mean, np.log1p(len(ordered)), clues.nearest])


def _standardised(values: Features) -> Features:
    return np.asarray((values - values.mean()) / (values.std() + 1e-6))


def load_trained_reader(
    models_folder: Path, light: LightReader, calibration: ReadingCalibration, path: Path
) -> TrainedReader:
    """The reader kept in `path`, over the default model below `models_folder`.

    Raises:
        ReaderError: the file is missing, damaged or of another format.
        IndexingError: the default model cannot be loaded.
    """
    encoder, tokenizer = load_reading_base(models_folder)
    heads = ReadingHeads()
    read_reader_file(path, encoder, heads)
    precision = getattr(torch, precision_on("cpu"))
    return TrainedReader(encoder.to(precision), heads, tokenizer, light, calibration)
