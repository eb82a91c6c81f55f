"""Contrastive fine-tuning of the default encoder with low-rank adapters.

A question should lie near the other questions and the text of its passage, and far from those of
all other passages and outside themes: supervised contrastive loss (Khosla et al. 2020,
arXiv:2004.11362) against a bank of all views, encoded anew every `_REFRESH` steps. Questions and
paragraphs of general data (OMoS-QA, XQuAD) in every second step, within and across languages,
keep the encoder general.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from torch import Tensor, nn

from eval.low_rank import insert_low_rank
from index import Index, ViewRole
from index.adapter import save_adapter

__all__ = ["Example", "Exchange", "examples_of", "read_exchanges", "train_adapter"]

_RANK = 16
_RATE = 4e-4
_TEMPERATURE = 0.05
_ANCHORS = 112
_PAIRS = 24
_REFRESH = 75
_GENERAL_EVERY = 2
_PARAGRAPH_TOKENS = 112
_HOME = "de"
"""Language of the documents: half of the general questions and paragraphs are in it."""
_ALIKE = 0.95
"""Cosine of two passages' texts from which neither counts as wrong for the other's questions."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and a paragraph that answers it, each by language."""

    questions: dict[str, str]
    paragraphs: dict[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A view of a passage or outside theme, named by `label`."""

    text: str
    label: str
    is_question: bool


def examples_of(index: Index) -> list[Example]:
    """The views of an index but comparing questions, which speak of two passages; those of a draft
    count for the adopted passage that has its words."""
    return [
        Example(
            view.text,
            index.twins.get(view.passage_id, view.passage_id),
            view.role is not ViewRole.TEXT,
        )
        for view in index.views
        if view.role is not ViewRole.COMPARISON
    ]


def read_exchanges(paths: Sequence[Path]) -> list[list[Exchange]]:
    """The answered questions of OMoS-QA (`.jsonl`) and of XQuAD (`.json`) files.

    A file is called `<name>_<language>.jsonl` or `<name>.<language>.json`; questions of the same
    id in several files are one exchange.

    Returns:
        one list for each of the two sources that is present.
    """
    sources: dict[str, dict[str, Exchange]] = {}
    for path in paths:
        language = re.split("[._]", path.stem)[-1]
        exchanges = sources.setdefault(path.suffix, {})
        rows = _omos_rows(path) if path.suffix == ".jsonl" else _xquad_rows(path)
        for id, question, paragraph in rows:
            exchange = exchanges.setdefault(id, Exchange({}, {}))
            exchange.questions[language] = question
            exchange.paragraphs[language] = paragraph
    return [list(exchanges.values()) for exchanges in sources.values()]


def _omos_rows(path: Path) -> Iterator[tuple[str, str, str]]:
    """(id, question, the page from the sentence before the first answering one on)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["answers"]:
            sentences = entry["context"].split("\n")
            first = max(0, min(entry["answers"]) - 1)
            yield str(entry["id"]), entry["question"], "\n".join(sentences[first:])


def _xquad_rows(path: Path) -> Iterator[tuple[str, str, str]]:
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                yield qa["id"], qa["question"], paragraph["context"]


def train_adapter(
    base: Path,
    examples: Sequence[Example],
    general: Sequence[Sequence[Exchange]],
    target: Path,
    steps: int = 450,
    seed: int = 0,
    report: Callable[[int, float], None] = lambda step, loss: None,
) -> None:
    """Train an adapter and save it.

    Args:
        base: folder of the default model without an adapter.
        general: exchanges of each source, to keep the encoder general.
        report: called after every step with its number and loss.
    """
    random.seed(seed)
    torch.manual_seed(seed)
    model = SentenceTransformer(str(base), device="cpu")
    encoder: Any = model[0].auto_model
    encoder.requires_grad_(False)
    layers = insert_low_rank(encoder, _RANK)
    parameters: list[nn.Parameter] = [
        p for layer in layers.values() for p in (layer.down, layer.up)
    ]
    optimiser = torch.optim.AdamW(parameters, lr=_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps)
    bank = _Bank(model, examples)
    for step in range(steps):
        if step and step % _REFRESH == 0:
            bank.refresh()
        model.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            is_general = general and step % _GENERAL_EVERY == _GENERAL_EVERY - 1
            loss = _pair_loss(model, random.choice(general)) if is_general else bank.loss()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        schedule.step()
        report(step + 1, loss.item())
    save_adapter({name: (layer.down, layer.up) for name, layer in layers.items()}, target)


def _encode(model: SentenceTransformer, texts: Sequence[str], prompt: str, most: int) -> Tensor:
    prefixed = [model.prompts[prompt] + text for text in texts]
    features = model[0].tokenizer(
        prefixed, padding=True, truncation=True, max_length=most, return_tensors="pt"
    )
    output: Tensor = model(dict(features))["sentence_embedding"]
    return nn.functional.normalize(output.float(), dim=-1)


class _Bank:
    """All views with vectors of a few steps ago: what anchors are compared with."""

    def __init__(self, model: SentenceTransformer, examples: Sequence[Example]) -> None:
        self.model = model
        self.examples = examples
        names = sorted({example.label for example in examples})
        number = {name: position for position, name in enumerate(names)}
        self.labels = torch.tensor([number[example.label] for example in examples])
        self.questions = [i for i, example in enumerate(examples) if example.is_question]
        self.refresh()
        self.ignored = self._alike()

    def refresh(self) -> None:
        self.model.eval()
        order = sorted(range(len(self.examples)), key=lambda i: len(self.examples[i].text))
        vectors = torch.empty(len(order), 384)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            for start in range(0, len(order), 64):
                batch = order[start : start + 64]
                for kind, prompt in ((True, "query"), (False, "passage")):
                    chosen = [i for i in batch if self.examples[i].is_question is kind]
                    if chosen:
                        texts = [self.examples[i].text for i in chosen]
                        vectors[chosen] = _encode(self.model, texts, prompt, 256)
        self.vectors = vectors

    def loss(self) -> Tensor:
        anchors = random.sample(self.questions, _ANCHORS)
        vectors = _encode(self.model, [self.examples[i].text for i in anchors], "query", 64)
        similar = vectors @ self.vectors.T / _TEMPERATURE
        labels = self.labels[anchors]
        same = labels[:, None] == self.labels[None, :]
        itself = torch.zeros_like(same)
        itself[torch.arange(len(anchors)), anchors] = True
        similar = similar.masked_fill(itself | (self.ignored[anchors] & ~same), -1e4)
        positive = similar.masked_fill(~same | itself, -1e4)
        return (torch.logsumexp(similar, 1) - torch.logsumexp(positive, 1)).mean()

    def _alike(self) -> Tensor:
        """Views of other passages that say nearly the same, shape (examples, examples)."""
        texts = [i for i, example in enumerate(self.examples) if not example.is_question]
        count = int(self.labels.max()) + 1
        means = torch.zeros(count, 384)
        means[self.labels[texts]] = self.vectors[texts]
        alike = (means @ means.T) > _ALIKE
        return alike[self.labels][:, self.labels]


def _pair_loss(model: SentenceTransformer, exchanges: Sequence[Exchange]) -> Tensor:
    """Each question against the paragraphs of the batch (InfoNCE)."""
    count = min(_PAIRS, len(exchanges))
    pairs = [_pair(exchange) for exchange in random.sample(list(exchanges), count)]
    by_paragraph = {paragraph: question for question, paragraph in pairs}
    asked = _encode(model, list(by_paragraph.values()), "query", 64)
    read = _encode(model, list(by_paragraph), "passage", _PARAGRAPH_TOKENS)
    return nn.functional.cross_entropy(asked @ read.T / _TEMPERATURE, torch.arange(len(asked)))


def _pair(exchange: Exchange) -> tuple[str, str]:
    """Question and paragraph: half of each in the home language, else in the same language."""
    languages = list(exchange.questions)
    asked_in = _HOME if _HOME in languages and random.random() < 0.5 else random.choice(languages)
    read_in = _HOME if _HOME in languages and random.random() < 0.5 else asked_in
    return exchange.questions[asked_in], exchange.paragraphs[read_in]
