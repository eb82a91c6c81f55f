"""Assistant.ask(): the one place where the steps from question to answer meet."""

import logging
import time
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial

from assistant import wording
from assistant.answer import Answer, Explanation, Outcome, Question
from assistant.catalogue import say
from assistant.change_statement import change_statement
from assistant.choosing import choose, with_binding_first, with_matters
from assistant.companions import reading_language, texts_beside
from assistant.comparison_signs import speaks_of_suggestion
from assistant.composing import compose
from assistant.deciding import Calibration
from assistant.declining import SECTIONS_NAMED, decline, introduce
from assistant.errors import QuestionError
from assistant.finding import Found, find, is_small_talk
from assistant.formats import format_number
from assistant.glossary import Glossary, load_glossary
from assistant.language import detect
from assistant.live import LiveIndex
from assistant.opening_reader import open_reader
from assistant.quoting import quote_spans
from assistant.reader import Asked, Reader
from assistant.rereading import reread
from assistant.search_engine import build_index, search_engine
from assistant.settings import Settings
from assistant.translation import Interpreter, open_interpreter
from index import (
    BuildOptions,
    BuildReport,
    BusyError,
    Encoder,
    Hit,
    Index,
    SnapshotError,
    StorageError,
    load_model,
    needs_build,
    open_index,
)
from index.engines import SearchEngine
from index.errors import UnavailableError
from index.names import Names, load_names
from index.passage import Companion
from index.progress import BuildProgress

__all__ = ["Assistant", "current_index", "open_assistant"]

_log = logging.getLogger(__name__)


class Assistant:
    """Answers questions from an index."""

    def __init__(
        self,
        index: Index,
        reader: Reader,
        calibration: Calibration,
        longest_question: int = 2000,
        glossary: Glossary = Glossary(),
        interpreter: Interpreter | None = None,
        names: Names = Names(),
        newest: Callable[[], Index] | None = None,
    ) -> None:
        """Args: newest: gives the index to use for each question; without it, it is `index`."""
        self._newest = newest or (lambda: index)
        self.glossary = glossary
        self.names = names
        self._reader = reader
        self._calibration = calibration
        self._longest_question = longest_question
        self._interpreter = interpreter

    @property
    def translator(self) -> str | None:
        """Name of the translation engine in use; None where there is none."""
        return self._interpreter.name if self._interpreter else None

    @property
    def index(self) -> Index:
        """The index in use: while the assistant runs, a newer one may take its place."""
        return self._newest()

    def ask(self, question: Question) -> Answer:
        """Answer a question; one that cannot be used is refused with the reason."""
        began = time.perf_counter()
        question = replace(question, text=_readable(question.text))
        try:
            self.check(question)
        except QuestionError as error:
            language = question.language or "de"
            return Answer(question, language, Outcome.REFUSED, message=str(error))
        language, is_sure = _language_of(question)
        reading = reading_language(question.mode, language)
        try:
            answer = self._answer(question, language, reading)
        except (SnapshotError, UnavailableError) as error:  # what searches is away or damaged
            _log.error("%s", error)
            message = say(wording.UNAVAILABLE, reading)
            answer = Answer(question, language, Outcome.REFUSED, message=message)
        return replace(answer, language_sure=is_sure, seconds=time.perf_counter() - began)

    def _answer(self, question: Question, language: str, reading: str) -> Answer:
        german = self._in_german(question.text, language)
        index = self.index  # one and the same for the whole answer
        text, history = question.text, question.history
        found = find(index, self._calibration, text, history, language, german)
        found = reread(self._reader, self._calibration, found, language)
        if found.outcome is Outcome.ANSWERED:
            answer = self._answered(index, question, language, reading, found)
            answer = replace(answer, nearest=found.findings.hits)
        else:
            answer = self._declined(index, question, language, reading, found)
        return replace(answer, explanation=self._explanation(found))

    def _explanation(self, found: Found) -> Explanation:
        calibration, decision = self._calibration, found.decision
        return Explanation(
            searched=found.text,
            signals=asdict(decision.signals),
            probability=decision.probability,
            threshold=decision.threshold,
            further_share=calibration.further_share,
            further_gap=calibration.further_gap,
            reader=self._reader.name,
            read={id: passage.score for id, passage in found.read.items()},
        )

    def _answered(
        self, index: Index, question: Question, language: str, reading: str, found: Found
    ) -> Answer:
        """Quotes from the best passages; none is left only if every one had to be withheld."""
        calibration = self._calibration
        best = choose(found.findings.hits, calibration.further_share, calibration.further_gap)
        hits = with_matters(best, found.matters)
        if not found.is_ordered and (hits != best or not speaks_of_suggestion(question.text)):
            hits = with_binding_first(hits)
        asked = Asked(found.text, language, found.vector)
        read = {id: passage.sentences for id, passage in found.read.items()}
        spans = quote_spans(self._reader, asked, [hit.passage for hit in hits], read)
        beside = partial(texts_beside, index, self._interpreter, language=reading)
        composed = compose(hits, spans, index.documents, reading, beside)
        notices = composed.notices
        if not composed.statements:
            message = say(wording.NOT_COVERED, reading)
            return Answer(question, language, Outcome.NOT_COVERED, message=message, notices=notices)
        statements, citations = composed.statements, composed.citations
        if change := change_statement(index, citations, reading):
            after = max(change.citations)  # a statement for each citation, in the same order
            statements = (*statements[:after], change, *statements[after:])
        return Answer(
            question,
            language,
            Outcome.ANSWERED,
            statements,
            citations,
            notices=notices,
            companions=composed.companions,
        )

    def _declined(
        self, index: Index, question: Question, language: str, reading: str, found: Found
    ) -> Answer:
        """What is said instead, with the nearest passages if there was a question."""
        if found.outcome is Outcome.NOT_COVERED and is_small_talk(found.findings):
            return Answer(question, language, found.outcome, message=introduce(index, reading))
        hits = found.findings.hits
        return Answer(
            question,
            language,
            found.outcome,
            message=decline(index, reading, found, self.names),
            nearest=hits,
            companions=_beside(index, hits[:SECTIONS_NAMED], reading),
        )

    def _in_german(self, text: str, language: str) -> str | None:
        """A question for the word search, where an engine can translate it."""
        engine = self._interpreter
        spoken = language.split("-", maxsplit=1)[0]
        if engine is None or "de" in (spoken, detect(text).language):
            return None
        if not engine.offers(spoken, "de"):
            return None
        (german,) = engine.translate([text], spoken, "de", keep=False)
        return german

    def check(self, question: Question) -> None:
        """Whether a question can be used at all.

        Raises:
            QuestionError: it is empty, too long or holds no words.
        """
        text, most = question.text, self._longest_question
        reading = reading_language(question.mode, question.language or "de")
        if not text.strip():
            raise QuestionError(say(wording.EMPTY_QUESTION, reading))
        if len(text) > most:
            too_long = say(wording.TOO_LONG, reading)
            figures = {"length": len(text), "most": most}
            lengths = {name: format_number(n, reading) for name, n in figures.items()}
            raise QuestionError(too_long.format(**lengths))
        if not any(character.isalpha() for character in text):
            raise QuestionError(say(wording.NO_WORDS, reading))


def open_assistant(
    settings: Settings,
    progress: BuildProgress = BuildProgress(),
    reported: Callable[[BuildReport], None] = lambda report: None,
    noted: Callable[[str], None] = lambda line: None,
) -> Assistant:
    """The assistant over the documents as they are now: builds or mends the index first.

    Args:
        noted: told in one line what else an operator should know.

    Raises:
        IndexingError: the model, the documents or the index cannot be used.
        SettingsError: the calibration is missing or broken, or the translation engine set wrongly.
    """
    interpreter = open_interpreter(settings)
    calibration = Calibration.load()
    encoder = load_model(settings.model, settings.models_folder, settings.device)
    engine = search_engine(settings, encoder.name)
    index = current_index(settings, encoder, progress, reported, engine, noted)
    glossary = load_glossary(settings.documents / "glossary.toml")
    reopen = partial(open_index, settings.index_folder, settings.documents, encoder, engine)
    live = LiveIndex(index, settings.index_folder, reopen)
    reader = open_reader(settings, encoder, calibration, noted, bare=not index.themes)
    names, longest = load_names(settings.documents), settings.longest_question
    return Assistant(index, reader, calibration, longest, glossary, interpreter, names, live.newest)


def current_index(
    settings: Settings,
    encoder: Encoder,
    progress: BuildProgress = BuildProgress(),
    reported: Callable[[BuildReport], None] = lambda report: None,
    engine: SearchEngine | None = None,
    noted: Callable[[str], None] = lambda line: None,
) -> Index:
    """The index over the documents as they are now, built or mended where it must be.

    While another process builds it, the one in use is opened; where there is none, it waits. Where
    it cannot be written, as on a full disk, the one in use is opened and this is noted.

    Args:
        engine: what searches; the one that the settings choose where not given.
    """
    documents, folder = settings.documents, settings.index_folder
    engine = engine or search_engine(settings, encoder.name)
    if not needs_build(documents, folder, encoder.name, engine.version):
        with suppress(SnapshotError):  # damage that only shows now; the build reports it
            return open_index(folder, documents, encoder, engine)
    try:
        reported(build_index(settings, encoder, engine, progress))
    except BusyError:
        with suppress(SnapshotError):
            return open_index(folder, documents, encoder, engine)
        reported(build_index(settings, encoder, engine, progress, BuildOptions(wait=-1)))
    except StorageError as error:
        with suppress(SnapshotError):
            earlier = open_index(folder, documents, encoder, engine)
            noted(f"{error}; answers come from the index in use, without the latest changes")
            return earlier
        raise
    return open_index(folder, documents, encoder, engine)


def _beside(index: Index, hits: Iterable[Hit], reading: str) -> tuple[Companion, ...]:
    """The texts in the language of the answer of passages found."""
    found = (index.companions.get((hit.passage.id, reading)) for hit in hits)
    return tuple(companion for companion in found if companion is not None)


def _readable(text: str) -> str:
    """Without control characters and halves of characters, which no model can read."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)


def _language_of(question: Question) -> tuple[str, bool]:
    """(the language to answer in, whether it was chosen or found in the question).

    Where a question does not tell, as "Jobcenter?", the conversation before it may.
    """
    if question.language:
        return question.language, True
    if found := detect(question.text).language:
        return found, True
    earlier = (detect(text).language for text in reversed(question.history))
    return next((language for language in earlier if language), "de"), False
