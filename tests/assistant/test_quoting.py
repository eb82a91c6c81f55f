import pytest

from assistant.quoting import quote_spans
from assistant.reader import Asked, LightReader
from index.sentences import sentence_spans
from tests.fakes import FakeEncoder, document_of, passage_of

SHORT = "Die Stadt fördert Sprachkurse. Bibliotheken bieten Bücher an."
THEMES = ("Wohnungen", "Sprachkurse", "Sportvereine", "Bibliotheken", "Parkplätze", "Spielplätze")


def _long(themes):
    return " ".join(
        f"Die {theme} der Stadt werden in den kommenden Jahren von allen, die dafür zuständig "
        f"sind, gemeinsam geplant, denn {theme} gehören zu einer Stadt."
        for theme in themes
    )


LONG = _long(THEMES)


def _quote(question, *texts):
    encoder = FakeEncoder()
    document = document_of(*texts)
    passages = [passage_of(document, text) for text in texts]
    spans = quote_spans(LightReader(encoder), Asked(question), passages)
    return [text[start:end] for text, (start, end) in zip(texts, spans, strict=True)]


def test_short_passage_is_quoted_whole():
    assert _quote("Wo lerne ich Deutsch?", SHORT) == [SHORT]


def test_long_passage_of_one_sentence_is_quoted_whole():
    text = "Die Stadt " + "und das Land " * 60 + "helfen."
    assert _quote("Wer hilft?", text) == [text]


@pytest.mark.parametrize("theme", THEMES)
def test_long_passage_is_cut_at_sentence_borders(theme):
    (quote,) = _quote(f"{theme} der Stadt", LONG)
    starts, ends = zip(*sentence_spans(LONG), strict=True)
    start = LONG.index(quote)
    assert start in starts
    assert start + len(quote) in ends
    assert len(quote) < len(LONG)


@pytest.mark.parametrize("theme", [THEMES[0], THEMES[-1]])
def test_cut_holds_what_was_asked_for(theme):
    (quote,) = _quote(f"{theme} {theme}", LONG)
    assert theme in quote


def test_short_and_long_passages_keep_their_order():
    last = "Radwege werden gebaut."
    whole, cut, end = _quote("Spielplätze der Stadt", SHORT, LONG, last)
    assert (whole, end) == (SHORT, last)
    assert cut in LONG


def test_each_long_passage_is_cut_by_its_own_sentences():
    reverse = _long(reversed(THEMES))
    alone = [_quote("Spielplätze Spielplätze", text)[0] for text in (LONG, reverse)]
    assert _quote("Spielplätze Spielplätze", LONG, reverse) == alone


def test_only_long_passages_are_embedded():
    encoder = FakeEncoder()
    document = document_of(SHORT)
    quote_spans(LightReader(encoder), Asked("Wo?"), [passage_of(document, SHORT)])
    assert encoder.encoded == []


def test_nothing_to_read():
    assert quote_spans(LightReader(FakeEncoder()), Asked("Wo?"), []) == []


def _quotes_by_sentence(passage):
    """What is quoted for questions that say the same as one of the sentences."""
    encoder = FakeEncoder()
    for first, last in sentence_spans(passage.text):
        asked = Asked(passage.text[first:last])
        ((start, end),) = quote_spans(LightReader(encoder), asked, [passage])
        yield start, end


def test_quotes_of_the_real_documents_lie_within_their_passages(corpus):
    passages = [p for manuscript in corpus.values() for p in manuscript.passages]
    for passage in (p for p in passages if len(p.text) > 500):
        for start, end in _quotes_by_sentence(passage):
            assert 0 <= start < end <= len(passage.text), passage.id
            assert passage.text[start:end] == passage.text[start:end].strip(), passage.id


def test_quote_cuts_no_deletion_apart(dokumentation):
    """What participants wanted deleted would otherwise be shown as if they wanted it."""
    cut = [
        (passage.id, passage.text[start:end])
        for passage in dokumentation.passages
        if "~~" in passage.text
        for start, end in _quotes_by_sentence(passage)
        if passage.text[start:end].count("~~") % 2
    ]
    assert cut == []
