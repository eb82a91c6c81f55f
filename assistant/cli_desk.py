"""`leitlinien commitments` and `leitlinien compare`: register, and draft beside text."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from assistant import wording
from assistant.assistant import current_index
from assistant.cli_export import EXPORT_HELP, export_to
from assistant.commitments import Commitment, filtered, register
from assistant.comparison import Change, Comparison, Difference, Pair, Weight
from assistant.desk_records import commitment_record, comparison_record
from assistant.differences import compare
from assistant.export import check_target, of_comparison, of_register
from assistant.register_search import related, search
from assistant.settings import Settings, load_settings
from assistant.suggested import Suggested, suggestions_on
from index import Filters, Hit, Index, Kind, Status, load_model

__all__ = ["print_commitments", "print_comparison"]

_out = Console()
_err = Console(stderr=True)
_MARKS = {
    Change.EQUAL: "{}", Change.INSERTED: "[+{}+]", Change.DELETED: "[-{}-]", Change.MOVED: "[>{}<]",
}  # fmt: skip
_RULE = (
    "Content: a noun, name, verb, adjective, adverb, number, negation or modal verb stands on one "
    "side only. Wording: all else, such as inflection, spelling, punctuation, order, numbering."
)
_Export = Annotated[Path | None, typer.Option(help=EXPORT_HELP)]
_AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_Field = Annotated[int | None, typer.Option(help="Number of a field of action.")]


def print_commitments(
    field: _Field = None,
    status: Annotated[str | None, typer.Option(help=", ".join(Status))] = None,
    kind: Annotated[str | None, typer.Option(help=", ".join(Kind))] = None,
    document: Annotated[str | None, typer.Option(help="Id of a document.")] = None,
    words: Annotated[
        str, typer.Option("--search", help="By words and by meaning, in any of the languages.")
    ] = "",
    with_related: Annotated[
        bool, typer.Option("--related", help="With related action approaches and suggestions.")
    ] = False,
    export: _Export = None,
    as_json: _AsJson = False,
) -> None:
    """List the register of commitments: adopted text, drafts, action approaches, suggestions."""
    filters = Filters(
        document,
        field,
        Kind(_known(kind, list(Kind), "--kind")) if kind is not None else None,
        Status(_known(status, list(Status), "--status")) if status is not None else None,
    )
    if export is not None:
        check_target(export)
    settings = load_settings()
    index = _open_index(settings)
    rows = register(index)
    _known(document, sorted({row.document.id for row in rows}), "--document")
    numbers = sorted({row.passage.field for row in rows if row.passage.field is not None})
    _known(field, numbers, "--field")
    found = search(index, rows, words, filters) if words else filtered(rows, filters)
    if export is not None:
        selection = _selection(filters, words)
        export_to(export, of_register(found, selection, address=settings.public_address))
    near = [related(index, row) if with_related else None for row in found]
    if as_json:
        pairs = zip(found, near, strict=True)
        _print_json([commitment_record(row, hits) for row, hits in pairs])
    else:
        for row, hits in zip(found, near, strict=True):
            _print_row(row, hits)
        _say(f"{len(found)} of {len(rows)} rows")
    if not found:
        _err.print(_nothing(filters, words), markup=False, soft_wrap=True)


def print_comparison(
    field: _Field = None,
    document: Annotated[
        str | None, typer.Option(help="Id of the document that holds the draft.")
    ] = None,
    export: _Export = None,
    as_json: _AsJson = False,
) -> None:
    """Compare the draft with the adopted text: all differences, and both texts side by side."""
    if export is not None:
        check_target(export)
    settings = load_settings()
    index = _open_index(settings)
    comparison = compare(index, document)
    if field is not None:
        comparison = comparison.in_field(field)
    suggested = [suggestions_on(index, pair) for pair in comparison.pairs]
    if export is not None:
        taken = of_comparison(comparison, suggested, address=settings.public_address)
        export_to(export, taken)
    if as_json:
        _print_json(comparison_record(comparison, suggested))
        return
    _print_summary(comparison)
    for pair, on_it in zip(comparison.pairs, suggested, strict=True):
        if pair.differences:
            _print_pair(pair)
            for one in on_it:
                _print_suggested(one)


def _open_index(settings: Settings) -> Index:
    return current_index(settings, load_model(settings.model, settings.models_folder))


def _known(value: Any, choices: list[Any], option: str) -> Any:
    """The value, if it is one of the choices or not given."""
    if value is None or value in choices:
        return value
    known = ", ".join(str(choice) for choice in choices)
    raise typer.BadParameter(f"{value!r} is none of {known}", param_hint=option)


def _nothing(filters: Filters, words: str) -> str:
    """Why the list is empty, and what to do."""
    return f"no row matches {' '.join(_given(filters, words))}; leave one of them out"


def _given(filters: Filters, words: str) -> list[str]:
    """The options that were given."""
    names = ("document", "field", "kind", "status")
    given = [f"--{name} {getattr(filters, name)}" for name in names if getattr(filters, name)]
    return [*given, f"--search {words!r}"] if words else given


def _selection(filters: Filters, words: str) -> str:
    """The filters and the search in German, as an exported register names them."""
    named = [
        filters.document,
        f"{wording.FIELD} {filters.field}" if filters.field is not None else None,
        wording.KINDS[filters.kind] if filters.kind is not None else None,
        wording.STATUSES[filters.status] if filters.status is not None else None,
        f"„{words}“" if words else None,
    ]
    return ", ".join(part for part in named if part)


def _print_row(row: Commitment, hits: tuple[Hit, ...] | None) -> None:
    passage = row.passage
    place = f"{passage.kind} {passage.number or ''}".strip()
    _say(f"{passage.id} ({passage.status}, {_in_field(passage.field)}{place})", "bold")
    _say(passage.text)
    for one in row.obligations:
        carried = " … ".join(passage.text[start:end] for start, end in one.words)
        who = f", {one.actor.text}" if one.actor else ""
        _say(f"    {one.kind}: „{carried}“{who}")
    for twin in (*row.drafts, *row.adopted):
        _say(f"    {twin.status}: {twin.id}", "dim")
    for hit in hits or ():
        _say(f"    related {hit.passage.status}: {hit.passage.text}", "dim")
    _say(f"    {row.permalink}\n", "dim")


def _print_summary(comparison: Comparison) -> None:
    _say(f"{comparison.draft.title} → {comparison.adopted.title}", "bold")
    for number, difference in enumerate(comparison.differences, start=1):
        _say(f"{number:3}. {_described(difference)}")
    content = sum(one.weight is Weight.CONTENT for one in comparison.differences)
    _say(f"{len(comparison.differences)} differences, {content} of them in content")
    _say(f"{_RULE}\n", "dim")


def _described(one: Difference) -> str:
    numbers = [s.number for s in one.adopted_segments or one.draft_segments if s.number]
    between = "–".join(dict.fromkeys([*numbers[:1], *numbers[-1:]]))
    place = f"{_in_field(one.field)}{one.part} {between}".strip()
    return f"{place} · {one.weight}, {_plain(one.aspect)}: „{one.draft}“ → „{one.adopted}“"


def _print_pair(pair: Pair) -> None:
    _say(f"{_in_field(pair.field)}{pair.part}, {_plain(pair.relation)}", "bold")
    marked = [" " * piece.spaced + _MARKS[piece.change].format(piece.text) for piece in pair.pieces]
    _say("    " + "".join(marked).strip())


def _print_suggested(one: Suggested) -> None:
    """A suggestion, if it shares words with what changed."""
    words = dict.fromkeys(one.passage.text[a:b] for a, b in (*one.inserted, *one.deleted))
    if words:
        _say(f"    suggested ({', '.join(words)}): {one.passage.text}", "dim")


def _in_field(field: int | None) -> str:
    return "" if field is None else f"field {field}, "


def _plain(value: str) -> str:
    return value.replace("_", " ")


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _say(text: str, style: str = "") -> None:
    """Print a text as it is: nothing in it is markup."""
    _out.print(Text(text, style=style), soft_wrap=True)
