import os
import tomllib

import pytest

from index.adding import add_document, remove_document
from index.corpus import load_document
from index.errors import DocumentError, StorageError
from tests.fakes import pdf_of
from tests.pdfs import encrypted

TEXT = "Wohnen\n\n" + "Die Stadt fördert den Bau von Wohnungen für alle Menschen. " * 6


@pytest.fixture
def documents(tmp_path):
    """Where documents go; it does not exist yet."""
    return tmp_path / "documents"


@pytest.fixture
def file(tmp_path):
    """Writes a file that is to be added."""

    def write(name="Konzept Wohnen.txt", data=TEXT.encode()):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def _described(documents, name):
    return tomllib.loads((documents / name / "document.toml").read_text(encoding="utf-8"))


def test_what_is_added_can_be_loaded(documents, file):
    given = {"title": 'Konzept „Wohnen" 2020', "status": "adopted", "date": "3.5.2020",
             "publisher": "Stadt", "licence": "frei", "reference": "B 1/20"}  # fmt: skip
    added = add_document(file(), documents, given)
    assert (added.id, added.title, added.passages) == ("konzept-wohnen", given["title"], 1)
    document = load_document(documents / added.id).document
    assert (document.title, document.status, document.date, document.reference) == (
        given["title"], "adopted", "2020-05-03", "B 1/20",
    )  # fmt: skip
    assert (documents / added.id / "source.txt").read_bytes() == TEXT.encode()


def test_what_is_not_given_comes_from_the_file(documents, file):
    path = file()
    os.utime(path, (1_577_880_000, 1_577_880_000))
    added = add_document(path, documents, {"publisher": "Stadt"})
    assert (added.title, added.date, added.date_from_file) == ("Wohnen", "2020-01-01", True)
    described = _described(documents, added.id)
    assert described["status"] == "information"
    assert "keine Nutzungsbedingungen" in described["licence"]


@pytest.mark.parametrize(
    ("name", "data", "id", "title"),
    [
        pytest.param("scan_001.txt", TEXT.encode(), "wohnen", "Wohnen", id="name says nothing"),
        pytest.param("Plan_3.txt", b"Wir sind immer da.", "plan-3", "Plan 3", id="no heading"),
        pytest.param("a.html", b"<title>Untitled</title><h2>Wohnen</h2><p>Wir helfen.</p>", "a",
                     "Wohnen", id="title says nothing"),
        pytest.param("questions.txt", TEXT.encode(), "dokument-questions", "Wohnen", id="reserved"),
    ],
)  # fmt: skip
def test_id_and_title(documents, file, name, data, id, title):
    added = add_document(file(name, data), documents, {"publisher": "Stadt"})
    assert (added.id, added.title) == (id, title)


def test_nothing_is_overwritten(documents, file):
    path = file()
    add_document(path, documents, {"publisher": "Stadt"})
    path.write_bytes(b"Anders.")
    with pytest.raises(DocumentError, match="there is a document called 'konzept-wohnen' already"):
        add_document(path, documents, {"publisher": "Stadt"})
    assert (documents / "konzept-wohnen" / "source.txt").read_bytes() == TEXT.encode()


@pytest.mark.parametrize(
    ("name", "data", "given", "complaint"),
    [
        pytest.param("a.pdf", b"Hallo", {}, "this is not a PDF", id="broken"),
        pytest.param("a.xyz", b"Hallo", {}, "unknown format", id="unknown format"),
        pytest.param("a.txt", b"", {}, "the file is empty", id="empty"),
        pytest.param("a.txt", b"Hallo.", {"date": "bald"}, "no date", id="date"),
        pytest.param("a.txt", b"Hallo.", {"status": "neu"}, "none of adopted", id="status"),
        pytest.param("a.txt", b"Hallo.", {"id": "../x"}, "cannot be an id", id="id elsewhere"),
        pytest.param("a.txt", b"Hallo.", {"id": "questions"}, "cannot be an id", id="reserved id"),
        pytest.param("a.txt", b"Wohnen ........ 3", {}, "no passage", id="contents only"),
    ],
)
def test_what_cannot_be_added_leaves_nothing_behind(documents, file, name, data, given, complaint):
    with pytest.raises(DocumentError, match=complaint):
        add_document(file(name, data), documents, {"publisher": "Stadt", **given})
    assert not documents.exists()


def test_missing_file(documents, tmp_path):
    with pytest.raises(DocumentError, match="cannot be read"):
        add_document(tmp_path / "fehlt.txt", documents, {})


def test_full_disk_leaves_nothing_behind(documents, file, monkeypatch):
    path = file()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(StorageError, match=r"cannot be written \(No space left"):
        add_document(path, documents, {"publisher": "Stadt"})
    assert list(documents.iterdir()) == []


def test_password_is_not_written_down(documents, file):
    path = file("a.pdf", encrypted(pdf_of("Wir sind da."), "geheim"))
    given = {"publisher": "Stadt", "password_variable": "STADT_PASSWORT"}
    added = add_document(path, documents, given, "geheim")
    assert "geheim" not in (documents / added.id / "document.toml").read_text(encoding="utf-8")
    assert _described(documents, added.id)["password_variable"] == "STADT_PASSWORT"


def test_remove(documents, file):
    added = add_document(file(), documents, {"publisher": "Stadt"})
    remove_document(documents, added.id)
    assert list(documents.iterdir()) == []


@pytest.mark.parametrize("name", ["fehlt", "..", "../documents/konzept-wohnen", "", "questions"])
def test_only_documents_can_be_removed(documents, file, name):
    add_document(file(), documents, {"publisher": "Stadt"})
    (documents / "questions").mkdir()
    with pytest.raises(DocumentError, match="no such document"):
        remove_document(documents, name)
    assert (documents / "konzept-wohnen" / "document.toml").is_file()


def test_removing_a_link_leaves_what_it_leads_to(documents, file, tmp_path):
    add_document(file(), tmp_path / "elsewhere", {"publisher": "Stadt"})
    documents.mkdir()
    (documents / "konzept-wohnen").symlink_to(tmp_path / "elsewhere" / "konzept-wohnen")
    remove_document(documents, "konzept-wohnen")
    assert list(documents.iterdir()) == []
    assert (tmp_path / "elsewhere" / "konzept-wohnen" / "document.toml").is_file()
