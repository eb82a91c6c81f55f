import pytest

from index.po import PoEntry, read_po

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ONE = 'msgctxt "a/1"\nmsgid "Eins."\nmsgstr "One."\n'
TWO = 'msgctxt "a/2"\nmsgid "Zwei."\nmsgstr "Two."\n'
THREE = 'msgctxt "a/3"\nmsgid "Drei."\nmsgstr "Three."\n'


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


def _problem(line):
    return f"en/stadt.po, line {line}: not gettext PO; what stands around it is left out"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text, id="as written here"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="old line ends"),
        pytest.param(lambda text: text.replace("\n", "\r\r\n"), id="doubled line ends"),
        pytest.param(lambda text: text.replace('."\n', '."\r\n'), id="mixed line ends"),
        pytest.param(lambda text: text.replace("\n\n", "\n \t\n"), id="blank lines"),
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


@pytest.mark.parametrize("comment", ["#", "#.", "#:", "#,", '#~| msgid "Ein."'])
def test_entry_begins_with_its_comments_even_if_they_say_nothing(write, comment):
    ((entry,), problems) = read_po(write(f"{HEADER}{comment}\n{ONE}"))
    assert (entry.context, entry.comment, entry.line, problems) == ("a/1", "", 5, [])


def test_comment_that_stands_alone_belongs_to_no_entry(write):
    entries, problems = read_po(write(f"{HEADER}# Checked: A. Weber\n#, fuzzy\n\n{ONE}"))
    assert entries == [PoEntry("a/1", "Eins.", "One.", "", fuzzy=False, line=8)]
    assert problems == []


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
    entries, problems = read_po(write(f"{HEADER}{ONE}\n{obsolete}\n{THREE}"))
    assert _texts(entries) == [("a/1", "One."), ("a/3", "Three.")]
    assert problems == []


def test_entries_with_an_empty_msgid_are_left_out(write):
    entries, problems = read_po(write(f"{HEADER}{ONE}\n{TWO.replace('Zwei.', '')}\n{THREE}"))
    assert _texts(entries) == [("a/1", "One."), ("a/3", "Three.")]
    assert problems == []


@pytest.mark.parametrize("content", ["", "\n\n", HEADER], ids=["nothing", "blank", "header only"])
def test_file_without_entries(write, content):
    assert read_po(write(content)) == ([], [])


_FAULTS = [
    pytest.param("<<<<<<< HEAD\n", 9, id="mark of a merge"),
    pytest.param(TWO.replace("Zwei", 'Zw"ei'), 10, id="bare quote"),
    pytest.param(TWO.replace("msgstr", "msgst"), 11, id="unknown keyword"),
    pytest.param('msgctxt "a/2"\nmsgstr "Two."\n', 10, id="no msgid"),
    pytest.param('msgctxt "a/2"\nms\n', 10, id="cut off in a keyword"),
    pytest.param('msgctxt "a/2"\n', 9, id="cut off after msgctxt"),
    pytest.param('msgctxt "a/2"\nmsgid "Zwei."\n', 10, id="cut off after msgid"),
    pytest.param(f'{TWO}msgstr "Deux."\n', 12, id="second msgstr"),
    pytest.param('msgid "Zwei."\nmsgctxt "a/2"\nmsgstr "Two."\n', 10, id="wrong order"),
    pytest.param('"and more"\n', 9, id="string of no entry"),
    pytest.param(f"{TWO}junk\n", 12, id="after an entry"),
    pytest.param(f"junk\n{TWO}", 9, id="before an entry"),
    pytest.param(f"# Good.\n{TWO}junk\njunk\n", 13, id="two, of which the first is named"),
]


@pytest.mark.parametrize(("broken", "line"), _FAULTS)
def test_fault_is_named_with_its_line_and_the_blocks_around_it_are_used(write, broken, line):
    entries, problems = read_po(write(f"{HEADER}{ONE}\n{broken}\n{THREE}"))
    assert entries == [
        PoEntry("a/1", "Eins.", "One.", "", fuzzy=False, line=5),
        PoEntry("a/3", "Drei.", "Three.", "", fuzzy=False, line=10 + broken.count("\n")),
    ]
    assert problems == [_problem(line)]


def test_each_block_with_a_fault_is_named(write):
    entries, problems = read_po(write(f"{HEADER}junk\n\n{ONE}\n{TWO}junk\n\n{THREE}\njunk"))
    assert _texts(entries) == [("a/1", "One."), ("a/3", "Three.")]
    assert problems == [_problem(5), _problem(14), _problem(20)]


def test_fault_in_the_first_line_leaves_out_its_own_block_only(write):
    assert read_po(write(f"junk\n\n{HEADER}{ONE}")) == (
        [PoEntry("a/1", "Eins.", "One.", "", fuzzy=False, line=7)],
        [_problem(1)],
    )


def test_fault_in_the_header_leaves_out_the_header_only(write):
    assert read_po(write(f"{HEADER.rstrip()}\njunk\n\n{ONE}")) == (
        [PoEntry("a/1", "Eins.", "One.", "", fuzzy=False, line=6)],
        [_problem(4)],
    )


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
    ("content", "line"),
    [
        pytest.param(f"{HEADER}{ONE}\n# a\u2028# b\u2028# c\njunk\n", 10, id="line separator"),
        pytest.param(f"{HEADER}{ONE}\n# a\x0b# b\x85# c\njunk\n", 10, id="tab and next line"),
        pytest.param(f"{HEADER}{ONE}\njunk\n".replace("\n", "\r\r\n"), 9, id="doubled line ends"),
        pytest.param(f"{HEADER}{ONE}\njunk\n".replace("\n", "\r"), 9, id="old line ends"),
    ],
)
def test_fault_is_named_with_its_line_whatever_the_line_ends(write, content, line):
    assert read_po(write(content)) == (
        [PoEntry("a/1", "Eins.", "One.", "", fuzzy=False, line=5)],
        [_problem(line)],
    )


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
    entries, problems = read_po(write(f"{HEADER}{ONE}\n{broken}\n{THREE}"))
    assert _texts(entries) == [("a/1", "One."), ("a/3", "Three.")]
    assert problems == [_problem(11)]


def test_entries_need_no_empty_line_between_them(write):
    assert read_po(write(f"{HEADER.rstrip()}\n{ONE}# Good.\n{TWO}")) == (
        [
            PoEntry("a/1", "Eins.", "One.", "", fuzzy=False, line=4),
            PoEntry("a/2", "Zwei.", "Two.", "Good.", fuzzy=False, line=7),
        ],
        [],
    )


def test_entries_without_an_empty_line_before_a_fault_are_left_out_with_it(write):
    assert read_po(write(HEADER + ONE + TWO + "junk\n")) == ([], [_problem(11)])


def test_string_after_an_empty_line_is_named_and_the_entry_before_it_is_used(write):
    entries, problems = read_po(write(f'{HEADER}{ONE}\n"and more"\n{TWO}'))
    assert (_texts(entries), problems) == ([("a/1", "One.")], [_problem(9)])


@pytest.mark.parametrize("before", ["", "\n\n"], ids=["at once", "after empty lines"])
def test_first_entry_of_a_file_without_a_header_has_its_line_and_comment(write, before):
    ((entry,), problems) = read_po(write(f"{before}# Checked: A. Weber\n{ONE}"))
    assert (entry.context, entry.comment) == ("a/1", "Checked: A. Weber")
    assert (entry.line, problems) == (1 + len(before), [])


def test_file_that_holds_the_path_of_another_is_broken(write, tmp_path):
    other = tmp_path / "other.po"
    other.write_text(HEADER + ONE, encoding="utf-8")
    assert read_po(write(str(other))) == ([], [_problem(1)])
