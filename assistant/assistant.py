"""Assistant.ask(): the one place where the steps from question to answer meet."""

import logging
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from assistant import wording
from assistant.answer import Answer, Outcome, Question
from assistant.catalogue import say
from assistant.companions import companion_of, reading_language
from assistant.composing import choose, compose
from assistant.deciding import Calibration
from assistant.errors import QuestionError
from assistant.finding import Found, find
from assistant.glossary import Glossary, load_glossary
from assistant.language import detect_language
from assistant.reader import LightReader, Reader
from assistant.search_engine import search_engine
from assistant.settings import Settings
from index import BuildReport, Encoder, Index, build, load_model, needs_build, open_index
from index.engines import SearchEngine
from index.errors import SnapshotError, UnavailableError
from index.searching import Findings

__all__ = ["Assistant", "build_index", "current_index", "open_assistant"]

_log = logging.getLogger(__name__)
_SECTIONS_NAMED = 3


class Assistant:
    """Answers questions from an index."""

    def __init__(
        self,
        index: Index,
        reader: Reader,
        calibration: Calibration,
        longest_question: int = 2000,
        glossary: Glossary = Glossary(),
    ) -> None:
        self.index = index
        self.glossary = glossary
        self._reader = reader
        self._calibration = calibration
        self._longest_question = longest_question

    def ask(self, question: Question) -> Answer:
        """Answer a question; one that cannot be used is refused with the reason."""
        began = time.perf_counter()
        question = replace(question, text=_readable(question.text))
        try:
            self._check(question)
        except QuestionError as error:
            language = question.language or "de"
            return Answer(question, language, Outcome.REFUSED, message=str(error))
        language = question.language or detect_language(question.text)
        reading = reading_language(question.mode, language)
        try:
            found = find(self.index, self._calibration, question.text, question.history, language)
        except (SnapshotError, UnavailableError) as error:
            _log.error("%s", error)
            message = say(wording.UNAVAILABLE, reading)
            return Answer(question, language, Outcome.REFUSED, message=message)
        if found.outcome is Outcome.ANSWERED:
            answer = self._answered(question, language, reading, found)
        else:
            message = _message(found.outcome, found.findings, reading)
            answer = Answer(question, language, found.outcome, message=message)
        seconds = time.perf_counter() - began
        return replace(answer, nearest=found.findings.hits, seconds=seconds)

    def _answered(self, question: Question, language: str, reading: str, found: Found) -> Answer:
        """Quotes from the best passages; none is left only if every one had to be withheld."""
        calibration = self._calibration
        hits = choose(found.findings.hits, calibration.further_share, calibration.further_gap)
        spans = self._reader.quote_spans(found.vector, [hit.passage for hit in hits])
        beside = partial(companion_of, self.index, language=reading)
        composed = compose(hits, spans, self.index.documents, reading, beside)
        notices = composed.notices
        if not composed.statements:
            message = say(wording.NOT_COVERED, reading)
            return Answer(question, language, Outcome.NOT_COVERED, message=message, notices=notices)
        statements, citations = composed.statements, composed.citations
        return Answer(question, language, Outcome.ANSWERED, statements, citations, notices=notices)

    def _check(self, question: Question) -> None:
        text, most = question.text, self._longest_question
        reading = reading_language(question.mode, question.language or "de")
        if not text.strip():
            raise QuestionError(say(wording.EMPTY_QUESTION, reading))
        if len(text) > most:
            too_long = say(wording.TOO_LONG, reading)
            raise QuestionError(too_long.format(length=len(text), most=most))
        if not any(character.isalpha() for character in text):
            raise QuestionError(say(wording.NO_WORDS, reading))


def open_assistant(
    settings: Settings,
    progress: Callable[[int, int], None] = lambda done, total: None,
    reported: Callable[[BuildReport], None] = lambda report: None,
) -> Assistant:
    """The assistant over the documents as they are now: builds or mends the index first.

    Raises:
        IndexingError: the model, the documents or the index cannot be used.
        SettingsError: the calibration is missing or broken.
    """
    calibration = Calibration.load()
    encoder = load_model(settings.model, settings.models_folder)
    index = current_index(settings, encoder, progress, reported)
    glossary = load_glossary(settings.documents / "glossary.toml")
    return Assistant(index, LightReader(encoder), calibration, settings.longest_question, glossary)


def current_index(
    settings: Settings,
    encoder: Encoder,
    progress: Callable[[int, int], None] = lambda done, total: None,
    reported: Callable[[BuildReport], None] = lambda report: None,
) -> Index:
    """The index over the documents as they are now, built or mended where it must be."""
    documents, folder = settings.documents, settings.index_folder
    engine = search_engine(settings, encoder.name)
    if needs_build(documents, folder, encoder.name, engine.version):
        reported(build_index(settings, encoder, engine, progress))
    try:
        return open_index(folder, documents, encoder, engine)
    except SnapshotError:  # of what stands outside of the folder, as a collection
        for line in engine.publish(folder):
            _log.warning("%s", line)
        return open_index(folder, documents, encoder, engine)


def build_index(
    settings: Settings,
    encoder: Encoder,
    engine: SearchEngine,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> BuildReport:
    """Bring the index up to date, and what its search engine keeps outside of it."""
    documents, folder = settings.documents, settings.index_folder
    report = build(documents, folder, encoder, progress, engine.parts, engine.version)
    report.notes += engine.publish(folder)
    return report


def _readable(text: str) -> str:
    """Without control characters and halves of characters, which no model can read."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)


def _message(outcome: Outcome, findings: Findings, language: str) -> str:
    if outcome is Outcome.REFUSED:
        return say(wording.REFUSED, language)
    parts = [say(wording.NOT_COVERED, language), say(wording.ABOUT, language)]
    titles = (" › ".join(hit.passage.section[-2:]) for hit in findings.hits[:_SECTIONS_NAMED])
    if sections := "; ".join(dict.fromkeys(title for title in titles if title)):
        parts.append(say(wording.NEAREST_SECTIONS, language).format(sections))
    if findings.theme is not None and findings.theme.turn_to:
        parts.append(say(wording.TURN_TO, language).format(findings.theme.turn_to))
    return " ".join(parts)
