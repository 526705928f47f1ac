"""A real Chroma server of a test's own, on this computer."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from onyx_desktop import network

_RUN = "import sys; from chromadb.cli.cli import app; sys.argv[0] = 'chroma'; sys.exit(app())"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _answers(port: int) -> bool:
    """Past the guard that another test may have put into this process."""
    with network.opened(), contextlib.suppress(OSError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=5).close()
        return True
    return False


@contextlib.contextmanager
def chroma_run(folder: Path, port: int) -> Iterator[int]:
    """`chroma run` on a port, until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-c", _RUN, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while not _answers(port):
                assert process.poll() is None, "the server ended"
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()
