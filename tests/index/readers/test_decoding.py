import pytest

from index.errors import DocumentError
from index.readers.decoding import decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("Büro".encode(), "Büro", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbfBuch", "Buch", id="byte order mark"),
        pytest.param(b"a\r\nb\rc\n", "a\nb\nc\n", id="line ends"),
        pytest.param(b"", "", id="nothing"),
    ],
)
def test_decode(data, text):
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        pytest.param("a\nBüro".encode("latin-1"), "line 2: byte 0xfc is not UTF-8", id="Latin-1"),
        pytest.param("Büro".encode("utf-16"), "line 1: byte 0xff is not UTF-8", id="UTF-16"),
        pytest.param("Büro".encode()[:2], "line 1: byte 0xc3 is not UTF-8", id="cut character"),
        pytest.param(b"a\0b", "holds NUL bytes", id="binary"),
    ],
)
def test_other_bytes_are_refused(data, complaint):
    with pytest.raises(DocumentError, match=complaint):
        decode(data)
