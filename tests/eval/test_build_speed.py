from types import SimpleNamespace

import numpy as np
import torch

from eval import __main__ as main
from eval.build_speed import measure_build
from index.embedding import BATCH
from tests.fakes import FakeEncoder


class _Bare:
    """What the bare library is asked for, with the same vectors."""

    prompts = {"passage": "passage: "}  # noqa: RUF012

    def __init__(self):
        self.asked = []

    def encode(self, texts, **options):
        self.asked.append((tuple(texts), options["batch_size"], options["prompt_name"]))
        return torch.from_numpy(FakeEncoder().encode(texts, "passage"))


def _model():
    model = FakeEncoder()
    model.transformer = _Bare()
    return model


def test_both_embed_the_same_passages_in_batches_of_the_same_size():
    model, texts = _model(), [f"Text {n}" for n in range(2 * BATCH + 5)]
    bare, built = measure_build(model, texts)
    assert bare > 0 < built
    assert set(model.transformer.asked) == {(tuple(texts), BATCH, "passage")}
    rounds = len(model.transformer.asked)
    warm_up, embedded = model.encoded[:BATCH], model.encoded[BATCH:]
    assert {prompt for prompt, _ in model.encoded} == {"passage"}
    assert [text for _, text in warm_up] == texts[:BATCH]
    assert sorted(text for _, text in embedded) == sorted(texts * rounds)


def test_command_prints_both_and_their_ratio(built, monkeypatch, capsys):
    views = tuple(SimpleNamespace(text=f"Text {n}", role="text") for n in range(50))
    opened = SimpleNamespace(index=SimpleNamespace(views=views))
    monkeypatch.setattr(main, "load_settings", lambda: built)
    monkeypatch.setattr(main, "open_assistant", lambda settings: opened)
    monkeypatch.setattr(main, "load_model", lambda *given: _model())
    measured = []
    monkeypatch.setattr(
        main, "measure_build", lambda model, texts: (measured.append(texts), (50.0, 47.5))[1]
    )
    main.build_speed_command(count=40)
    out = capsys.readouterr().out
    assert len(measured[0]) == 40
    assert "40 texts, float32, on cpu" in out
    assert np.isclose(float(out.split("a build")[1].split("│")[2]), 0.95)
