"""The tokenizer of the default model; the only importer of tokenizers."""

from typing import Any

from index.e5_weights import E5File

__all__ = ["tokenizer_of"]


def tokenizer_of(file: E5File) -> Any:
    """The XLM-RoBERTa unigram tokenizer (Conneau et al. 2020, arXiv:1911.02116).

    Its normalisation (SentencePiece `nmt_nfkc`) drops control characters, takes every kind of
    space for a space, and applies Unicode NFKC.
    """
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
    from tokenizers.processors import TemplateProcessing
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram(file.pieces, unk_id=3, byte_fallback=False))
    spaces = r"[\t\n\f\r\x{1680}\x{200b}-\x{200f}\x{2028}\x{2029}\x{2581}\x{feff}\x{fffd}]"
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(r"[\x01-\x08\x0b\x0e-\x1f\x7f\x{8f}\x{9f}]"), ""),
            normalizers.Replace(Regex(spaces), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=True)
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always", split=True)
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        mask_token="<mask>",
        model_max_length=file.shape.positions,
    )
