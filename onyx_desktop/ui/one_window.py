"""A second start → a word to the first window, which comes forward and takes the folders.

One local socket a data folder and user. Connect first; only if nobody answers is the name taken over, so a socket left
by a crash does no harm. The lock of the index keeps the data safe in any case (`IndexInUse`); this is courtesy.
"""

from __future__ import annotations

import getpass
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATIENCE_MS = 500


def socket_name(data_folder: Path) -> str:
    """A name for this user and this data folder."""
    who = f"{getpass.getuser()}\0{data_folder}"
    return "onyx-desktop-" + hashlib.blake2b(who.encode(), digest_size=8).hexdigest()


def told_the_first(name: str, folders: Sequence[Path]) -> bool:
    """Whether a window is there already; if so, it now comes forward and adds the folders."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(json.dumps([str(folder) for folder in folders]).encode() + b"\n")
    socket.waitForBytesWritten(_PATIENCE_MS)
    socket.disconnectFromServer()
    return True


class OneWindow(QObject):
    """Listens for a second start."""

    called = Signal(list)  # list[Path]

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(name)
        self._server.listen(name)

    @Slot()
    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(self._on_ready)
        socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _on_ready(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        try:
            names = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            return
        self.called.emit([Path(name) for name in names if isinstance(name, str)])
