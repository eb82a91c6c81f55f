"""Real German PDFs out of Debian's packages, as `make test` fetches them."""

import re
from functools import cache
from pathlib import Path

import pytest

from index.corpus import Manuscript, load_document

pytestmark = pytest.mark.slow
_FOLDER = Path(__file__).resolve().parents[2] / "var" / "real-pdfs"
_NAMES = ["debian-faq.de", "debian-reference.de", "developers-reference", "install.de",
          "maint-guide.de"]  # fmt: skip


@pytest.fixture(scope="module")
def manuscript(tmp_path_factory):
    """Loads one of the documents, once."""
    if not (_FOLDER / ".complete").is_file():
        pytest.fail("the PDFs are missing; fetch them with: tools/fetch_real_pdfs.sh var/real-pdfs")

    @cache
    def load(name: str) -> Manuscript:
        folder = tmp_path_factory.mktemp(name) / name.replace(".de", "")
        folder.mkdir()
        (folder / "source.pdf").symlink_to(_FOLDER / f"{name}.pdf")
        (folder / "document.toml").write_text(
            f'title = "{name}"\nsource = "source.pdf"\nstatus = "information"\ndate = "2023"\n'
            'publisher = "Debian"\nlicence = "GPL"\n',
            encoding="utf-8",
        )
        return load_document(folder)

    return load


def _passage_with(manuscript, text):
    (found,) = [passage for passage in manuscript.passages if text in passage.text]
    return found


@pytest.mark.parametrize("name", _NAMES)
def test_passages_stand_where_they_say_and_have_a_page(manuscript, name):
    document = manuscript(name).document
    for passage in manuscript(name).passages:
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.page is not None


@pytest.mark.parametrize("name", _NAMES)
def test_lengths(manuscript, name):
    words = [len(passage.text.split()) for passage in manuscript(name).passages]
    assert sum(40 <= count <= 180 for count in words) > 0.85 * len(words)
    assert max(words) <= 360


@pytest.mark.parametrize(
    ("name", "pages", "sections", "furniture"),
    [
        ("debian-faq.de", 77, 150, r"KAPITEL \d+\. [A-Z]"),
        ("debian-reference.de", 276, 440, r"\d+ / 248"),
        ("developers-reference", 117, 250, r"Debian Developer’s Reference, Release 12"),
        ("install.de", 129, 230, r"^\d+$"),
        ("maint-guide.de", 69, 80, r"\d+ / 63"),
    ],
)
def test_headings_are_found_and_running_headers_are_not_text(
    manuscript, name, pages, sections, furniture
):
    found = manuscript(name)
    assert found.pages == pages
    assert len({passage.section for passage in found.passages}) > sections
    wrong = [p.id for p in found.passages if re.search(furniture, p.text, re.MULTILINE)]
    assert len(wrong) <= 2  # a title page, or a number alone in an example


@pytest.mark.parametrize(
    ("name", "text", "page", "label", "section"),
    [
        ("debian-faq.de", "Debians Paket-Website (https://packages.debian.org/) fasst die Pakete "
         "in rund dreißig Gruppen (Sektionen) zusammen.", 30, "22",
         "5.3 Wie kann ich eine aktuelle Liste der Programme, die für Debian paketiert wurden, "
         "bekommen?"),
        ("debian-faq.de", "verwenden es andere Linux-Distributoren entsprechend ihrer Ziele", 10,
         "2", "1.2 Was ist Debian GNU/Linux?"),
        ("developers-reference", "Bei den beiden anderen Abschnitten ist dies zu einem "
         "unterschiedlichen Grad nicht der Fall.", 30, "22", "4.6.1 Bereiche"),
        ("install.de", "können nicht alle grafischen Arbeitsplatz-Umgebungen unter "
         "ausschließlicher Verwendung der ersten CD installiert werden", 30, "20",
         "4.1 Offizielle Debian GNU/Linux-Installations-Images"),
        ("debian-reference.de", "Mit diesem Benutzerkonto können Sie folgende "
         "Administrationsaufgaben erledigen:", 30, "2", "1.1.3 Das root-Benutzerkonto"),
        ("maint-guide.de", "eine Vorlage für das Paket gentoo zu erhalten, das unter GPL-2 "
         "veröffentlicht wurde.", 29, "23", "4.2 copyright"),
    ],
)  # fmt: skip
def test_known_passages(manuscript, name, text, page, label, section):
    passage = _passage_with(manuscript(name), text)
    assert (passage.page, passage.page_label or str(passage.page)) == (page, label)
    assert passage.section[-1] == section
