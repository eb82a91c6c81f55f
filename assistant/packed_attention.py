"""Attention over texts that stand one after another in one row, without padding.

Passages are of very different lengths: padded to the longest, more than half of a batch would be
padding. Everything but attention works on single tokens and does not mind where a text ends.
"""

from typing import Any

import torch
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface

__all__ = ["use_packed_attention"]

_NAME = "packed_rows"


def use_packed_attention(encoder: Any) -> None:
    """Make an encoder take rows of texts: its `lengths` says how long each of them is.

    Raises:
        TypeError: the encoder cannot be given another attention.
    """
    AttentionInterface.register(_NAME, _attend)
    AttentionMaskInterface.register(_NAME, _no_mask)
    encoder.set_attn_implementation(_NAME)
    if encoder.config._attn_implementation != _NAME:  # else all texts would attend to each other
        raise TypeError(f"{type(encoder).__name__} takes no other attention")


def _attend(
    _module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    _mask: None,
    *,
    lengths: list[int],
    scaling: float | None = None,
    **_options: Any,
) -> tuple[Tensor, None]:
    """Each text attends to itself, without dropout.

    Args:
        query, key, value: shape (1, heads, tokens, width).

    Returns:
        shape (1, tokens, heads, width), and no weights.
    """
    parts = (torch.split(part, lengths, dim=2) for part in (query, key, value))
    attended = [
        nn.functional.scaled_dot_product_attention(own, its_key, its_value, scale=scaling)
        for own, its_key, its_value in zip(*parts, strict=True)
    ]
    return torch.cat(attended, dim=2).transpose(1, 2), None


def _no_mask(*_given: Any, **_options: Any) -> None:
    return None
