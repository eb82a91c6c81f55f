import json
import os
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console
from typer.testing import CliRunner

import eval.__main__ as main
import eval.scale_command as command
from eval.scale import PARTS, Asked, Measured, in_new_process, measure
from eval.scale_report import scale_table, verdicts, write_scale
from index.vectors import StoreKind
from tests.fakes import FakeEncoder

TEXTS = [
    "Die Stadt stellt bezahlbaren Wohnraum für alle Menschen bereit",
    "Angebote zum Erwerb der deutschen Sprache werden am Abend gefördert",
]
ASKED = Asked(("Wo lerne ich Sprache?", "Wer stellt Wohnraum bereit?"), np.eye(2, 16, dtype="f4"))
FLAT = Measured("flat", 1_000_000, 1, 2000, 0.1, 1536, 1536, 100.0, 120.0, 1.0, "exact")
IVF = replace(FLAT, series="ivf", resident_megabytes=400, p50=2.0, p95=4.0, recall=0.97)
WORDS = replace(FLAT, series="words", recall=None)


def _vectors(count):
    vectors = np.random.default_rng(0).normal(size=(count, 16)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Everything at two sizes, measured in this process."""
    folder = tmp_path_factory.mktemp("scale")
    real = (_vectors(300), TEXTS)
    kinds = [StoreKind.FLAT, StoreKind.IVF]
    here = lambda function, *arguments: function(*arguments)  # noqa: E731
    return list(measure([50, 700], kinds, real, ASKED, folder, call=here))


def test_every_search_is_measured_at_every_size(measured):
    series = ["flat", "ivf", "words", "whole search"]
    expected = [(name, size) for size in (50, 700) for name in series]
    assert [(one.series, one.size) for one in measured] == expected


def test_figures_are_plausible(measured):
    by_name = {(one.series, one.size): one for one in measured}
    assert by_name["flat", 700].recall == by_name["flat", 50].recall == 1.0
    assert by_name["ivf", 700].recall >= 0.8
    assert by_name["flat", 700].disk_megabytes == pytest.approx(700 * 16 * 2 / 1e6, rel=0.1)
    assert by_name["words", 700].recall is None
    for one in measured:
        assert 0 < one.p50 <= one.p95
        assert one.open_seconds > 0
        assert (one.build_seconds > 0) == (one.series != "whole search")


def test_description_says_what_was_built(measured):
    assert measured[1].about.startswith("ivf: 50 vectors of 16")


def test_parts_can_be_left_out(tmp_path):
    here = lambda function, *arguments: function(*arguments)  # noqa: E731
    real = (_vectors(20), TEXTS)
    found = measure([20], [StoreKind.FLAT], real, ASKED, tmp_path, ["words"], here)
    assert [one.series for one in found] == ["words"]


def test_figures_are_taken_in_a_process_of_their_own():
    assert in_new_process(os.getpid) != os.getpid()


def test_verdict_compares_with_the_exact_store():
    (line,) = verdicts([FLAT, IVF, WORDS], 384)
    assert "50.0 times as fast as flat (p95 30.0), recall@10 0.970" in line
    assert "memory 0.26 of the float32 vectors" in line
    assert verdicts([IVF], 384) == []


def test_table_has_a_row_for_each(capsys):
    Console(width=200).print(scale_table([FLAT, IVF, WORDS], "2 processors"))
    lines = capsys.readouterr().out.splitlines()
    assert sum("1,000,000" in line for line in lines) == 3
    assert any("ivf" in line and "0.970" in line for line in lines)


def test_report_has_the_figures_and_plots(tmp_path):
    conditions = {"processors": "2 <b>"}
    write_scale([FLAT, IVF, WORDS], conditions, 384, tmp_path / "eval")
    data = json.loads((tmp_path / "eval" / "scale.json").read_text("utf-8"))
    assert data["conditions"] == conditions
    assert [one["series"] for one in data["measured"]] == ["flat", "ivf", "words"]
    page = (tmp_path / "eval" / "scale.html").read_text("utf-8")
    assert "2 &lt;b&gt;" in page
    assert "50.0 times as fast" in page
    assert page.count('class="plotly-graph-div"') == 7


@pytest.mark.parametrize(
    "arguments",
    [
        ["--sizes", "1e3,many"],
        ["--sizes", "0"],
        ["--sizes", "nan"],
        ["--sizes", "1.5"],
        ["--kinds", "tree"],
        ["--parts", "vectors,images"],
    ],
)
def test_unknown_arguments(arguments):
    result = CliRunner().invoke(main.app, ["scale", *arguments])
    assert result.exit_code == 2
    assert arguments[0] in result.output


def test_command_measures_the_index_in_use(built, monkeypatch, tmp_path):
    monkeypatch.setattr(command, "load_settings", lambda: built)
    monkeypatch.setattr(command, "load_model", lambda *arguments: FakeEncoder())
    monkeypatch.setattr(command, "_out", Console(width=200))
    asked = []

    def fake(sizes, kinds, real, questions, folder, parts):
        asked.append((sizes, kinds, real[0].shape, parts))
        assert folder.is_dir()
        yield from (FLAT, IVF)

    monkeypatch.setattr(command, "measure", fake)
    result = CliRunner().invoke(main.app, ["scale", "--sizes", "1e4,1e3", "--kinds", "flat,ivf"])
    assert result.exit_code == 0, result.output
    (sizes, kinds, shape, parts), *_ = asked
    assert (sizes, kinds, parts) == ([1000, 10_000], ["flat", "ivf"], list(PARTS))
    assert shape[1] == 64
    assert (built.var / "eval" / "scale.html").is_file()
    assert not list(built.var.glob("scale-*"))
