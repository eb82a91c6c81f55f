"""Takeaways in four languages, with all that files can stumble over."""

from collections.abc import Callable

import pytest

from assistant.export.sources import labels_in
from assistant.export.takeaway import (
    Fact,
    Mark,
    Piece,
    Row,
    Source,
    Table,
    Takeaway,
    text_of,
)

WORDS = {
    "de": "Größe, Maß und Straßenbahn",
    "ar": "تعلّم اللغة الألمانية",
    "vi": "Học tiếng Đức như thế nào",
    "uk": "Вивчення мови та ґрунт їжака",
}
SOURCE = Source(
    document="Leitbild der Stadt Neustadt",
    short_title="Leitbild 2020",
    status="beschlossen",
    section="Handlungsfeld 1 „Wohnen“",
    reference="B 12/20",
    date="1. März 2020",
    page="3",
    permalink="http://127.0.0.1:7860/?passage=leitbild/hf1/leitlinie-1",
    page_in_words="Seite 3",
)
MARKED = (
    Piece("Die Stadt "),
    Piece("soll", mark=Mark.DELETED),
    Piece("wird", mark=Mark.INSERTED),
    Piece(" Kurse "),
    Piece("bald", mark=Mark.MOVED),
    Piece(" fördern."),
)


@pytest.fixture
def takeaway_in() -> Callable[..., Takeaway]:
    """Makes a takeaway: a language, and the text of the second cell of each row."""

    def make(language: str = "de", *cells: str) -> Takeaway:
        rows = [Row((text_of(str(n)), text_of(cell)), (SOURCE,)) for n, cell in enumerate(cells, 1)]
        return Takeaway(
            title=WORDS[language],
            language=language,
            facts=(Fact("Frage", (text_of(WORDS[language], language), text_of("Warum?"))),),
            table=Table(
                columns=("Nr.", "Wortlaut"),
                shares=(0.5, 4),
                sources=("Quelle",),
                rows=(*rows, Row((text_of("+"), MARKED), (None,))),
            ),
            notices=("Verbindlich ist der deutsche Wortlaut.",),
            labels=labels_in(language),
        )

    return make
