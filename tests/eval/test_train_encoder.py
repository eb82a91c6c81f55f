import json
from types import SimpleNamespace

import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from eval import train_encoder
from eval.low_rank import LowRank
from eval.train_encoder import Example, Exchange, examples_of, read_exchanges, train_adapter
from index import build, open_index
from index.adapter import PARTS, merge_adapter
from tests.fakes import FakeEncoder

WIDTH = 384
OMOS = [
    {"id": "1", "question": "Wo?", "context": "Titel\nHier.\nDa.", "answers": [0, 2]},
    {"id": "2", "question": "Nie?", "context": "Titel\nHier.", "answers": []},
]
XQUAD = {
    "data": [
        {"paragraphs": [{"context": "A", "qas": [{"id": "a", "question": "a?"}]}]},
        {"paragraphs": [{"context": "B", "qas": []}]},
    ]
}


@pytest.fixture
def omos(tmp_path):
    """Writes an OMoS-QA file."""

    def write(*rows, language="de"):
        path = tmp_path / f"train_{language}.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return path

    return write


@pytest.fixture
def xquad(tmp_path):
    path = tmp_path / "xquad.de.json"
    path.write_text(json.dumps(XQUAD), encoding="utf-8")
    return path


def test_exchanges_of_both_formats_one_list_each(omos, xquad):
    of_xquad = [Exchange({"de": "a?"}, {"de": "A"})]
    of_omos = [Exchange({"de": "Wo?"}, {"de": "Titel\nHier.\nDa."})]
    assert read_exchanges([xquad, omos(*OMOS)]) == [of_xquad, of_omos]
    assert read_exchanges([]) == []


def test_files_of_several_languages_make_one_exchange(omos):
    english = {"id": "1", "question": "Where?", "context": "Title\nHere.\nThere.", "answers": [1]}
    (exchange,) = read_exchanges([omos(OMOS[0]), omos(english, language="en")])[0]
    assert exchange.questions == {"de": "Wo?", "en": "Where?"}
    assert exchange.paragraphs["en"] == "Title\nHere.\nThere."


def test_paragraph_begins_with_the_sentence_before_the_first_answering_one(omos):
    row = {"id": "1", "question": "Wo?", "context": "Titel\nHallo.\nHier.\nDa.", "answers": [3, 2]}
    assert read_exchanges([omos(row)])[0][0].paragraphs == {"de": "Hallo.\nHier.\nDa."}


def test_low_rank_update_begins_as_the_layer_itself():
    base = nn.Linear(6, 4)
    x = torch.randn(3, 6)
    assert torch.equal(LowRank(base, 2)(x), base(x))


def test_low_rank_update_is_up_times_down():
    layer = LowRank(nn.Linear(6, 4), 2)
    with torch.no_grad():
        layer.up.normal_()
    x = torch.randn(3, 6)
    expected = layer.base(x) + x @ (layer.up @ layer.down).T
    torch.testing.assert_close(layer(x), expected)


def test_views_of_a_draft_count_for_its_adopted_twin(built):
    index = open_index(built.index_folder, built.documents, FakeEncoder())
    examples = examples_of(index)
    assert [example.text for example in examples] == [view.text for view in index.views]
    labels = {view.passage_id: e.label for view, e in zip(index.views, examples, strict=True)}
    moved = {old: new for old, new in labels.items() if old != new}
    assert moved == {"protokoll-2019/hf1/leitlinie-1": "leitbild-2020/hf1/leitlinie-1"}


def test_questions_inside_and_outside_the_documents_are_questions(built):
    index = open_index(built.index_folder, built.documents, FakeEncoder())
    questions = {(e.text, e.label) for e in examples_of(index) if e.is_question}
    assert questions == {
        ("Was tut die Stadt gegen hohe Mieten?", "leitbild-2020/hf1/leitlinie-1"),
        ("Is there affordable housing?", "leitbild-2020/hf1/leitlinie-1"),
        ("Wo lerne ich Deutsch?", "leitbild-2020/hf2/leitlinie-1"),
        ("Wie wird das Wetter morgen?", "Wetter"),
        ("Will it rain tomorrow?", "Wetter"),
    }


def test_comparing_questions_are_left_out(town, tmp_path):
    path = town / "questions" / "leitbild-2020.comparisons.toml"
    path.write_text('["leitbild-2020/hf1/leitlinie-1"]\nde = ["Und nun?"]\n', encoding="utf-8")
    build(town, tmp_path / "index", FakeEncoder())
    index = open_index(tmp_path / "index", town, FakeEncoder())
    assert "Und nun?" in {view.text for view in index.views}
    assert "Und nun?" not in {example.text for example in examples_of(index)}


class TinyModel(nn.Module):
    """One block with the parts of a BERT one, over the vectors of the fake encoder."""

    def __init__(self):
        super().__init__()
        block = nn.Module()
        for part in PARTS:
            *path, last = part.split(".")
            owner = block
            for name in path:
                if not hasattr(owner, name):
                    owner.add_module(name, nn.Module())
                owner = owner.get_submodule(name)
            owner.add_module(last, nn.Linear(WIDTH, WIDTH))
        encoder = nn.Module()
        encoder.encoder = nn.Module()
        encoder.encoder.layer = nn.ModuleList([block])
        self.auto_model = encoder
        self.prompts = {"query": "query: ", "passage": "passage: "}
        self.longest = []

    def __getitem__(self, number):
        return SimpleNamespace(auto_model=self.auto_model, tokenizer=self._tokens)

    def _tokens(self, texts, max_length, **options):
        self.longest.append(max_length)
        return {"x": torch.from_numpy(FakeEncoder(dimensions=WIDTH).encode(texts, "query"))}

    def forward(self, features):
        x = features["x"]
        for part in PARTS:
            x = x + self.auto_model.encoder.layer[0].get_submodule(part)(x)
        return {"sentence_embedding": x}


@pytest.fixture
def tiny(monkeypatch):
    """The model that is trained, with batches as small as the data."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # layers this small only wait for each other
    torch.manual_seed(0)
    model = TinyModel()
    monkeypatch.setattr(train_encoder, "SentenceTransformer", lambda base, device: model)
    monkeypatch.setattr(train_encoder, "_ANCHORS", 2)
    monkeypatch.setattr(train_encoder, "_PAIRS", 2)
    yield model
    torch.set_num_threads(threads)


EXAMPLES = [
    Example("Die Stadt fördert Kurse.", "courses", False),
    Example("Wo lerne ich Deutsch?", "courses", True),
    Example("Gibt es Kurse?", "courses", True),
    Example("Die Stadt baut Häuser.", "houses", False),
    Example("Wer baut Wohnungen?", "houses", True),
    Example("Regnet es?", "weather", True),
    Example("Wird es kalt?", "weather", True),
]
PAIRS = [[Exchange({"de": f"Frage {number}?"}, {"de": f"Absatz {number}"}) for number in range(4)]]


# Torch warns of it once in a process, whichever of these tests comes first.
_ignore_scalar = pytest.mark.filterwarnings("ignore:Converting a tensor with requires_grad")


def test_training_warns_of_nothing(tiny, tmp_path):
    torch.set_warn_always(True)
    try:
        train_adapter(tmp_path, EXAMPLES, PAIRS, tmp_path / "adapter", steps=3)
    finally:
        torch.set_warn_always(False)


@_ignore_scalar
def test_training_changes_the_adapter_alone(tiny, tmp_path):
    before = {name: value.clone() for name, value in tiny.state_dict().items()}
    reported = []
    target = tmp_path / "adapter.safetensors"
    train_adapter(
        tmp_path, EXAMPLES, PAIRS, target, steps=3, report=lambda *step: reported.append(step)
    )
    assert [step for step, _ in reported] == [1, 2, 3]
    assert all(loss > 0 for _, loss in reported)
    after = {name.replace(".base", ""): value for name, value in tiny.state_dict().items()}
    assert all(torch.equal(after[name], value) for name, value in before.items())
    assert {n.rsplit(".", 1)[1] for n, p in tiny.named_parameters() if p.requires_grad} == {
        "down", "up"
    }  # fmt: skip
    ups = [value for name, value in load_file(target).items() if name.endswith(".up")]
    assert len(ups) == len(PARTS)
    assert all(up.any() for up in ups)


@_ignore_scalar
def test_trained_adapter_can_be_merged(tiny, tmp_path):
    target = tmp_path / "adapter.safetensors"
    train_adapter(tmp_path, EXAMPLES, [], target, steps=2)
    texts = {"x": torch.eye(WIDTH)[:4]}
    fresh = TinyModel()
    bases = {name.replace(".base", ""): value for name, value in tiny.state_dict().items()}
    fresh.load_state_dict({name: bases[name] for name in fresh.state_dict()})
    merge_adapter(fresh.auto_model, target)
    trained = tiny(texts)["sentence_embedding"]
    torch.testing.assert_close(fresh(texts)["sentence_embedding"], trained, atol=1e-3, rtol=1e-2)


@_ignore_scalar
def test_training_is_repeatable(tiny, tmp_path):
    state = {name: value.clone() for name, value in tiny.state_dict().items()}
    files = []
    for name in ("one", "two"):
        tiny.auto_model = TinyModel().auto_model
        tiny.load_state_dict(state)
        train_adapter(tmp_path, EXAMPLES, PAIRS, tmp_path / name, steps=3, seed=7)
        files.append((tmp_path / name).read_bytes())
    assert files[0] == files[1]


@_ignore_scalar
@pytest.mark.parametrize(("pairs", "general"), [(PAIRS, 2), ([], 0)], ids=["with", "without"])
def test_general_data_comes_every_second_step(tiny, tmp_path, pairs, general):
    train_adapter(tmp_path, EXAMPLES, pairs, tmp_path / "adapter", steps=4)
    # Only paragraphs of general data are cut off at that length.
    assert tiny.longest.count(train_encoder._PARAGRAPH_TOKENS) == general
