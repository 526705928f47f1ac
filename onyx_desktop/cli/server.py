"""`onyx server …`: a Chroma server in place of the index of vectors on this computer, and what others have there."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING, Any

from onyx_desktop import settings
from onyx_desktop.cli.models import keep
from onyx_desktop.cli.opening import open_library
from onyx_desktop.cli.output import as_text, show
from onyx_desktop.cli.progress import watch
from onyx_desktop.errors import CopyMissing
from onyx_desktop.library import attach as attaching
from onyx_desktop.library import serving

if TYPE_CHECKING:
    import argparse

    from onyx_desktop.library import Library

_LEAVES = "The text of your documents and the list of your files are there now, too: it is as private as that computer."


def server(arguments: argparse.Namespace) -> int:
    """Run the chosen act; none named: what is chosen, and whether it answers."""
    return _ACTS[arguments.act or "show"](arguments)


def _show(arguments: argparse.Namespace) -> int:
    with open_library(arguments) as library:
        chosen = library.store.server
        if chosen is None:
            return show(arguments, {"server": None}, ["No server; the vector index is on this computer."])
        collections = serving.reach(library)
        complete = library.choice.chosen.mirror.complete(library.choice.chosen.view)
    document = {"server": chosen.address, "collections": collections, "complete": complete}
    state = "complete" if complete else "behind; `onyx index` brings it up to date"
    return show(arguments, document, [f"{chosen.address} answers. The copy of this library is {state}."])


def _use(arguments: argparse.Namespace) -> int:
    changes: dict[str, Any] = {
        "chroma_host": arguments.host,
        "chroma_port": arguments.port,
        "chroma_tls": arguments.tls,
        "chroma_headers": _headers(arguments),
        "chroma_tenant": arguments.tenant,
        "chroma_database": arguments.database,
    }
    for name, value in changes.items():
        settings.check(name, value)
    with open_library(arguments, write=True) as library:
        library.apply(dataclasses.replace(library.settings, **changes))
        serving.reach(library)  # before it is kept
        keep(arguments, library, **changes)
        watch(serving.copy(library))
        chosen = library.settings.chroma_host
    return show(arguments, {"server": f"{chosen}:{arguments.port}"}, [f"The vectors are on {chosen} now.", _LEAVES])


def _headers(arguments: argparse.Namespace) -> tuple[str, ...]:
    """From a file and not from the command line, which others on this computer can see."""
    if arguments.headers is None:
        return ()
    text = sys.stdin.read() if str(arguments.headers) == "-" else arguments.headers.read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _off(arguments: argparse.Namespace) -> int:
    with open_library(arguments, write=True) as library:
        gone = serving.remove(library) if arguments.delete else 0
        keep(arguments, library, chroma_host="")
        watch(serving.copy(library))
    lines = ["The vectors are on this computer again."]
    lines.append("What was on the server is deleted." if arguments.delete else "What was on the server is still there.")
    return show(arguments, {"server": None, "deleted": gone}, lines)


def _list(arguments: argparse.Namespace) -> int:
    with open_library(arguments) as library:
        found = attaching.copies(library) if library.store.server else []
    lines = [f"{each.name}  {each.files:,} files, from {each.computer}, model {each.model}" for each in found]
    return show(arguments, [dataclasses.asdict(each) for each in found], lines or ["No library is on the server."])


def _attach(arguments: argparse.Namespace) -> int:
    with open_library(arguments, write=True) as library:
        copied = _named(library, arguments.name)
        if copied.model != library.settings.model:
            keep(arguments, library, **library.choosing(copied.model))
        done = watch(attaching.attach(library, copied))
        paused = {*library.settings.paused_folders, *map(str, done.folders)}
        keep(arguments, library, paused_folders=tuple(sorted(paused)))
    document = {
        "files": done.files, "documents": done.documents, "removed": done.removed,
        "folders": [as_text(folder) for folder in done.folders],
    }  # fmt: skip
    lines = [f"{done.files:,} files are searchable here, {done.documents:,} of them new.",
             "They are on the other computer, so they can be found and read here, but not opened."]  # fmt: skip
    return show(arguments, document, lines)


def _named(library: Library, name: str) -> attaching.Copied:
    found = [each for each in attaching.copies(library) if each.name.startswith(name)]
    if len(found) != 1:
        raise CopyMissing(name, len(found))
    return found[0]


_ACTS = {"show": _show, "use": _use, "off": _off, "list": _list, "attach": _attach}
