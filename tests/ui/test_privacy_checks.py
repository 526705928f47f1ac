"""The privacy page's counter and check, over the program that runs."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from onyx_desktop import network
from onyx_desktop.library.privacy import Check, Claim
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.privacy_checks import PrivacyChecks
from tests.ui.model_pages import LONG_MS

ROOT = Path(__file__).parents[2]


def test_one_click_checks_the_running_program(real_window: MainWindow, qtbot: QtBot) -> None:
    page = real_window.preferences.open()
    page.show_page(page.privacy)
    checks = page.privacy.checks
    made, _ = network.counts()
    assert checks.counter.text().startswith(f"Connections since the program started: {made}")
    real_window.home.data.chmod(0o755)
    qtbot.mouseClick(checks.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(checks.results.isVisible, timeout=LONG_MS)
    assert "✗ Other accounts of this computer may read the " in checks.results.text()
    real_window.home.data.chmod(0o700)
    qtbot.mouseClick(checks.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "✓ Only your account may read the " in checks.results.text(), timeout=LONG_MS)
    lines = checks.results.text().splitlines()
    assert len(lines) == len(Claim)
    assert "✓ The libraries in the program are told to send no reports." in lines


def test_every_claim_has_its_two_sentences(qtbot: QtBot) -> None:
    pane = PrivacyChecks()
    qtbot.addWidget(pane)
    for holds in (True, False):
        pane.tell([Check(claim, holds, 3) for claim in Claim])
        assert pane.results.text().count("✓" if holds else "✗") == len(Claim)


def test_an_open_socket_is_seen(tmp_path: Path) -> None:
    script = f"""
import socket
from pathlib import Path
from onyx_desktop import network, paths
from onyx_desktop.library import privacy
home = paths.home(Path({str(tmp_path / "onyx")!r}))
home.create()
network.guard()
told = dict((each.claim, each.holds) for each in privacy.checks(home))
assert all(told.values()), told
server = socket.create_server(("127.0.0.1", 0))
with network.opened():
    client = socket.create_connection(server.getsockname())
told = dict((each.claim, each.holds) for each in privacy.checks(home))
assert not told[privacy.Claim.NO_SOCKETS] and told[privacy.Claim.REFUSED], told
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
