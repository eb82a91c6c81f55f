"""Argos Translate: what the engine does with it, and, where it is installed, the real package."""

import json
import logging
import shutil
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from assistant.errors import TranslationError
from assistant.translation import Interpreter
from assistant.translation.argos import ArgosTranslate

GERMAN = "Seit 2019 fördert Magdeburg die Sprachkurse für alle Menschen."
ENGLISH = "Since 2019, Magdeburg has funded language courses for all people."
UKRAINIAN = "З 2019 року Magdeburg підтримує мовні курси для всіх людей."


class _Translation:
    """Stands in for a translation by one language package."""

    def __init__(self, source, target):
        self.from_lang, self.to_lang = source, target
        self.sentencizer = "fetches models from another host"

    def translate(self, text):
        return " | ".join([self.to_lang.code, *self.sentencizer.split_sentences(text)])


class _Language:
    def __init__(self, code):
        self.code = code
        self.translations_from = []

    def get_translation(self, to):
        return next((t for t in self.translations_from if t.to_lang is to), None)


@pytest.fixture
def installed(monkeypatch):
    """The languages that a stand-in for the library offers; none yet."""
    languages = []
    library, translate = ModuleType("argostranslate"), ModuleType("argostranslate.translate")
    translate.get_installed_languages = lambda: languages
    library.translate = translate
    monkeypatch.setitem(sys.modules, "argostranslate", library)
    monkeypatch.setitem(sys.modules, "argostranslate.translate", translate)
    return languages


@pytest.fixture
def chained(installed):
    """German to English, English to Ukrainian, and what is chained from both."""
    german, english, ukrainian = (_Language(code) for code in ("de", "en", "uk"))
    first, second = _Translation(german, english), _Translation(english, ukrainian)
    chain = SimpleNamespace(
        from_lang=german,
        to_lang=ukrainian,
        t1=SimpleNamespace(underlying=first),
        t2=SimpleNamespace(underlying=second),
        translate=lambda text: second.translate(first.translate(text)),
    )
    german.translations_from += [first, chain, _Translation(german, german)]
    english.translations_from.append(second)
    installed += [german, english, ukrainian]
    return first, second


def test_pairs_are_those_of_the_installed_packages(chained):
    assert ArgosTranslate().pairs() == {("de", "en"), ("de", "uk"), ("en", "uk")}


def test_no_packages_are_a_fault_of_the_settings(installed):
    with pytest.raises(TranslationError, match="argospm") as caught:
        ArgosTranslate().pairs()
    assert caught.value.by_settings


def test_sentences_are_cut_here(chained):
    texts = ["Die Stadt baut. Sie hilft.", "Gut."]
    assert ArgosTranslate().translate(texts, "de", "en") == [
        "en | Die Stadt baut. | Sie hilft.",
        "en | Gut.",
    ]


def test_chained_translation_cuts_sentences_here_in_every_step(chained):
    ArgosTranslate().translate(["Gut."], "de", "uk")
    assert all(hasattr(step.sentencizer, "split_sentences") for step in chained)


@pytest.mark.parametrize("pair", [("uk", "de"), ("de", "vi"), ("vi", "de")])
def test_missing_package_is_an_error(chained, pair):
    with pytest.raises(TranslationError, match="no language packages for"):
        ArgosTranslate().translate(["Gut."], *pair)


def test_texts_stay_out_of_its_log(installed):
    logger = logging.getLogger("argostranslate.utils")
    logger.setLevel(logging.INFO)
    ArgosTranslate()
    assert not logger.isEnabledFor(logging.INFO)


def _make_package(folder: Path, source: str, target: str, sentences: dict[str, str]) -> None:
    """A language package with a tiny model that has learned a few sentences by heart."""
    import ctranslate2
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    corpus = folder / "corpus.txt"
    corpus.write_text("\n".join([*sentences, *sentences.values()]), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus),
        model_prefix=str(folder / "sentencepiece"),
        vocab_size=120,
        hard_vocab_limit=False,
        character_coverage=1.0,
        bos_id=-1,
        eos_id=0,
        unk_id=1,
        minloglevel=2,
    )
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    vocabulary = {pieces.id_to_piece(id): id for id in range(pieces.get_piece_size())}
    padding = vocabulary.setdefault("<pad>", len(vocabulary))
    torch.manual_seed(0)
    model = MarianMTModel(
        MarianConfig(
            vocab_size=len(vocabulary),
            d_model=32,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=64,
            decoder_ffn_dim=64,
            max_position_embeddings=128,
            pad_token_id=padding,
            eos_token_id=0,
            decoder_start_token_id=padding,
            forced_eos_token_id=0,
            dropout=0.0,
            activation_function="relu",
            scale_embedding=True,
        )
    )
    asked, told = (
        torch.nn.utils.rnn.pad_sequence(
            [torch.tensor([*pieces.encode(text), 0]) for text in texts],
            batch_first=True,
            padding_value=value,
        )
        for texts, value in ((sentences, padding), (sentences.values(), -100))
    )
    optimiser = torch.optim.Adam(model.parameters(), lr=3e-3)
    loss = torch.tensor(1.0)
    for _ in range(1000):
        if loss.item() < 0.01:
            break
        mask = (asked != padding).long()
        loss = model(input_ids=asked, attention_mask=mask, labels=told).loss
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        model.model.shared.weight.data[padding] = 0  # as the converter takes it to be
    trained = folder / "trained"
    model.save_pretrained(trained)
    for name in ("source.spm", "target.spm"):
        shutil.copy(folder / "sentencepiece.model", trained / name)
    (trained / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    kind = {"tokenizer_class": "MarianTokenizer", "source_lang": source, "target_lang": target}
    (trained / "tokenizer_config.json").write_text(json.dumps(kind), encoding="utf-8")
    ctranslate2.converters.TransformersConverter(str(trained)).convert(str(folder / "model"))
    metadata = {"from_code": source, "from_name": source, "to_code": target, "to_name": target}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")


@pytest.fixture
def real_packages(tmp_path, monkeypatch):
    """Argos Translate itself, with packages for German, English and Ukrainian."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    pytest.importorskip("argostranslate", reason="needs the extra argos")
    from argostranslate import settings, translate

    german = "Seit {1} fördert {2} die Sprachkurse für alle Menschen."
    english = "Since {1}, {2} has funded language courses for all people."
    ukrainian = "З {1} року {2} підтримує мовні курси для всіх людей."
    more = {"Sie hilft den Vereinen.": "It helps the clubs."}
    _make_package(tmp_path / "packages" / "de_en", "de", "en", {german: english, **more})
    _make_package(tmp_path / "packages" / "en_uk", "en", "uk", {english: ukrainian})
    monkeypatch.setattr(settings, "package_dirs", [tmp_path / "packages"])
    translate.get_installed_languages.cache_clear()
    translate.installed_translates.clear()
    yield
    translate.get_installed_languages.cache_clear()
    translate.installed_translates.clear()


@pytest.mark.slow
def test_real_packages_translate_without_any_other_host(real_packages):
    """Other hosts are refused in all tests; what cannot be translated is not believed."""
    engine = ArgosTranslate()
    assert {("de", "en"), ("en", "uk"), ("de", "uk")} <= engine.pairs()
    interpreter = Interpreter(engine, 60.0)
    assert interpreter.translate([f"• {GERMAN}"], "de", "en") == [f"• {ENGLISH}"]
    assert interpreter.translate([GERMAN], "de", "uk") == [UKRAINIAN]
    unknown = "Im Jahr 2018 kamen 12 Vereine in das Rathaus."
    assert interpreter.translate([unknown], "de", "en") == [None]
