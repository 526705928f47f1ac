"""Counts → the rows of the left side, in words: folders and their state, saved searches, kinds of files.

A row's filter is what one would type, so that a press on it and typing it are the same. A folder is named by as much of
its path as tells it from the other folders of the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.ui import filter_words, wording
from onyx_desktop.ui.filter_menu import by_kind, in_folder
from onyx_desktop.ui.sidebar_model import Hold, Kind, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from onyx_desktop.domain import Facets, Subfolder
    from onyx_desktop.library.searches import SavedSearch
    from onyx_desktop.library.status import FolderState

SHOWN = 8  # of one kind, before "more"
SECTIONS = {"folders": "Folders", "saved": "Saved searches", "type": "Types", "lang": "Languages", "date": "Years"}


def section(key: str) -> Row:
    """The title of a part."""
    name = wording.say(SECTIONS[key])
    return Row(Kind.SECTION, key, name, spoken=name)


def tail(folder: Path, folders: Iterable[Path]) -> str:
    """The end of a folder's path that no other folder of the library has anywhere on its own."""
    others = [[part.casefold() for part in each.parts] for each in folders if each != folder]
    for length in range(1, len(folder.parts)):
        parts = folder.parts[-length:]
        if not any(_holds(other, [part.casefold() for part in parts]) for other in others):
            return "/".join(parts)
    return str(folder)


def _holds(parts: list[str], some: list[str]) -> bool:
    return any(parts[at : at + len(some)] == some for at in range(len(parts) - len(some) + 1))


def folder(
    state: FolderState, folders: Sequence[Path], active: Callable[[str], bool], *, counting: bool = False
) -> Row:
    """A folder of the library. counting: an update is finding out what is in the folders."""
    narrows = in_folder(tail(state.path, folders))
    hold = _hold(state)
    name, detail = wording.folder_name(state.path), folder_detail(state, hold, counting=counting)
    return Row(
        Kind.FOLDER, state.path, name, detail=detail, hint=f"{state.path}\n{_depths(state)}", narrows=narrows,
        spoken=", ".join([name, detail.replace(" ✓", f", {wording.say('ready')}"), *_on(active(narrows))]),
        active=active(narrows), opens=state.files > 0, hold=hold, share=folder_share(state),
    )  # fmt: skip


def _hold(state: FolderState) -> Hold:
    if not state.available:
        return Hold.ABSENCE
    if state.paused:
        return Hold.PAUSE
    return Hold.WORK if folder_share(state) < 1 else Hold.NOTHING


def folder_share(state: FolderState) -> float:
    """How much of a folder can be searched by meaning or never will be."""
    return min(1.0, (state.embedded + state.skipped) / state.files) if state.files else 1.0


def folder_detail(state: FolderState, hold: Hold, *, counting: bool = False) -> str:
    """The line below a folder's name: "1,204 files ✓", "42 % of 1,204 files", "paused at 42 %", "not connected"."""
    files = wording.count(state.files, "file", "files")
    match hold:
        case Hold.ABSENCE:
            return wording.say("not connected")
        case Hold.PAUSE if folder_share(state) < 1:
            return wording.say("paused at {0} %").format(int(100 * folder_share(state)))
        case Hold.PAUSE:
            return wording.say("paused · {0}").format(files)
        case Hold.NOTHING if counting and not state.files:
            return wording.say("counting …")
        case Hold.WORK:
            return wording.say("{0} % of {1}").format(int(100 * folder_share(state)), files)
        case _:
            readable = wording.count(state.searchable, "file", "files")
            return f"{readable} ✓" if state.files else wording.say("no files yet")


def _depths(state: FolderState) -> str:
    """What can be done with a folder's files, in numbers."""
    text = wording.say("{0} of {1} files can be searched by words, {2} by meaning as well.").format(
        wording.number(state.searchable), wording.number(state.files), wording.number(state.embedded)
    )
    if state.skipped:
        text += " " + wording.count(state.skipped, "file could not be read", "files could not be read") + "."
    if not state.available:
        text += " " + wording.say("They are kept until the drive is back.")
    return text


def subfolder(inside: Subfolder, home: Path, folders: Sequence[Path], active: Callable[[str], bool]) -> Row:
    """A folder inside a folder. home: the folder of the library that holds it."""
    narrows = in_folder("/".join((tail(home, folders), *inside.path.relative_to(home).parts)))
    files = wording.count(inside.files, "file", "files")
    return Row(
        Kind.SUBFOLDER, inside.path, inside.path.name, wording.number(inside.files), hint=str(inside.path),
        narrows=narrows, active=active(narrows), opens=inside.opens,
        spoken=", ".join([inside.path.name, files, *_on(active(narrows))]),
    )  # fmt: skip


def saved(search: SavedSearch, model: str) -> Row:
    """A saved search. model: the id of the one that answers now."""
    likes = [f"{wording.say(each.kind)}: {each.text}" for each in search.likes]
    hint = "\n".join(filter(None, (search.query, *likes, wording.mode(search.mode))))
    if model and search.model and search.model != model:
        hint += "\n" + wording.say("Saved with {0}; {1} answers now.").format(search.model, model)
    pinned = [wording.say("pinned")] if search.pinned else []
    spoken = ", ".join([search.name, wording.say("saved search"), *pinned])
    return Row(Kind.SAVED, search.key, search.name, hint=hint, spoken=spoken, pinned=search.pinned)


def facets(key: str, library: Facets, answer: Facets | None, active: Callable[[str], bool], *, all_: bool) -> list[Row]:
    """Kinds of files of one sort, with how many there are, and how many in the answer if there is one."""
    whole, now = _counts(key, library), dict(_counts(key, answer)) if answer is not None else None
    rows = []
    for value, count in whole if all_ else whole[:SHOWN]:
        name, narrows = _NAMES[key](value), f"{key}:{value}"
        shown, told = wording.number(count), wording.count(count, "file", "files")
        brief = shown
        if now is not None:
            among = now.get(value, 0)
            brief, shown = wording.number(among), f"{wording.number(among)} / {shown}"
            told += ", " + wording.say("{0} in these results").format(wording.number(among))
        on = active(narrows)
        spoken = ", ".join([name, told, *_on(on)])
        rows.append(Row(Kind.FACET, narrows, name, shown, brief, hint=told, spoken=spoken, narrows=narrows, active=on))
    if len(whole) > SHOWN:
        rest = wording.say("Show fewer") if all_ else wording.say("{0} more").format(len(whole) - SHOWN)
        rows.append(Row(Kind.MORE, ("more", key), rest, spoken=rest))
    return rows


_NAMES: dict[str, Callable[[str], str]] = {
    "type": filter_words.type_name,
    "lang": filter_words.language,
    "date": str,
}


def _counts(key: str, counted: Facets) -> list[tuple[str, int]]:
    match key:
        case "type":
            return by_kind(counted.types)
        case "lang":
            return list(counted.languages)
        case _:
            return [(str(year), count) for year, count in counted.years]


def _on(active: bool) -> list[str]:
    return [wording.say("filter in use")] if active else []
