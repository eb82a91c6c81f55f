"""Large and hostile PDFs, read by the program of its own that the product uses."""

import json
import re
import subprocess
import sys

import pytest

from index.errors import DocumentError
from index.readers.pdf import read
from index.rules import Rules
from tests.pdfs import SENTENCE, bomb_of, made, paragraph

pytestmark = [pytest.mark.slow, pytest.mark.own_program]
_MEASURED = """
import resource, sys
sys.argv = ["x"]
from index.readers.pdf_pages import main
main()
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def _book(pages):
    def write(paper):
        for number in range(1, pages + 1):
            paragraph(paper, f"{number}. Teil", size=14, style="B")
            for part in range(6):
                paragraph(paper, f"Auf Seite {number} steht Absatz {part}. " + SENTENCE * 4)
            if number < pages:
                paper.add_page()

    return made(write)


def _peak(data):
    """Kilobytes that reading takes at most, and the pages that it says."""
    asked = json.dumps({"password": ""}).encode() + b"\n" + data
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED], input=asked, capture_output=True, check=True
    )
    pages = [json.loads(line) for line in done.stdout.splitlines()[1:]]
    return int(re.search(rb"peak (\d+)", done.stderr)[1]), pages


def test_two_thousand_pages_in_bounded_memory():
    book, leaflet = _book(2_000), _book(20)
    small, _ = _peak(leaflet)
    large, pages = _peak(book)
    assert len(pages) == 2_000
    # A hundred times the pages, yet about the same memory: some for the table of objects.
    assert large < small + 120_000 + len(book) // 500
    for page in pages:
        assert f"Auf Seite {page['number']} steht" in page["lines"][1]["text"]


def test_bomb_is_refused():
    with pytest.raises(DocumentError, match="page 1 is damaged"):
        read(bomb_of(400_000_000), Rules())
