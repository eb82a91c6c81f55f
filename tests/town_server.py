"""Serves the page of a made-up town: `python -m tests.town_server DOCUMENTS INDEX PORT`."""

import sys
from dataclasses import replace
from pathlib import Path

from assistant import Answer, Assistant, Question, Settings
from assistant.deciding import Calibration
from assistant.reader import LightReader
from assistant.ui.serving import serve
from index import build, open_index
from tests.fakes import FakeEncoder

FAULT = "kaputt"
"""A question with this word meets a fault."""


class _FaultyAssistant(Assistant):
    def ask(self, question: Question) -> Answer:
        if FAULT in question.text:
            raise RuntimeError(question.text)
        return super().ask(question)


def main(documents: Path, folder: Path, port: int) -> None:
    encoder = FakeEncoder()
    build(documents, folder, encoder)
    calibration = replace(Calibration.load(), bias=50.0, weights={}, threshold=0.5)
    index = open_index(folder, documents, encoder)
    assistant = _FaultyAssistant(index, LightReader(encoder), calibration)
    serve(Settings(documents=documents, port=port), lambda: assistant, print, mcp=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
