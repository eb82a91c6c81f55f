"""What the page says of a text in so many attributes: its language, and how it is read."""

from assistant.catalogue import is_right_to_left
from index.companions import SIMPLE

__all__ = ["language_attributes"]


def language_attributes(tag: str) -> str:
    """The attributes of a text: its language and the direction in which it is read."""
    language = "de" if tag == SIMPLE else tag
    return f'lang="{language}" dir="{"rtl" if is_right_to_left(tag) else "ltr"}"'
