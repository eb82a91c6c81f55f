"""Builds that are killed or run out of disk, at every moment: nothing is lost or mixed."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.embedding import BATCH

_ROOT = Path(__file__).parents[2]
_KILLED = -signal.SIGKILL


@pytest.fixture(scope="module")
def _town_files(tmp_path_factory):
    return tmp_path_factory.mktemp("crashes")


@pytest.fixture(scope="module")
def trials(_town_files):
    """What was seen: (name of the moment, its findings) for each trial."""
    root = _town_files
    for folder, year in (("before", "2020"), ("now", "2021")):
        home = root / folder / "chronik"
        home.mkdir(parents=True)
        (home / "document.toml").write_text(
            'title = "Chronik"\nsource = "source.txt"\nstatus = "information"\ndate = "2020"\n'
            'publisher = "Stadt"\nlicence = "frei"\n[[section]]\nheading = "Jahre"\n'
            'path = "jahre"\n'
            'kind = "information"\n',
            encoding="utf-8",
        )
        lines = "\n\n".join(
            f"Im Jahr {year} geschah etwas, nämlich Nummer {n}." for n in range(3 * BATCH)
        )
        (home / "source.txt").write_text(f"Jahre\n\n{lines}\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "tests.index.crashing", str(root)],
        cwd=_ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    shutil.rmtree(root)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()], run.stderr


def _of(trials, kind):
    found = [trial for trial in trials[0] if trial["at"].startswith(kind)]
    assert found
    return found


def test_reader_sees_the_old_or_the_new_whole(trials):
    for trial in trials[0]:
        texts = trial["state"]["texts"]
        years = {year for year in ("2020", "2021") for text in texts if year in text}
        assert (trial["state"]["damaged"], len(years)) == ([], 1), trial["at"]
        assert len(texts) >= 3 * BATCH, trial["at"]


def test_next_build_ends_and_leaves_nothing_behind(trials):
    for trial in trials[0]:
        after = trial["after"]
        assert (after["damaged"], trial["left"]) == ([], []), trial["at"]
        assert all("2020" not in text for text in after["texts"]), trial["at"]


def test_next_build_goes_on_from_what_was_embedded(trials):
    whole = max(trial["embedded"] for trial in trials[0])
    assert whole > 2 * BATCH
    for number, trial in enumerate(_of(trials, "batch")):
        assert trial["status"] == _KILLED
        assert trial["embedded"] == whole - trial["kept"]
        if trial["kept"] < whole - BATCH:
            assert trial["kept"] == number * BATCH
    for trial in _of(trials, "call"):
        is_new = any("2021" in text for text in trial["state"]["texts"])
        assert trial["embedded"] == (0 if is_new else whole - trial["kept"]), trial["at"]


def test_every_moment_was_tried(trials):
    statuses = [trial["status"] for trial in _of(trials, "call")]
    assert len(statuses) > 40
    assert statuses == [_KILLED] * (len(statuses) - 1) + [0]
    years = [any("2021" in t for t in trial["state"]["texts"]) for trial in _of(trials, "call")]
    assert years == sorted(years)  # old, and from the switch on new
    assert {False, True} == set(years)


def test_full_disk_is_an_error_that_says_what_to_do(trials):
    for trial in _of(trials, "size"):
        assert trial["status"] == 3, trial["at"]
        assert all("2020" in text for text in trial["state"]["texts"] if "Im Jahr" in text)
    assert "free some space and run it again: the index in use stays as it is" in trials[1]
    assert max(trial["kept"] for trial in _of(trials, "size")) > 0
