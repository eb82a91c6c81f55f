"""Small stand-ins for what is heavy or far away, shared by all tests."""

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from assistant import Answer, Citation, Outcome, Question, Statement
from assistant.companions import reading_language
from assistant.glossary import Glossary
from eval.dataset import EvalQuestion
from eval.metrics import Judged
from index import Document, Kind, Passage, Status
from index.companions import SIMPLE
from index.model import Prompt, Vectors
from index.names import Names

__all__ = [
    "FailingEncoder",
    "FakeAssistant",
    "FakeEncoder",
    "FakeTranslator",
    "answer_of",
    "document_of",
    "eval_question_of",
    "judged_of",
    "passage_of",
    "pdf_of",
]


class FakeEncoder:
    """Vectors of hashed letter trigrams: texts that share words are near to each other."""

    def __init__(self, name: str = "fake", dimensions: int = 64) -> None:
        self.name = name
        self.precision = "float32"
        self.dimensions = dimensions
        self.encoded: list[tuple[Prompt, str]] = []
        """Every text that was asked for, with its prompt, in order."""

    def encode(self, texts: Sequence[str], prompt: Prompt) -> Vectors:
        self.encoded += [(prompt, text) for text in texts]
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            padded = f"  {text.casefold()} "
            for start in range(len(padded) - 2):
                row[zlib.crc32(padded[start : start + 3].encode()) % self.dimensions] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def encode_layers(self, texts: Sequence[str], prompt: Prompt) -> tuple[Vectors, Vectors]:
        return self.encode(texts, prompt), np.empty((len(texts), 0), np.float32)


class FakeTranslator:
    """Translates between German, English and Ukrainian as it is told; remembers what it was asked.

    Where nothing is told, an English or Ukrainian sentence with the placeholders of the text.
    """

    name = "Dolmetscher 3"
    _SENTENCES: ClassVar = {
        "en": "The city is there for all people who live here and it helps them",
        "uk": "Місто існує для всіх людей, які тут живуть, і допомагає їм",
        "de": "Was steht in den Leitlinien über die Wohnungen der Menschen",
    }

    def __init__(self, told: Mapping[str, str] | Exception | None = None) -> None:
        """Args: told: translations of texts, or what goes wrong."""
        self._told = told or {}
        self.asked: list[tuple[list[str], str, str]] = []

    def pairs(self) -> frozenset[tuple[str, str]]:
        codes = tuple(self._SENTENCES)
        return frozenset((one, other) for one in codes for other in codes if one != other)

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        self.asked.append((list(texts), source, target))
        if isinstance(self._told, Exception):
            raise self._told
        return [self._told.get(text) or self._sentence(text, target) for text in texts]

    def _sentence(self, text: str, target: str) -> str:
        kept = " ".join(re.findall(r"\{\d+\}", text))
        return f"{self._SENTENCES[target]} {kept}".strip() + "."


class FailingEncoder(FakeEncoder):
    """Gives out in the middle, as a process that runs out of memory does."""

    def __init__(self, after: int) -> None:
        """Args: after: number of texts that still succeed."""
        super().__init__()
        self._after = after

    def encode(self, texts: Sequence[str], prompt: Prompt) -> Vectors:
        if len(self.encoded) + len(texts) > self._after:
            raise MemoryError("no memory left")
        return super().encode(texts, prompt)


def pdf_of(*pages: str) -> bytes:
    """A PDF file with a text layer: one line of text for each line of each page."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font]
    kids = []
    for page in pages:
        lines = b" ".join(b"(%s) Tj T*" % _escaped(line) for line in page.split("\n"))
        drawing = b"BT /F1 11 Tf 14 TL 60 780 Td %s ET" % lines
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _pdf_file(objects)


def _escaped(line: str) -> bytes:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    written = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    )


def document_of(*texts: str, **changes: Any) -> Document:
    """A document with an empty line between the texts."""
    document = Document(
        id="leitbild",
        title="Leitbild der Stadt Neustadt",
        short_title="Leitbild 2020",
        status=Status.ADOPTED,
        date="2020-03-01",
        reference="B 12/20",
        publisher="Stadt Neustadt",
        licence="gemeinfrei",
        source="source.txt",
        sha256="",
        text="\n\n".join(texts),
    )
    return replace(document, **changes)


def passage_of(document: Document, text: str, **changes: Any) -> Passage:
    """The passage where `text` first stands in the document."""
    start = document.text.index(text)
    passage = Passage(
        id=f"{document.id}/{start}",
        document_id=document.id,
        text=text,
        section=("Handlungsfeld 1 Wohnen", "Leitlinien"),
        kind=Kind.GUIDELINE,
        status=document.status,
        field=1,
        number="1",
        page=3,
        section_page=2,
        reference=document.reference,
        start=start,
        end=start + len(text),
    )
    return replace(passage, **changes)


def answer_of(question: Question, document: Document, *passages: Passage) -> Answer:
    """An answer that quotes each of the passages whole, in simple German if it was asked for."""
    citations = tuple(
        Citation(number, passage, passage.text, passage.start, passage.end, document.text)
        for number, passage in enumerate(passages, start=1)
    )
    language = question.language or "de"
    if reading_language(question.mode, language) == SIMPLE:
        statements = tuple(
            Statement(f"Einfach gesagt: {one.quote}", (one.number,), SIMPLE) for one in citations
        )
    else:
        statements = tuple(Statement(one.quote, (one.number,)) for one in citations)
    return Answer(question, language, Outcome.ANSWERED, statements, citations)


class FakeAssistant:
    """Gives answers without an index, and remembers what it was asked."""

    def __init__(
        self,
        answer: Callable[[Question], Answer],
        glossary: Glossary = Glossary(),
        names: Names = Names(),
    ) -> None:
        self._answer = answer
        self.glossary = glossary
        self.translator: str | None = None
        self.names = names
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        return self._answer(question)


def eval_question_of(id: str = "q1", **changes: Any) -> EvalQuestion:
    """An evaluation question that the documents answer."""
    question = EvalQuestion(
        id=id,
        question="Wo lerne ich Deutsch?",
        language="de",
        mode="standard",
        register="everyday",
        type="commitment",
        answerable=True,
        evidence=("fördert Kurse",),
        alternatives=(),
        facts=(),
        status="adopted",
        history=(),
    )
    return replace(question, **changes)


def judged_of(id: str = "q1", **changes: Any) -> Judged:
    """A judged answer that is right in every way."""
    judged = Judged(
        id=id,
        language="de",
        type="commitment",
        answerable=True,
        outcome="answered",
        rank=1,
        right_cited=True,
        right_first=True,
        evidence=1.0,
        facts=1.0,
        status=True,
        verbatim=True,
        language_right=True,
        seconds=0.1,
    )
    return replace(judged, **changes)
