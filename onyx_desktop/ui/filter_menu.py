"""What the library holds → the menu that adds a filter: types, folders, times, languages, sizes, names.

Each entry is a piece of the query language; choosing it writes the piece into the search field. What needs a word of
one's own begins a piece there and leaves the cursor behind it. Built when it opens, from the counts that came last.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from onyx_desktop.domain import Facets
from onyx_desktop.ranking.query_edit import holds
from onyx_desktop.ui import filter_words, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_MOST = 15
_RECENT_DAYS = (1, 7, 30)
_SIZES = ("<100kb", ">1mb", ">10mb", ">50mb")


def by_kind(types: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Counts by suffix → counts by what `type:` calls it, the most first."""
    counts: dict[str, int] = {}
    for suffix, count in types:
        if kind := filter_words.kind_of(suffix):
            counts[kind] = counts.get(kind, 0) + count
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def in_folder(folder: Path | str) -> str:
    """The filter for a folder: its name, or its whole path, in quotes where the language needs them."""
    text = str(folder)
    return f'in:"{text}"' if any(each.isspace() for each in text) else f"in:{text}"


class FilterMenu(QMenu):
    """Opens below "+ Filter"."""

    chosen = Signal(str)  # a filter as one would type it
    removed = Signal(str)  # the same, where it is there already
    begun = Signal(str)  # the beginning of one, to be typed on

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._facets = Facets()
        self.folders: Sequence[Path] = ()
        self.query = ""
        self.aboutToShow.connect(self._on_about_to_show)

    @Slot(object)
    def show_facets(self, facets: Facets) -> None:
        """What the menu offers the next time it opens."""
        self._facets = facets

    @Slot()
    def _on_about_to_show(self) -> None:
        self.clear()
        self._submenu(self.tr("Type"), self._types(), "type:")
        self._submenu(self.tr("Folder"), [(wording.folder_name(each), in_folder(each)) for each in self.folders], "in:")
        self._submenu(self.tr("Date"), self._times(), "date:")
        self._submenu(self.tr("Language"), self._languages(), "lang:")
        self._submenu(self.tr("Size"), [(_size(each), f"size:{each}") for each in _SIZES], "size:")
        self._begin(self, self.tr("Name of the file…"), "name:")
        self._begin(self, self.tr("Page…"), "page:")

    def _types(self) -> list[tuple[str, str]]:
        kinds = by_kind(self._facets.types)[:_MOST]
        return [(_counted(filter_words.type_name(kind), count), f"type:{kind}") for kind, count in kinds]

    def _languages(self) -> list[tuple[str, str]]:
        languages = self._facets.languages[:_MOST]
        return [(_counted(filter_words.language(code), count), f"lang:{code}") for code, count in languages]

    def _times(self) -> list[tuple[str, str]]:
        today = datetime.date.today()
        recent = [(_last_days(days), f"after:{today - datetime.timedelta(days=days)}") for days in _RECENT_DAYS]
        years = [(_counted(str(year), count), f"date:{year}") for year, count in self._facets.years[:_MOST]]
        return [*recent, *years]

    def _submenu(self, title: str, choices: Sequence[tuple[str, str]], begin: str) -> None:
        menu = self.addMenu(title)
        for text, filter_text in choices:
            action = menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(holds(self.query, filter_text))
            action.setData(filter_text)
            action.toggled.connect(lambda on, it=filter_text: (self.chosen if on else self.removed).emit(it))
        if choices:
            menu.addSeparator()
        self._begin(menu, self.tr("Type it…"), begin)

    def _begin(self, menu: QMenu, text: str, begin: str) -> None:
        action = menu.addAction(text)
        action.setData(begin)
        action.triggered.connect(lambda: self.begun.emit(begin))


def _counted(name: str, count: int) -> str:
    return f"{name}   {wording.number(count)}"


def _last_days(days: int) -> str:
    if days == 1:
        return wording.say("Since yesterday")
    since = QLocale().toString(QDate.currentDate().addDays(-days), QLocale.FormatType.ShortFormat)
    return wording.say("Last {0} days (since {1})").format(days, since)


def _size(value: str) -> str:
    """`>10mb` → "Larger than 10 MB"."""
    sign, size = value[0], f"{value[1:-2]} {value[-2:].upper().replace('KB', 'kB')}"
    return wording.say("Larger than {0}" if sign == ">" else "Smaller than {0}").format(size)
