"""The reader that the settings ask for, or the light one in its place."""

from collections.abc import Callable

from assistant.deciding import Calibration
from assistant.errors import ReaderError
from assistant.reader import LightReader, Reader
from assistant.settings import Settings
from index import Encoder

__all__ = ["open_reader"]


def open_reader(
    settings: Settings,
    encoder: Encoder,
    calibration: Calibration,
    noted: Callable[[str], None],
    bare: bool = False,
) -> Reader:
    """The reader of the settings; where it cannot be used, the light one, and a note that says so.

    Args:
        noted: told in one line why the light reader serves.
        bare: whether the documents come without example questions and themes outside them.
    """
    light = LightReader(encoder)
    fitted = calibration.readers.get("trained")
    helps = bare and fitted is not None and fitted.bare_rereading is not None
    if settings.reader == light.name or (settings.reader == "auto" and not helps):
        return light
    if fitted is None:
        noted("the trained reader has no calibration; the light reader serves")
        return light
    # Imported here: it needs torch, and a model of its own, which the light reader does without.
    from assistant.trained_reader import load_trained_reader

    try:
        return load_trained_reader(settings.models_folder, light, fitted, settings.reader_file)
    except ReaderError as error:
        noted(f"{error}; the light reader serves until then")
        return light
