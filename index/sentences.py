"""Where the sentences of a German text begin and end; the only importer of pysbd."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pysbd

__all__ = ["runs_of", "sentence_spans"]

_ABBREVIATION = re.compile(r"\b(Abs|Ziff|Bd|Hrsg|bezügl|bzgl|zw)\.\s*$")


@lru_cache(maxsize=4096)
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every sentence, without the space around it; line ends also end one."""
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        position = line.start()
        for sentence in _joined(_segmenter().segment(line[0])):
            stripped = sentence.strip()
            start = text.find(stripped, position, line.end())
            if not stripped or start < 0:
                continue
            position = start + len(stripped)
            spans.append((start, position))
    return tuple(spans)


def runs_of(sentences: Iterable[str], words: int) -> Iterator[list[str]]:
    """Sentences in runs of at least so many words; the last may have fewer."""
    run: list[str] = []
    for sentence in sentences:
        run.append(sentence)
        if sum(len(one.split()) for one in run) >= words:
            yield run
            run = []
    if run:
        yield run


def _joined(sentences: Iterable[str]) -> list[str]:
    """Sentences with those put together that an abbreviation unknown to the library cut."""
    joined: list[str] = []
    for sentence in sentences:
        if joined and _ABBREVIATION.search(joined[-1]):
            joined[-1] += sentence
        else:
            joined.append(sentence)
    return joined


@lru_cache(maxsize=1)
def _segmenter() -> pysbd.Segmenter:
    return pysbd.Segmenter(language="de", clean=False)
