"""The page for those who know: when Chroma is asked, where models come from, diagnostics, and compacting.

Diagnostics are made to be sent to strangers: versions, counts and settings; no path, no question, no text, and no
address, because mirrors and proxies name an employer.
"""

from __future__ import annotations

import dataclasses
import functools
import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QUrl, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from onyx_desktop import __version__
from onyx_desktop.settings import Settings
from onyx_desktop.ui import model_words, wording
from onyx_desktop.ui.settings_kit import Choices, SettingsPage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onyx_desktop.library.status import Status
    from onyx_desktop.library.storage import Compacted

_PRIVATE = frozenset(
    {
        "excluded",
        "hub_endpoint",
        "hub_proxy",
        "hub_token",
        "chroma_host",
        "chroma_port",
        "chroma_headers",
        "chroma_tenant",
        "chroma_database",
        "model",
        "sparse",
        "late_model",
        "reranker",
    }
)


_HUBS = ("https", "http")
_PROXIES = (*_HUBS, "socks5", "socks5h")


def no_address(schemes: Sequence[str], typed: str) -> str:
    """Why this is no address to connect to; "" if it is one, or nothing."""
    url = QUrl(typed, QUrl.ParsingMode.StrictMode)
    if not typed or (url.isValid() and url.scheme() in schemes and url.host()):
        return ""
    return wording.say("Give an address that begins with {0}. The old one is kept.").format(
        wording.say(" or ").join(f"{each}://" for each in schemes)
    )


class AdvancedPage(SettingsPage):
    """Rarely needed."""

    compact_wanted = Signal()

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(wording.say("Advanced"), choices, parent)
        self.whole(
            "exact_limit",
            wording.say("Passages compared one by one"),
            wording.say("Libraries with more passages than this ask the vector index (Chroma) first."),
        )
        self.section(wording.say("Downloading models"))
        hub = self.line("hub_endpoint", wording.say("Model hub or mirror"), functools.partial(no_address, _HUBS))
        hub.setPlaceholderText("https://huggingface.co")
        proxy = self.line("hub_proxy", wording.say("Proxy"), functools.partial(no_address, _PROXIES))
        proxy.setPlaceholderText(wording.say("as the system has it"))
        token = self.line("hub_token", wording.say("Access token"))
        token.setPlaceholderText(wording.say("only for models that ask for permission"))
        token.setEchoMode(QLineEdit.EchoMode.Password)
        self.section(wording.say("Storage"))
        self.compact = QPushButton(wording.say("Compact the index"), self.inside)
        self.compacted = self._deed(
            self.compact, wording.say("Gives back the room of removed folders. Nothing that can be found is lost.")
        )
        self.section(wording.say("Help"))
        self.copy = QPushButton(wording.say("Copy diagnostics"), self.inside)
        self.copied = self._deed(
            self.copy, wording.say("Versions, counts and settings; no path, no question, no text.")
        )
        self.status: Status | None = None
        self.sizes: Mapping[str, int] = {}
        self.compact.clicked.connect(self._on_compact)
        self.copy.clicked.connect(self._on_copy)

    def _deed(self, button: QPushButton, note: str) -> QLabel:
        self.put(button, wide=False)
        button.setAccessibleDescription(note)
        return self.note(note)

    def show_compacted(self, result: Compacted | None) -> None:
        """Say what compacting gave back; None: it was stopped."""
        self.compact.setEnabled(True)
        if result is None:
            self.compacted.setText(wording.say("Stopped. Nothing is lost; compact again when there is time."))
            return
        self.compacted.setText(
            wording.say("{0} before, {1} now.").format(
                model_words.size(result.before_bytes), model_words.size(result.after_bytes)
            )
        )

    @Slot()
    def _on_compact(self) -> None:
        self.compact.setEnabled(False)
        self.compacted.setText(wording.say("Compacting; this may take some minutes. Searching goes on."))
        self.compact_wanted.emit()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(diagnostics(self.choices.settings, self.status, self.sizes))
        self.copied.setText(wording.say("Copied."))


def diagnostics(settings: Settings, status: Status | None, sizes: Mapping[str, int]) -> str:
    """Facts for a stranger who is asked for help; in English, because that is who reads them."""
    lines = [
        f"Onyx Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}, {QGuiApplication.platformName()}"
        f", {QLocale().name()}",
    ]
    if status is not None:
        lines += [
            f"folders {len(status.folders)}, files {status.files}, searchable {status.searchable}"
            f", embedded {status.embedded}, skipped {status.skipped}",
            f"documents {status.documents}, passages {status.chunks}, dimensions {status.dimensions}"
            f", precision {status.precision}, {'complete' if status.model == status.answering else 'being built'}",
        ]
    lines += [f"{name}: {size} bytes" for name, size in sizes.items()]
    default = Settings()
    lines += [
        f"{each.name} = {getattr(settings, each.name)!r}"
        for each in dataclasses.fields(settings)
        if each.name not in _PRIVATE and getattr(settings, each.name) != getattr(default, each.name)
    ]
    lines.append(f"model: {'the embedded one' if settings.model == default.model else 'another one'}")
    lines.append(f"names left out beside the usual ones: {len(set(settings.excluded) - set(default.excluded))}")
    return "\n".join(lines)
