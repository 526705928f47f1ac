"""The whole line with the real library and the real model: first start, samples, a question, the page."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from tests.test_privacy import isolated


def test_the_selftest_passes_without_a_display_and_a_network(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    environment.pop("QT_QPA_PLATFORM", None)
    picture = tmp_path / "window.png"
    # where the system allows it, in a network namespace without any interface
    command = [*(isolated() or ()), sys.executable, "-m", "onyx_desktop", "--selftest", "--screenshot", str(picture)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=280, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "self-test passed" in done.stdout
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1280, 800)
    assert len({image.pixel(x, y) for x in range(0, 1280, 7) for y in range(0, 800, 7)}) > 20, "not an empty picture"
