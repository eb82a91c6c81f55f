import polib
import pytest

from index.po import PoEntry, read_po

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ONE = 'msgctxt "a/1"\nmsgid "Eins."\nmsgstr "One."\n'
TWO = 'msgctxt "a/2"\nmsgid "Zwei."\nmsgstr "Two."\n'


@pytest.fixture
def write(tmp_path):
    def _write(content):
        path = tmp_path / "en" / "stadt.po"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _write


def _texts(entries):
    return [(entry.context, entry.text) for entry in entries]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text, id="as written here"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: text.rstrip(), id="no line end at the end"),
    ],
)
def test_whole_file(write, change):
    assert read_po(write(change(f"{HEADER}{ONE}\n{TWO}"))) == (
        [
            PoEntry("a/1", "Eins.", "One.", "", fuzzy=False, line=5),
            PoEntry("a/2", "Zwei.", "Two.", "", fuzzy=False, line=9),
        ],
        [],
    )


def test_text_over_several_lines(write):
    content = 'msgid ""\n"Eins:\\n"\n"„zwei“"\nmsgstr ""\n"One:\\n"\n"\\"two\\"\\n"\n'
    ((entry,), problems) = read_po(write(HEADER + content))
    assert (entry.source, entry.text, problems) == ("Eins:\n„zwei“", 'One:\n"two"', [])


def test_entry_without_a_context(write):
    ((entry,), _) = read_po(write(HEADER + 'msgid "Eins."\nmsgstr "One."\n'))
    assert (entry.context, entry.source) == ("", "Eins.")


def test_comments_of_translators_are_kept_and_others_are_not(write):
    comments = "# Checked: A. Weber, 2026\n# Good.\n#. of a program\n#: source.txt:1\n"
    ((entry,), _) = read_po(write(HEADER + comments + ONE))
    assert entry.comment == "Checked: A. Weber, 2026\nGood."
    assert entry.line == 5  # an entry begins with its comments


@pytest.mark.parametrize(
    ("flags", "fuzzy"),
    [
        pytest.param("", False, id="none"),
        pytest.param("#, fuzzy\n", True, id="fuzzy"),
        pytest.param('#, fuzzy\n#| msgid "Ein."\n', True, id="with the wording before"),
        pytest.param("#, no-wrap, fuzzy\n", True, id="fuzzy beside another"),
        pytest.param("#, no-wrap\n", False, id="another"),
        pytest.param("# fuzzy\n", False, id="a comment"),
    ],
)
def test_flags(write, flags, fuzzy):
    ((entry,), _) = read_po(write(HEADER + flags + ONE))
    assert (entry.source, entry.fuzzy) == ("Eins.", fuzzy)


def test_obsolete_entries_are_left_out(write):
    obsolete = "".join(f"#~ {line}\n" for line in TWO.splitlines())
    assert [entry.context for entry in read_po(write(f"{HEADER}{ONE}\n{obsolete}"))[0]] == ["a/1"]


@pytest.mark.parametrize("content", ["", "\n\n", HEADER], ids=["nothing", "blank", "header only"])
def test_file_without_entries(write, content):
    assert read_po(write(content)) == ([], [])


_FAULTS = [
    pytest.param("<<<<<<< HEAD\n", 9, id="mark of a merge"),
    pytest.param(TWO.replace("Zwei", 'Zw"ei'), 10, id="bare quote"),
    pytest.param(TWO.replace("msgstr", "msgst"), 11, id="unknown keyword"),
    pytest.param('msgctxt "a/2"\nmsgstr "Two."\n', 10, id="no msgid"),
    pytest.param('msgctxt "a/2"\nms', 10, id="cut off in a keyword"),
]


@pytest.mark.parametrize(("broken", "line"), _FAULTS)
def test_fault_is_named_with_its_line_and_the_entries_before_it_are_used(write, broken, line):
    after = ONE.replace("a/1", "a/3")
    entries, problems = read_po(write(f"{HEADER}{ONE}\n{broken}\n{after}"))
    assert _texts(entries) == [("a/1", "One.")]
    assert problems == [
        f"en/stadt.po, line {line}: not gettext PO; what stands from there on is left out"
    ]


def test_fault_in_the_first_line_leaves_nothing(write):
    entries, (problem,) = read_po(write(f"junk\n\n{HEADER}{ONE}"))
    assert (entries, problem.split(":")[0]) == ([], "en/stadt.po, line 1")


@pytest.mark.parametrize("before", [0, 1, 7])
def test_file_that_is_not_utf_8_is_named_with_the_line(write, before):
    path = write((HEADER + ONE).encode() + b"\n" * before + b'msgstr "\xe4"\n')
    problem = f"en/stadt.po, line {8 + before}: not UTF-8; save the file as UTF-8"
    assert read_po(path) == ([], [problem])


def test_missing_file(tmp_path):
    path = tmp_path / "en" / "stadt.po"
    assert read_po(path) == ([], ["en/stadt.po: cannot be read (No such file or directory)"])


def test_folder_instead_of_a_file(tmp_path):
    entries, (problem,) = read_po(tmp_path)
    assert entries == []
    assert "cannot be read (Is a directory)" in problem


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(HEADER + "# a\u2028# b\u2028# c\njunk\n", id="line separator"),
        pytest.param(f"{HEADER}{ONE}\njunk\n".replace("\n", "\r\r\n"), id="doubled line ends"),
    ],
)
def test_reading_ends_whatever_the_line_ends(write, monkeypatch, content):
    path, read, calls = write(content), polib.pofile, []

    def count(text):
        calls.append(text)
        if len(calls) > 5:
            raise AssertionError("reading does not end")
        return read(text)

    monkeypatch.setattr("index.po.polib.pofile", count)
    assert len(read_po(path)[1]) == 1


@pytest.mark.parametrize(
    "string",
    [
        pytest.param('"Two.', id="not closed"),
        pytest.param("Two.", id="no quotes"),
        pytest.param("'Two.'", id="single quotes"),
    ],
)
def test_string_without_its_quotes_is_a_fault(write, string):
    broken = TWO.replace('"Two."', string)
    entries, problems = read_po(write(f"{HEADER}{ONE}\n{broken}"))
    assert _texts(entries) == [("a/1", "One.")]
    assert problems[0].startswith("en/stadt.po, line 11: ")


def test_entries_before_a_fault_need_no_empty_line_between_them(write):
    assert _texts(read_po(write(HEADER + ONE + TWO + "junk\n"))[0])[:1] == [("a/1", "One.")]


def test_first_entry_of_a_file_without_a_header_has_its_line_and_comment(write):
    ((entry,), _) = read_po(write("# Checked: A. Weber\n" + ONE))
    assert (entry.line, entry.comment) == (2, "Checked: A. Weber")


def test_file_that_holds_the_path_of_another_is_broken(write, tmp_path):
    other = tmp_path / "other.po"
    other.write_text(HEADER + ONE, encoding="utf-8")
    entries, problems = read_po(write(str(other)))
    assert (entries, len(problems)) == ([], 1)
