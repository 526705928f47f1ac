"""A chosen language → the texts of the window, Qt's own texts, and how numbers and dates are written.

"system" takes the first language of the system that there is a translation for, and English where there is none; the
way numbers are written then stays the system's. Refuses nothing: a language without a file is spoken in English.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from onyx_desktop import paths

ENGLISH = "en"


def available() -> frozenset[str]:
    """The languages of the window."""
    names = (file.stem.rsplit("_", 1)[-1] for file in paths.resource("translations").glob("onyx_*.qm"))
    return frozenset({ENGLISH, *names})


def resolve(language: str, preferred: list[str]) -> str:
    """The language to speak. preferred: what the system would like, best first, as "de-AT"."""
    wanted = preferred if language == "system" else [language]
    known = available()
    return next((code for each in wanted if (code := each.replace("_", "-").split("-")[0].lower()) in known), ENGLISH)


class Speaker(QObject):
    """Holds the translations of one application."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = ENGLISH
        self._translators: list[QTranslator] = []

    def speak(self, language: str) -> None:
        """Speak a language from now on; what is shown already stays as it is."""
        system = QLocale.system()
        self.language = resolve(language, system.uiLanguages())
        locale = system if QLocale(self.language).language() == system.language() else QLocale(self.language)
        QLocale.setDefault(locale)
        self.rest()
        theirs = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in (("qtbase", theirs), ("onyx", str(paths.resource("translations")))):
            translator = QTranslator(self)
            if self.language != ENGLISH and translator.load(f"{name}_{self.language}", folder):
                QCoreApplication.installTranslator(translator)
                self._translators.append(translator)
        application = QCoreApplication.instance()
        if isinstance(application, QApplication):
            application.setLayoutDirection(QLocale(self.language).textDirection())

    def rest(self) -> None:
        """Take the translations out again."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()
