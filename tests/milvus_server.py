"""A Milvus server as a program of its own, to be started and stopped by tests."""

import socket
import subprocess
import sys
from pathlib import Path

__all__ = ["MilvusServer"]

_PROGRAM = "import sys; from milvus_lite.cmdline import main; main(sys.argv[1:])"


class MilvusServer:
    """`milvus-lite server` over one folder and one port, which stay when it is stopped."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.uri = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Returns when it listens."""
        where = ["--data-dir", str(self._folder), "--host", "127.0.0.1", "--port", str(self.port)]
        command = [sys.executable, "-u", "-c", _PROGRAM, "server", *where]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        line = self._process.stdout.readline()
        assert "listening" in line, f"it did not start: {line!r}"

    def stop(self) -> None:
        """As a machine that is switched off."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            process.stdout.close()
