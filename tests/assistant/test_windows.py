import pytest

from assistant.windows import windows_of
from tests.assistant.reading import WordTokenizer

TOKENIZER = WordTokenizer()


def _words(count, name="wort"):
    return " ".join(f"{name}{number}" for number in range(count))


def _text_of(window):
    return [window.tokens[start:end] for start, end in window.spans]


def _ids(text):
    return tuple(TOKENIZER(text)["input_ids"])


def test_short_text_is_one_window_in_order():
    (window,) = windows_of(TOKENIZER, "Wo ist das?", "Titel", ["Hier ist es.", "Dort nicht."])
    assert window.tokens[slice(*window.question)] == _ids("query: Wo ist das?")
    assert _text_of(window) == [_ids("Hier ist es."), _ids("Dort nicht.")]
    assert window.sentences == (0, 1)
    assert window.tokens[0] == TOKENIZER.cls_token_id
    assert window.tokens[-1] == TOKENIZER.sep_token_id


def test_long_text_is_read_whole_in_windows_that_overlap():
    sentences = [_words(40, f"s{number}w") for number in range(30)]
    windows = windows_of(TOKENIZER, "Wo?", "Titel", sentences)
    assert all(len(window.tokens) <= 512 for window in windows)
    read = [number for window in windows for number in window.sentences]
    assert sorted(set(read)) == list(range(30))
    assert len(read) > 30
    for window in windows:
        assert _text_of(window) == [_ids(sentences[number]) for number in window.sentences]


def test_sentence_longer_than_a_window_is_read_in_pieces():
    long = _words(1200)
    windows = windows_of(TOKENIZER, "Wo?", "Titel", ["Kurz.", long, "Ende."])
    assert all(len(window.tokens) <= 512 for window in windows)
    pieces = {
        piece for w in windows for n, piece in zip(w.sentences, _text_of(w), strict=True) if n == 1
    }
    assert {token for piece in pieces for token in piece} == set(_ids(long))
    assert sum(len(piece) for piece in pieces) == 1200
    assert windows[-1].sentences[-1] == 2


@pytest.mark.parametrize("count", [127, 128, 2000])
def test_long_question_leaves_room_for_the_text(count):
    (window,) = windows_of(TOKENIZER, _words(count), "Titel", ["Hier ist es."])
    asked = window.tokens[slice(*window.question)]
    whole = _ids("query: " + _words(count))
    assert (asked[0], asked[-1]) == (whole[0], whole[-1])
    assert len(asked) <= 128
    assert _text_of(window) == [_ids("Hier ist es.")]


def test_long_title_is_cut():
    (window,) = windows_of(TOKENIZER, "Wo?", _words(900), ["Hier ist es."])
    assert _text_of(window) == [_ids("Hier ist es.")]


def test_no_sentences_no_windows():
    assert windows_of(TOKENIZER, "Wo?", "Titel", []) == []
