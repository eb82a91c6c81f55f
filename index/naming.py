"""Names of documents and sections, as they stand in the ids of passages."""

import re
import unicodedata

__all__ = ["slug"]

_UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"}


def slug(text: str, longest: int = 60) -> str:
    """`Öffentliche Räume (2020)` -> `oeffentliche-raeume-2020`; empty where no letter is left."""
    swapped = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", swapped).encode("ascii", "ignore").decode()
    whole = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(whole) <= longest:
        return whole
    cut, _, _ = whole[: longest + 1].rpartition("-")
    return cut or whole[:longest]
