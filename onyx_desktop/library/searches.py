"""Searches a person keeps, and the last ones they made; one file in the data folder, replaced whole.

Nothing of it leaves the computer. A file that can't be read is put aside under another name, so that a hand that edited
it loses nothing. Refuses to hold a saved search twice: the same question again renews the first.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onyx_desktop.domain import Like, Mode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RECENT = 20
FILE = "searches.json"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """query: as typed, filters and all. model: the id of the one that answered when it was saved. key: its own."""

    key: str
    name: str
    query: str
    mode: Mode
    model: str
    pinned: bool = False
    likes: tuple[Like, ...] = ()


class Searches:
    """Those of one data folder; for one thread. `recent`: the latest first."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self.saved: tuple[SavedSearch, ...] = ()
        self.recent: tuple[str, ...] = ()
        self.load()

    def load(self) -> None:
        """Read the file; none gives nothing."""
        self.saved, self.recent = (), ()
        try:
            document = json.loads(self._file.read_text(encoding="utf-8", errors="surrogatepass"))
            self.saved = tuple(_saved(each) for each in document["saved"])
            self.recent = tuple(str(each) for each in document["recent"])[:RECENT]
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError):
            with contextlib.suppress(OSError):
                self._file.replace(self._file.with_suffix(".unreadable"))

    def save(self, query: str, mode: Mode, model: str, name: str = "", likes: tuple[Like, ...] = ()) -> SavedSearch:
        """Keep a search; the same one again is renewed. name: "" for the query itself, and its likes."""
        same = (query, mode, likes)
        known = next((each for each in self.saved if (each.query, each.mode, each.likes) == same), None)
        if known is not None:
            renewed = dataclasses.replace(known, model=model, name=name or known.name)
            self.put([renewed if each == known else each for each in self.saved])
            return renewed
        told = " · ".join(filter(None, (query, *(each.text for each in likes))))
        made = SavedSearch(uuid.uuid4().hex, name or told, query, mode, model, likes=likes)
        self.put([*self.saved, made])
        return made

    def put(self, saved: Sequence[SavedSearch]) -> None:
        """Have these and no others, the pinned ones first."""
        self.saved = tuple(sorted(saved, key=lambda each: not each.pinned))
        self._write()

    def change(self, key: str, **changes: Any) -> None:  # noqa: ANN401 - each caller names its field
        """Give a saved search another name, or pin it."""
        self.put([dataclasses.replace(each, **changes) if each.key == key else each for each in self.saved])

    def remove(self, key: str) -> None:
        """Keep a search no longer."""
        self.put([each for each in self.saved if each.key != key])

    def remember(self, query: str) -> None:
        """Note what was asked, once; what it was typed on the way from goes."""
        rest = [each for each in self.recent if each != query]
        if rest and query.startswith(rest[0]):
            rest = rest[1:]
        self.recent = (query, *rest)[:RECENT]
        self._write()

    def forget_recent(self) -> None:
        """Note nothing of what was asked."""
        if self.recent:
            self.recent = ()
            self._write()

    def _write(self) -> None:
        document = {
            "saved": [dataclasses.asdict(each) | {"mode": each.mode.value} for each in self.saved],
            "recent": list(self.recent),
        }
        draft = self._file.with_suffix(".draft")
        draft.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8", errors="surrogatepass")
        draft.replace(self._file)


def _saved(document: dict[str, Any]) -> SavedSearch:
    pinned = bool(document.get("pinned"))
    fields = {name: str(document[name]) for name in ("key", "name", "query", "model")}
    likes = tuple(Like.of(each) for each in document.get("likes", ()))
    return SavedSearch(**fields, mode=Mode(document["mode"]), pinned=pinned, likes=likes)
