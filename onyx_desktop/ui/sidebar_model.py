"""Rows of the left side → a tree that changes only where they changed: what is open stays open, what is chosen chosen.

Sections, in them folders, saved searches and kinds of files; below folders those inside them, asked for when they are
opened and not before, so that a library of 200,000 files costs nothing that nobody looks at. The model holds rows that
others made; it counts nothing and asks nobody but by `subfolders_wanted`.
"""

from __future__ import annotations

import enum
import itertools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from onyx_desktop.ui.bidi import hint

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


class Kind(enum.Enum):
    """What a row is."""

    SECTION = "section"
    FOLDER = "folder"
    SUBFOLDER = "subfolder"
    SAVED = "saved"
    FACET = "facet"
    MORE = "more"


class Hold(enum.Enum):
    """What keeps a folder from being complete."""

    NOTHING = "nothing"
    WORK = "work"
    PAUSE = "pause"
    ABSENCE = "absence"


@dataclass(frozen=True, slots=True)
class Row:
    """key: its own among its neighbours. narrows: the filter it stands for. opens: there may be rows below.

    share: how much of a folder is done, from 0 to 1. brief: the count, where a name leaves no room for all of it.
    spoken: what a screen reader says.
    """

    kind: Kind
    key: Hashable
    name: str
    count: str = ""
    brief: str = ""
    detail: str = ""
    hint: str = ""
    spoken: str = ""
    narrows: str = ""
    active: bool = False
    opens: bool = False
    hold: Hold = Hold.NOTHING
    share: float = 1.0
    pinned: bool = False


@dataclass(eq=False)
class _Node:
    row: Row
    above: _Node | None
    number: int = field(default_factory=itertools.count(1).__next__)
    below: list[_Node] = field(default_factory=list)
    asked: bool = False  # whether what is inside was asked for

    @property
    def place(self) -> int:
        return self.above.below.index(self) if self.above is not None else 0


class SidebarModel(QAbstractItemModel):
    """One column."""

    subfolders_wanted = Signal(object)  # Path
    renamed = Signal(object, str)  # key of a saved search

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _Node(Row(Kind.SECTION, "", ""), None)
        self._nodes: dict[int, _Node] = {}

    # What is shown.

    def show_section(self, section: Row, rows: Sequence[Row], place: int) -> None:
        """Show these rows below a section; none hides it. place: sections stand in the order of it."""
        sections = [each.row for each in self._root.below if each.row.key != section.key]
        if rows:
            sections.append(replace(section, share=place))
        sections.sort(key=lambda each: each.share)
        self._show(self._root, sections)
        node = self._find(self._root, section.key)
        if node is not None:
            self._show(node, rows)

    def show_inside(self, folder: Hashable, rows: Sequence[Row]) -> None:
        """Show what is inside a folder that was asked for; nothing if it is gone by now."""
        for node in self._all(self._root):
            if node.row.key == folder and node.row.kind in {Kind.FOLDER, Kind.SUBFOLDER}:
                node.asked = True
                if not rows and node.row.opens:
                    self._change(node, replace(node.row, opens=False))
                self._show(node, rows)
                return

    def drop(self, key: Hashable) -> None:
        """Take the row with this key away at once."""
        for node in list(self._all(self._root)):
            if node.row.key == key and node.above is not None:
                self._show(node.above, [each.row for each in node.above.below if each is not node])
                return

    def opened(self) -> Iterator[Any]:
        """The folders whose insides were asked for."""
        return (node.row.key for node in self._all(self._root) if node.asked)

    def find(self, key: Hashable) -> QModelIndex:
        """Where the row with this key is."""
        return next((self._index(node) for node in self._all(self._root) if node.row.key == key), QModelIndex())

    def rows(self, kind: Kind) -> list[Row]:
        """All rows of a kind, from above."""
        return [node.row for node in self._all(self._root) if node.row.kind is kind]

    def _show(self, node: _Node, rows: Sequence[Row]) -> None:
        """Remove, insert and change rows below a node until they are these."""
        wanted = {row.key for row in rows}
        for place in reversed(range(len(node.below))):
            if node.below[place].row.key not in wanted:
                self._remove(node, place)
        known_keys = {each.row.key for each in node.below}
        place = 0
        while place < len(rows):
            row = rows[place]
            if row.key not in known_keys:  # with all new ones behind it, at once
                end = place + 1
                while end < len(rows) and rows[end].key not in known_keys:
                    end += 1
                self._insert(node, place, rows[place:end])
                place = end
                continue
            if node.below[place].row.key != row.key:
                now = next(at for at, each in enumerate(node.below) if each.row.key == row.key)
                self.beginMoveRows(self._index(node), now, now, self._index(node), place)  # always upwards
                node.below.insert(place, node.below.pop(now))
                self.endMoveRows()
            child = node.below[place]
            known = child.row
            opens = row.opens and not (child.asked and not child.below)
            self._change(child, replace(row, opens=opens) if opens != row.opens else row, known)
            place += 1

    def _insert(self, node: _Node, place: int, rows: Sequence[Row]) -> None:
        self.beginInsertRows(self._index(node), place, place + len(rows) - 1)
        made = [_Node(row, node) for row in rows]
        self._nodes.update((each.number, each) for each in made)
        node.below[place:place] = made
        self.endInsertRows()

    def _change(self, node: _Node, row: Row, known: Row | None = None) -> None:
        if row != (known or node.row):
            node.row = row
            index = self._index(node)
            self.dataChanged.emit(index, index)

    def _remove(self, node: _Node, place: int) -> None:
        self.beginRemoveRows(self._index(node), place, place)
        gone = node.below.pop(place)
        for each in (gone, *self._all(gone)):
            self._nodes.pop(each.number, None)
        self.endRemoveRows()

    def _all(self, node: _Node) -> Iterator[_Node]:
        for each in node.below:
            yield each
            yield from self._all(each)

    def _find(self, node: _Node, key: Hashable) -> _Node | None:
        return next((each for each in node.below if each.row.key == key), None)

    def _index(self, node: _Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.place, 0, node.number)

    def _node(self, index: Index) -> _Node:
        return self._nodes.get(index.internalId(), self._root) if index.isValid() else self._root

    # What Qt asks.

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """The place of a row."""
        below = self._node(parent).below
        if column != 0 or not 0 <= row < len(below):
            return QModelIndex()
        return self.createIndex(row, 0, below[row].number)

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]  # QObject.parent shares the name
        """The row above."""
        above = self._node(index).above
        return QModelIndex() if above is None else self._index(above)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows are known below."""
        return 0 if parent.column() > 0 else len(self._node(parent).below)

    def columnCount(self, _parent: Index = _ROOT) -> int:
        """One."""
        return 1

    def hasChildren(self, parent: Index = _ROOT) -> bool:
        """Whether there are rows below, or may be."""
        node = self._node(parent)
        return bool(node.below) or (node.row.opens and not node.asked)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether what is inside a folder was never asked for."""
        node = self._node(parent)
        return node.row.opens and not node.asked

    def fetchMore(self, parent: Index) -> None:
        """Ask for it."""
        node = self._node(parent)
        node.asked = True
        self.subfolders_wanted.emit(node.row.key)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        """Name, hint, what is spoken, and the row itself."""
        row = self._node(index).row
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return row.name
            case Qt.ItemDataRole.ToolTipRole:
                return hint(row.hint)
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken or row.name
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return row.hint
            case _:
                return row if role == ROW else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Another name for a saved search; an empty one is none."""
        row = self._node(index).row
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or row.kind is not Kind.SAVED or not name:
            return False
        if name != row.name:
            self._change(self._node(index), replace(row, name=name))
            self.renamed.emit(row.key, name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Sections are titles; saved searches can be renamed."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self._node(index).row.kind is Kind.SAVED else flags
