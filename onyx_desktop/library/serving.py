"""Moving a library's vectors to a Chroma server that a person chose, and back; nothing is embedded for either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.errors import ServerUnreachable
from onyx_desktop.index.dense import DenseIndexLost
from onyx_desktop.index.view import View
from onyx_desktop.library.served import identity, remove_from

if TYPE_CHECKING:
    from collections.abc import Generator

    from onyx_desktop.domain import Step
    from onyx_desktop.library.library import Library


def copy(library: Library) -> Generator[Step, None, None]:
    """Make Chroma, wherever the settings have it, what the library is; an update does it too. A job for the writer.

    Raises `ServerUnreachable`.
    """
    store, meaning = library.store, library.choice.chosen
    view = View(store.database, meaning.space.matrix)
    view.refresh()
    try:
        if not meaning.mirror.complete(view):
            yield from meaning.mirror.rebuild(view)
        if store.server is not None and meaning.mirror.lost:
            raise ServerUnreachable(store.server.address, meaning.mirror.lost)
        if not store.graph_here and store.dense.there:
            store.dense.destroy()  # comes back from the matrix when the server is left
    finally:
        store.rest()


def remove(library: Library) -> int:
    """Delete this library's copy from the server; how many collections went. Raises `ServerUnreachable`."""
    store = library.store
    if store.served is None or store.server is None:
        return 0
    try:
        return len(remove_from(store.served, identity(store.database)))
    except DenseIndexLost as error:
        raise ServerUnreachable(store.server.address, error.args[1]) from error
    finally:
        store.rest()


def reach(library: Library) -> int:
    """Ask the server of the settings; how many collections it has. Raises `ServerUnreachable`."""
    store = library.store
    if store.served is None or store.server is None:
        return 0
    try:
        return len(store.served.collections())
    except DenseIndexLost as error:
        raise ServerUnreachable(store.server.address, error.args[1]) from error
    finally:
        store.rest()
