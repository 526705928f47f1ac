"""The page of the index: a Chroma server in place of the vector index on this computer.

What is typed here takes effect by a button and not at once, because text of documents leaves this computer by it. The
values of headers are secrets: once kept, they are shown as dots.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from onyx_desktop import settings
from onyx_desktop.errors import BadSettings
from onyx_desktop.ui import wording
from onyx_desktop.ui.flow import Flow
from onyx_desktop.ui.settings_kit import Choices, SettingsPage

if TYPE_CHECKING:
    from onyx_desktop.settings import Settings
    from onyx_desktop.ui.messages import Message

_DOTS = "••••"
_REFUSALS = {
    "chroma_host": "Give the name or the address of a computer, without http:// and without a port.",
    "chroma_port": "Give a port from 1 to 65535.",
    "chroma_headers": "Give each header on a line of its own, as Name: value.",
    "chroma_tenant": "Give a name of letters, digits, dots and dashes.",
    "chroma_database": "Give a name of letters, digits, dots and dashes.",
}


class IndexPage(SettingsPage):
    """Where the vector index is."""

    use_wanted = Signal(object)  # the settings to take
    leave_wanted = Signal(bool)  # whether to delete what is there

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(wording.say("Index"), choices, parent)
        self._add_size()
        self.section(wording.say("Chroma server"))
        self.note(
            wording.say(
                "For libraries that outgrow this computer, or shall be read on a second one. The text of your passages,"
                " the list of your files and the vectors leave this computer then, and so does the vector of each"
                " question. Whoever may read the server may read them. Nothing is sent before you press the button."
            )
        ).setObjectName("")
        self.host, self.port = QLineEdit(self.inside), QLineEdit(self.inside)
        self.tenant, self.database = QLineEdit(self.inside), QLineEdit(self.inside)
        self.tls = QCheckBox(wording.say("Connect by TLS (https)"), self.inside)
        self.headers = QPlainTextEdit(self.inside)
        self.headers.setTabChangesFocus(True)
        self.headers.setFixedHeight(3 * self.headers.fontMetrics().lineSpacing() + 20)
        for field in (self.host, self.port, self.tenant, self.database, self.headers):
            field.setObjectName("field")
        self.host.setPlaceholderText(wording.say("none: the vector index is on this computer"))
        self.row(wording.say("Computer"), self.host)
        self.row(wording.say("Port"), self.port)
        self.put(self.tls)
        self.row(
            wording.say("Headers"),
            self.headers,
            wording.say("One on each line, as Name: value, such as a token for the proxy before the server."),
        )
        self.row(wording.say("Tenant"), self.tenant)
        self.row(wording.say("Database"), self.database)
        self._add_buttons()
        self._showing.append(self._show)

    def _add_size(self) -> None:
        self.choice(
            "compact",
            wording.say("Size"),
            [
                (wording.say("Usual"), False),
                (wording.say("Compact: less memory and disk"), True),
            ],
            wording.say(
                "For very large libraries. Compact keeps no graph of vectors and no vectors of words: all of them are"
                " compared by a short code, and the best by the whole vector. Results are not refined word by word."
            ),
        )

    def _add_buttons(self) -> None:
        self.use = QPushButton(wording.say("Copy to this server and use it"), self.inside)
        self.leave = QPushButton(wording.say("Leave the server"), self.inside)
        self.delete = QPushButton(wording.say("Leave and delete what is there"), self.inside)
        self.delete.setObjectName("danger")
        row = Flow(spacing=8)
        for button in (self.use, self.leave, self.delete):
            row.addWidget(button)
        self.put(row)
        self.told = self.note("")
        self.use.clicked.connect(self._on_use)
        self.leave.clicked.connect(lambda: self.leave_wanted.emit(False))
        self.delete.clicked.connect(lambda: self.leave_wanted.emit(True))

    def tell(self, text: str, *, trouble: bool = False) -> None:
        """Say how it went."""
        self.told.setText(text)
        self.told.setObjectName("trouble" if trouble else "muted")
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)
        for button in (self.use, self.leave, self.delete):
            button.setEnabled(True)

    def tell_failure(self, message: Message) -> None:
        """Say why it did not."""
        self.tell(message.text, trouble=True)

    def _show(self, chosen: Settings) -> None:
        typed = (self.host, self.port, self.tenant, self.database)
        if any(field.isModified() for field in typed) or self.headers.document().isModified():
            return  # somebody is about to choose otherwise
        self.host.setText(chosen.chroma_host)
        self.port.setText(str(chosen.chroma_port))
        self.tenant.setText(chosen.chroma_tenant)
        self.database.setText(chosen.chroma_database)
        self.tls.setChecked(chosen.chroma_tls)
        self.headers.setPlainText("\n".join(f"{each.partition(':')[0]}: {_DOTS}" for each in chosen.chroma_headers))
        self.headers.document().setModified(False)
        self.leave.setVisible(bool(chosen.chroma_host))
        self.delete.setVisible(bool(chosen.chroma_host))

    def _wanted(self) -> dict[str, Any]:
        """What is typed. Raises `BadSettings`."""
        kept = {each.partition(":")[0]: each for each in self.choices.settings.chroma_headers}
        lines = [line.strip() for line in self.headers.toPlainText().splitlines() if line.strip()]
        lines = [kept.get(line.partition(":")[0], line) if line.endswith(_DOTS) else line for line in lines]
        port, _ = QLocale().toInt(self.port.text().strip())
        values: dict[str, Any] = {
            "chroma_host": self.host.text().strip(),
            "chroma_port": port,
            "chroma_tls": self.tls.isChecked(),
            "chroma_headers": tuple(lines),
            "chroma_tenant": self.tenant.text().strip(),
            "chroma_database": self.database.text().strip(),
        }
        for name, value in values.items():
            settings.check(name, value)
        if not values["chroma_host"]:
            raise BadSettings("chroma_host", "")
        return values

    @Slot()
    def _on_use(self) -> None:
        try:
            wanted = self._wanted()
        except BadSettings as error:
            self.tell(wording.say(_REFUSALS[str(error.args[0])]), trouble=True)
            return
        for field in (self.host, self.port, self.tenant, self.database):
            field.setModified(False)
        self.headers.document().setModified(False)
        for button in (self.use, self.leave, self.delete):
            button.setEnabled(False)
        self.tell_busy()
        self.use_wanted.emit(wanted)

    def tell_busy(self) -> None:
        """Say that the server is being asked."""
        self.told.setText(wording.say("Asking the server…"))
