"""The languages of the window: complete, current with the sources, and room for longer words."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.settings import LANGUAGES
from onyx_desktop.ui import wording
from onyx_desktop.ui.language import Speaker, available, resolve
from onyx_desktop.ui.main_window import MainWindow

FOLDER = paths.resource("translations")
TS = FOLDER / "onyx_de.ts"
FIELD = re.compile(r"\{\d*\}")
SAME_IN_GERMAN = 60  # names and words that both languages share


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that keeps the translations."""
    spec = importlib.util.spec_from_file_location("update", FOLDER / "update.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def speaker(qapp: object) -> Iterator[Speaker]:
    made = Speaker()
    yield made
    made.speak("en")


def messages() -> Iterator[tuple[str, str, str]]:
    """Context, source, translation."""
    for context in ElementTree.parse(TS).iter("context"):
        for each in context.iter("message"):
            yield context.findtext("name") or "", each.findtext("source") or "", each.findtext("translation") or ""


def test_translations_are_current_with_the_sources(script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / TS.name).write_bytes(TS.read_bytes())
    ts, qm = script.update("de", tmp_path)
    known = {(context, source) for context, source, _ in messages()}
    assert set(script.texts()) == known, f"run {FOLDER.name}/update.py"
    assert ts.read_bytes() == TS.read_bytes()
    assert qm.read_bytes() == (FOLDER / "onyx_de.qm").read_bytes()


def test_german_is_complete(script: ModuleType) -> None:
    assert script.missing(TS) == []
    same = [source for _, source, german in messages() if source == german]
    assert len(same) < SAME_IN_GERMAN, same


def test_german_fills_in_the_same_facts() -> None:
    for _, source, german in messages():
        assert sorted(FIELD.findall(source)) == sorted(FIELD.findall(german)), source
        assert source.count("\n") == german.count("\n"), source
        assert source.endswith("…") == german.endswith("…"), source
        assert "“" not in german.replace("“,", "").split("„")[0], german


def test_the_window_speaks_german(speaker: Speaker) -> None:
    speaker.speak("de")
    assert wording.say("Settings…") == "Einstellungen …"
    assert wording.count(1204, "file", "files") == "1.204 Dateien"
    assert wording.date(1_795_000_000_000_000_000).split()[1].startswith("Nov")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen", "Qt's own texts too"
    speaker.speak("en")
    assert wording.say("Settings…") == "Settings…"


@pytest.mark.parametrize(
    ("chosen", "preferred", "spoken"),
    [
        ("system", ["de-AT", "en-US"], "de"),
        ("system", ["fr-FR", "de-DE"], "de"),
        ("system", ["fr-FR"], "en"),
        ("system", ["C"], "en"),
        ("system", [], "en"),
        ("en", ["de-DE"], "en"),
        ("de", ["en-US"], "de"),
        ("xx", ["de-DE"], "en"),
    ],
)
def test_the_language_is_the_first_that_is_known(chosen: str, preferred: list[str], spoken: str) -> None:
    assert resolve(chosen, preferred) == spoken


def test_every_language_of_the_settings_is_there() -> None:
    assert set(LANGUAGES) == {"system", *available()}


def test_what_is_collected(script: ModuleType) -> None:
    found = set(script.texts())
    assert ("Wording", "Protected by a password") in found, "tables"
    assert ("Wording", "Find similar passages") in found, "deeds"
    assert ("Wording", "Question") in found, "the head of an export"
    assert ("SettingsWindow", "Settings") in found, "tr"
    assert ("Wording", "folder-plus") not in found, "no icons"
    assert script.read_by_people("Too large")
    assert not script.read_by_people("Ctrl+K")
    assert not script.read_by_people("#FFFFFF")


def test_a_cosine_is_written_as_the_language_writes_numbers(speaker: Speaker, window: MainWindow, qtbot: QtBot) -> None:
    speaker.speak("de")
    with qtbot.waitSignal(window.search.answered):
        window.bar.field.setText("heating")
    assert "0,71" in window.search.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
