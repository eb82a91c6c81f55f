import hashlib
import json
import re
from dataclasses import asdict

import pytest

from index.blocks import Block, BlockKind, Extract
from index.corpus import document_folders, load_document
from index.errors import DocumentError, StorageError
from index.passage import Status
from index.questions import load_questions
from tests.fakes import pdf_of
from tests.pdfs import encrypted

_DOCUMENTS = ["dokumentation-2018", "leitlinien-2019"]
_KEYS = {
    "title": '"Leitbild"', "source": '"source.txt"', "status": '"adopted"', "date": '"2020"',
    "publisher": '"Stadt"', "licence": '"frei"',
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A document that is complete."""
    path = tmp_path / "leitbild"
    path.mkdir()
    (path / "source.txt").write_text("Wir fördern alle.\n", encoding="utf-8")
    _describe(path)
    return path


def _describe(folder, rest="", **keys):
    """Write a document.toml; a key that is None is left out."""
    known = {key: value for key, value in {**_KEYS, **keys}.items() if value is not None}
    lines = "\n".join(f"{key} = {value}" for key, value in known.items())
    (folder / "document.toml").write_text(f"{lines}\n{rest}", encoding="utf-8")


def _complaint(folder):
    with pytest.raises(DocumentError) as caught:
        load_document(folder)
    return str(caught.value)


def test_complete_document(folder):
    document, (passage,) = (manuscript := load_document(folder)).document, manuscript.passages
    assert (document.id, document.title, document.short_title) == (
        "leitbild", "Leitbild", "Leitbild",
    )  # fmt: skip
    assert (document.status, document.date, document.reference) == (Status.ADOPTED, "2020", None)
    assert document.sha256 == hashlib.sha256((folder / "source.txt").read_bytes()).hexdigest()
    assert (passage.id, passage.status) == ("leitbild/1", Status.ADOPTED)


def test_date_may_be_a_toml_date(folder):
    _describe(folder, date="2020-03-01")
    assert load_document(folder).document.date == "2020-03-01"


@pytest.mark.parametrize("key", sorted(_KEYS))
@pytest.mark.parametrize("value", [None, '""'], ids=["missing", "empty"])
def test_key_that_every_document_needs(folder, key, value):
    _describe(folder, **{key: value})
    assert _complaint(folder) == f"leitbild/document.toml: '{key}' is missing"


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        pytest.param({"titel": '"x"'}, "unknown key 'titel'", id="unknown key"),
        pytest.param({"status": '"beschlossen"'}, "none of adopted, draft", id="bad status"),
        pytest.param({"status": "5"}, "must be text", id="status is a number"),
        pytest.param({"title": "5"}, "'title' must be text", id="title is a number"),
        pytest.param({"reference": "5"}, "'reference' must be text", id="reference is a number"),
        pytest.param({"kind": '"heft"'}, "'heft' is not a valid Kind", id="bad kind"),
        pytest.param({"source": '"../x.txt"'}, "in the same folder", id="source elsewhere"),
        pytest.param({"source": '"/etc/passwd"'}, "in the same folder", id="absolute source"),
        pytest.param({"date": '"bald"'}, "'date': 'bald' is no date", id="bad date"),
        pytest.param({"password": "5"}, "'password' must be text", id="password is a number"),
        pytest.param(
            {"password_variable": '"NICHT_GESETZT"'}, "not set in the environment", id="variable"
        ),
        pytest.param({"title": '"offen'}, "document.toml: ", id="bad TOML"),
        pytest.param({"rest": "[[section]]\nheading = '(x'"}, "unterminated", id="bad regex"),
        pytest.param(
            {"rest": "[[section]]\nheading = '.*'\nskip = true"},
            "no passage",
            id="all is a heading",
        ),
    ],
)
def test_broken_description_names_file_and_fault(folder, keys, complaint):
    _describe(folder, **keys)
    message = _complaint(folder)
    assert message.startswith("leitbild/")
    assert complaint in message


def test_missing_description(folder):
    (folder / "document.toml").unlink()
    assert _complaint(folder) == "leitbild/document.toml: missing; every document needs one"


def test_description_that_is_not_utf8(folder):
    (folder / "document.toml").write_bytes('title = "Büro"'.encode("latin-1"))
    assert _complaint(folder).startswith("leitbild/document.toml: ")


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        pytest.param("source.txt", None, "cannot be read (No such file", id="missing"),
        pytest.param("source.txt", b"", "the file is empty", id="empty"),
        pytest.param("source.txt", b" \n \n", "the file is empty", id="only spaces"),
        pytest.param("source.txt", b"Stra\xdfe", "0xdf is not UTF-8", id="Latin-1"),
        pytest.param("source.md", b"a\0b", "NUL bytes", id="binary"),
        pytest.param("source.md", b"<!-- -->", "no text found", id="only a comment"),
        pytest.param("source.odt", b"PK", "unknown format '.odt'", id="unknown format"),
        pytest.param("source.docx", b"Text", "this is not a DOCX file", id="no DOCX"),
        pytest.param("source", b"Text", "unknown format", id="no suffix"),
        pytest.param("source.pdf", b"Text", "this is not a PDF", id="no PDF"),
    ],
)
def test_broken_source_names_file_and_fault(folder, name, data, complaint):
    (folder / "source.txt").unlink()
    if data is not None:
        (folder / name).write_bytes(data)
    _describe(folder, source=f'"{name}"')
    message = _complaint(folder)
    assert message.startswith(f"leitbild/{name}: ")
    assert complaint in message


def test_two_passages_with_one_name_are_refused(folder):
    (folder / "source.txt").write_text("A\n\nEins.\n\nB\n\nZwei.\n", encoding="utf-8")
    rules = (
        "[[section]]\nheading='A'\npath='a'\nitem='x'\n[[section]]\nheading='B'\npath='a'\nitem='x'"
    )
    _describe(folder, rules)
    assert "two passages are called 'leitbild/a/x'" in _complaint(folder)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({"source": r'"a\u0000.txt"'}, id="NUL in the name of the source"),
        pytest.param({"rest": "[[section]]\nheading='(?P<field>Wir) .*'"}, id="field is a word"),
        pytest.param({"rest": "[pages]\nmark='(?P<page>Wir) .*'"}, id="page mark is a word"),
        pytest.param(
            {"rest": "[pages]\ncontents_entry='(?P<title>.+) (?P<page>.+)'"}, id="entry is a word"
        ),
    ],
)
def test_rule_that_fits_what_it_should_not(folder, keys):
    _describe(folder, **keys)
    (folder / "source.txt").write_text("Wir fördern alle.\n\nMenschen.\n", encoding="utf-8")
    _complaint(folder)


def test_folders_with_a_description_are_documents_in_order(town):
    (town / "entwurf").mkdir()
    assert [folder.name for folder in document_folders(town)] == ["leitbild-2020", "protokoll-2019"]


@pytest.mark.parametrize("name", ["missing", "file"])
def test_documents_folder_that_cannot_be_read(tmp_path, name):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be read as the documents folder"):
        document_folders(tmp_path / name)


@pytest.mark.parametrize("how", ["password", "password_variable"])
def test_password_of_an_encrypted_pdf(folder, monkeypatch, how):
    monkeypatch.setenv("STADT_PASSWORT", "geheim")
    given = {"password": '"geheim"', "password_variable": '"STADT_PASSWORT"'}[how]
    (folder / "source.pdf").write_bytes(encrypted(pdf_of("Wir sind da."), "geheim"))
    _describe(folder, source='"source.pdf"')
    assert "source.pdf: the PDF is encrypted; give its password" in _complaint(folder)
    _describe(folder, source='"source.pdf"', **{how: given})
    manuscript = load_document(folder)
    assert (manuscript.pages, manuscript.passages[0].text) == (1, "Wir sind da.")


def test_pages_labels_and_notes_of_a_pdf(folder, monkeypatch):
    blocks = [Block(BlockKind.PARAGRAPH, "Vorwort.", page=1)]
    extract = Extract(blocks, pages=3, labels={1: "i"}, notes=("2 of 3 pages are pictures",))
    monkeypatch.setattr("index.corpus.read", lambda *_: extract)
    manuscript = load_document(folder)
    assert manuscript.pages == 3
    assert manuscript.notes == ("leitbild/source.txt: 2 of 3 pages are pictures",)
    assert [(p.page, p.page_label) for p in manuscript.passages] == [(1, "i")]


def test_document_without_rules_is_cut_by_its_headings(folder):
    (folder / "source.txt").write_text(
        "Wohnen\n\n" + "Die Stadt fördert den Bau von Wohnungen für alle. " * 6, encoding="utf-8"
    )
    (passage,) = load_document(folder).passages
    assert (passage.id, passage.section) == ("leitbild/wohnen/1", ("Wohnen",))


_STORED = {  # of text and passages; changes only if sections are meant to be told apart anew
    "dokumentation-2018": "0f7785fb12714f4c1a62979bfdc8c361cdb57ac12537e1dafe63404c9a7b7a19",
    "leitlinien-2019": "c2d7bf76ced72a798a30915515a8ca3a552b1a5a55338700a66f23061a2ff89e",
}


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_real_documents_with_rules_come_out_as_ever(corpus, name):
    manuscript = corpus[name]
    rows = [asdict(passage) for passage in manuscript.passages]
    for row in rows:
        assert row.pop("page_label") is None
    content = json.dumps([manuscript.document.text, rows], ensure_ascii=False, sort_keys=True)
    assert hashlib.sha256(content.encode()).hexdigest() == _STORED[name]


def test_real_documents_are_all_there(corpus):
    assert sorted(corpus) == _DOCUMENTS


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_every_real_passage_stands_where_it_says(corpus, name):
    document, passages = corpus[name].document, corpus[name].passages
    wrong = [p.id for p in passages if document.text[p.start : p.end] != p.text or not p.text]
    assert wrong == []


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_real_names_are_unique_and_parents_exist(corpus, name):
    passages = {passage.id: passage for passage in corpus[name].passages}
    assert len(passages) == len(corpus[name].passages)
    for passage in passages.values():
        assert re.fullmatch(rf"{name}/[a-z0-9-]+(/[a-z0-9.-]+)*", passage.id)
        if passage.parent is not None:
            parent = passages[passage.parent]
            assert parent.start <= passage.start < passage.end <= parent.end or (
                passage.start > parent.end and passage.id.startswith(f"{parent.id}.")
            )


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_example_questions_belong_to_real_passages(corpus, documents, name):
    questions = load_questions(documents / "questions" / f"{name}.toml")
    assert set(questions) - {passage.id for passage in corpus[name].passages} == set()
