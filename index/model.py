"""The embedding model; the only importer of sentence-transformers."""

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from index.adapter import adapter_version, merge_adapter
from index.devices import check_device, precision_on
from index.e5_tokenizer import tokenizer_of
from index.e5_weights import E5File, find_file, read_file, state_of
from index.errors import ModelError, StorageError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import Tensor

__all__ = [
    "DEFAULT_MODEL",
    "EmbeddingModel",
    "Encoder",
    "Prompt",
    "Vectors",
    "load_model",
    "load_reading_base",
    "unpack_default",
]

DEFAULT_MODEL = "multilingual-e5-small"
_VERSION = 1
"""Of the unpacked folder; a new number unpacks anew."""

_INNER = (1 / 2, 2 / 3, 5 / 6)
"""How deep the inner layers lie that are read: of twelve layers the 6th, the 8th and the 10th."""
_LOADING_ERRORS = (OSError, ValueError, KeyError, RuntimeError, TypeError, AttributeError)
"""What the libraries raise for a folder that is missing, damaged or no model."""

_MODEL_FILES = {".json", ".txt", ".model", ".safetensors", ".bin"}
"""Endings of the files that decide what a model's vectors are."""

Vectors: TypeAlias = npt.NDArray[np.float32]
Prompt: TypeAlias = Literal["query", "passage"]


class Encoder(Protocol):
    """Texts -> vectors of length 1, shape (texts, dimensions), float32."""

    name: str
    """Says what made the vectors: another name, other vectors."""
    precision: str
    """In which it computes: `float32` or `bfloat16`."""

    def encode(self, texts: Sequence[str], prompt: Prompt) -> Vectors: ...

    def encode_layers(self, texts: Sequence[str], prompt: Prompt) -> tuple[Vectors, Vectors]:
        """The vectors, and what the texts are in inner layers, shape (texts, any number).

        The vectors say what a text is about; how it is put shows better on the way there.
        """
        ...


class EmbeddingModel:
    """A SentenceTransformer with the prompts for questions and passages that it asks for."""

    def __init__(self, name: str, model: "SentenceTransformer", precision: str) -> None:
        self.name = name
        self.precision = precision
        self.transformer = model.eval()
        if config := getattr(getattr(model[0], "auto_model", None), "config", None):
            config.output_hidden_states = True  # the library hands them on only then

    def encode(self, texts: Sequence[str], prompt: Prompt) -> Vectors:
        return self._vectors(self._run(texts, prompt)) if texts else self._none()

    def encode_layers(self, texts: Sequence[str], prompt: Prompt) -> tuple[Vectors, Vectors]:
        """As `encode`; for each of three inner layers also the mean over the tokens, of length 1
        and in a row. Nothing for models that have no layers of the usual kind."""
        if not texts:
            return self._none(), np.empty((0, 0), np.float32)
        found = self._run(texts, prompt, inner=True)
        return self._vectors(found), _inner_layers(found)

    def _run(
        self, texts: Sequence[str], prompt: Prompt, inner: bool = False
    ) -> "dict[str, Tensor]":
        # The parts of the library's encode that one batch needs: for a single question the rest of
        # it costs an eighth again.
        import torch
        from sentence_transformers.util import batch_to_device

        model = self.transformer
        features = model.preprocess(list(texts), prompt=model.prompts.get(prompt) or None)
        # Kept only where they are read: of a batch of long texts they take hundreds of megabytes.
        kept = {"output_hidden_states": inner}
        with torch.inference_mode():
            found: dict[str, Tensor] = model(batch_to_device(features, model.device) | kept)
        return found

    def _vectors(self, found: "dict[str, Tensor]") -> Vectors:
        vectors = found["sentence_embedding"][:, : self.transformer.truncate_dim]
        return _of_length_1(vectors.float().cpu().numpy())

    def _none(self) -> Vectors:
        return np.empty((0, self.transformer.get_embedding_dimension() or 0), np.float32)


def _inner_layers(found: "dict[str, Tensor]") -> Vectors:
    """Shape (texts, layers that are read × dimensions); (texts, 0) where the model has none."""
    states = found.get("all_layer_embeddings")
    if states is None:
        return np.empty((len(found["sentence_embedding"]), 0), np.float32)
    mask = found["attention_mask"][..., None]
    layers = (states[round(depth * (len(states) - 1))] for depth in _INNER)
    means = [(layer * mask).sum(1) / mask.sum(1) for layer in layers]
    return np.hstack([_of_length_1(mean.float().cpu().numpy()) for mean in means])


def _of_length_1(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def load_model(
    name: str,
    models_folder: Path,
    device: str = "cpu",
    precision: str | None = None,
    adapted: bool = True,
) -> EmbeddingModel:
    """The default model, unpacked below `models_folder` on first use, or any other by name or path.

    Args:
        device: as torch names it, as `cpu` or `cuda`.
        precision: `float32` or `bfloat16`; if not given, what is fast on the device.
        adapted: whether the default model gets its adapter.

    Raises:
        ModelError: the model is missing, damaged or not a SentenceTransformer, or the device
            cannot be used.
        StorageError: the default model cannot be unpacked.
    """
    # Imported here because it takes seconds, and most commands need no model.
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer

    check_device(device)
    _be_quiet()
    source = str(unpack_default(models_folder)) if name == DEFAULT_MODEL else name
    precision = precision or precision_on(device)
    try:
        model = SentenceTransformer(source, device=device, model_kwargs={"dtype": precision})
        if name == DEFAULT_MODEL:
            _check_whole(model, source)
            if adapted and (version := adapter_version()):
                merge_adapter(model[0].auto_model)
                name = f"{DEFAULT_MODEL}+{version}"
        elif version := _version_of(source):
            name = f"{name}@{version}"
    except (*_LOADING_ERRORS, SafetensorError) as error:
        raise ModelError(
            f"the embedding model {source!r} cannot be loaded ({_first_line(error)}); "
            f"give the folder or name of a SentenceTransformer, or {DEFAULT_MODEL!r}; "
            "a damaged folder below var/models can be deleted and is then unpacked anew"
        ) from error
    return EmbeddingModel(name, model, precision)


def load_reading_base(models_folder: Path) -> tuple[Any, Any]:
    """Encoder in float32, without the adapter, and tokenizer of the default model.

    Raises:
        ModelError: the model is missing or damaged.
        StorageError: it cannot be unpacked.
    """
    model = load_model(DEFAULT_MODEL, models_folder, precision="float32", adapted=False)
    return model.transformer[0].auto_model, model.transformer[0].tokenizer


def _check_whole(model: "SentenceTransformer", source: str) -> None:
    """Without its prompts or tokenizer settings the model would load, and silently find less."""
    if not {"query", "passage"} <= {name for name, text in model.prompts.items() if text}:
        raise OSError(f"{source}: the prompts are missing")
    if not (Path(source) / "tokenizer_config.json").is_file():
        raise OSError(f"{source}: tokenizer_config.json is missing")


def _be_quiet() -> None:
    """No progress bars and loading reports of the libraries: ours say what matters."""
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()


def _version_of(source: str) -> str:
    """Hash of a model folder's files; empty for a model by name, which its hub keeps."""
    folder = Path(source)
    if not folder.is_dir():
        return ""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _MODEL_FILES):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0] or type(error).__name__


def unpack_default(models_folder: Path) -> Path:
    """The folder of the default model, without its adapter; it appears whole or not at all."""
    folder = models_folder / f"{DEFAULT_MODEL}-{_VERSION}"
    if (folder / "modules.json").is_file():
        return folder
    file = read_file(find_file())
    partial = models_folder / f".{folder.name}-{os.getpid()}"
    try:
        partial.mkdir(parents=True)
        _write_model(file, partial)
        shutil.rmtree(folder, ignore_errors=True)
        partial.rename(folder)
    except OSError as error:
        if (folder / "modules.json").is_file():  # another process was faster
            return folder
        raise StorageError(f"{models_folder}: cannot unpack the model ({error})") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def _write_model(file: E5File, folder: Path) -> None:
    """Write a SentenceTransformer folder: encoder, tokenizer, mean pooling, normalisation."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel

    _be_quiet()
    shape = file.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.intermediate,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=file.epsilon,
        pad_token_id=1,
    )
    encoder = BertModel(config, add_pooling_layer=False)
    encoder.load_state_dict(state_of(file, encoder))
    encoder.save_pretrained(folder / "encoder")
    tokenizer_of(file).save_pretrained(folder / "encoder")
    modules = [
        Transformer(str(folder / "encoder"), max_seq_length=shape.positions),
        Pooling(shape.hidden, pooling_mode="mean"),
        Normalize(),
    ]
    prompts = {"query": "query: ", "passage": "passage: "}
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder))
    shutil.rmtree(folder / "encoder")
