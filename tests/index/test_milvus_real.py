"""The real documents in a Milvus answer as the files do."""

import shutil
from pathlib import Path

import pytest

from eval.dataset import load_questions
from index.abbreviations import load_analyser
from index.building import BuildOptions, build
from index.engines import FileEngine, MilvusPlace, Reading
from index.milvus_engine import MilvusEngine
from index.searching import Filters, open_index
from index.snapshot import read_passages, read_views
from index.vectors import StoreKind

pytestmark = pytest.mark.slow

_ROOT = Path(__file__).parents[2]
_ASKED = 20
READING = Reading(read_passages, read_views)


@pytest.fixture(scope="module")
def indexes(documents, model, tmp_path_factory):
    """The real documents searched in files and in a Milvus; vectors are taken from `var`."""
    folder = tmp_path_factory.mktemp("milvus")
    milvus = MilvusEngine(
        MilvusPlace(str(folder / "milvus.db"), "", "magdeburg"),
        StoreKind.AUTO,
        load_analyser(documents),
        READING,
        model.name,
    )
    opened = []
    for name, engine in (
        ("files", FileEngine(documents, StoreKind.AUTO, READING)),
        ("collections", milvus),
    ):
        if (_ROOT / "var" / "index").is_dir():
            shutil.copytree(_ROOT / "var" / "index", folder / name)
        options = BuildOptions(parts=engine.parts, parts_version=engine.version)
        build(documents, folder / name, model, options=options)
        engine.publish(folder / name)
        opened.append(open_index(folder / name, documents, model, engine))
    yield opened
    milvus.close()


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param(Filters(), id="all"),
        pytest.param(Filters(document="leitlinien-2019"), id="a document"),
        pytest.param(Filters(field=3), id="a field"),
    ],
)
def test_the_same_passages_in_the_same_order(indexes, filters):
    files, collections = indexes
    for asked in load_questions()[:: len(load_questions()) // _ASKED]:
        vector = files.encode([asked.question])[0]
        one, other = (
            index.find(vector, asked.question, 10, filters, asked.language)
            for index in (files, collections)
        )
        assert [hit.passage.id for hit in one.hits] == [hit.passage.id for hit in other.hits]
        assert one.theme == other.theme
        assert one.outside_share == pytest.approx(other.outside_share, abs=1e-4)
