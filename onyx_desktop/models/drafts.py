"""What an install has so far: `<models>/.drafts/<id>/`, from the first byte to the one rename that makes it a model.

source/   files as published, each with its repository path; `*.part` is one that was interrupted
pin.json  which commit they are of
made/     the folder that becomes the model: its card.toml is written last
old/      the model it replaces, for the instant between two renames

A model is used only from `<models>/<id>/`, so nothing half done is ever used. Whatever happens, the next install of the
same model goes on with source/ and makes the rest again.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from onyx_desktop.errors import IndexInUse
from onyx_desktop.models.cards import write_card
from onyx_desktop.models.checksum import sha256

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from onyx_desktop.domain import ModelCard

CARD = "card.toml"
_DRAFTS = ".drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """The unfinished install of one model."""

    models: Path
    model_id: str

    @property
    def folder(self) -> Path:
        """Everything about it."""
        return self.models / _DRAFTS / self.model_id

    @property
    def source(self) -> Path:
        """The files as published."""
        return self.folder / "source"

    @property
    def made(self) -> Path:
        """What becomes the model."""
        return self.folder / "made"

    @contextlib.contextmanager
    def begun(self) -> Iterator[None]:
        """Make the folder, delete what an earlier, killed install had made except its downloads, keep others out.

        Raises `IndexInUse` while another process installs the same model.
        """
        with _locked(self.folder.with_name(f"{self.model_id}.lock")):
            self.source.mkdir(parents=True, exist_ok=True)
            for path in self.folder.iterdir():
                if path not in {self.source, self._pin}:
                    _delete(path)
            try:
                yield
            finally:
                if not any(path.is_file() for path in self.source.rglob("*")):  # nothing to go on with
                    _delete(self.folder)

    def pinned(self, repository: str, revision: str) -> str:
        """The commit that source/ is of; "" when it is of something else or of nothing."""
        try:
            pin = json.loads(self._pin.read_bytes())
            same = (pin["repository"], pin["revision"]) == (repository, revision)
            return str(pin["commit"]) if same else ""
        except (OSError, ValueError, TypeError, KeyError):
            return ""

    def pin(self, repository: str, revision: str, commit: str) -> None:
        """Note the commit; what was fetched of another one is deleted."""
        if self.pinned(repository, revision) != commit:
            _delete(self.source)
            self.source.mkdir(parents=True)
            content = {"repository": repository, "revision": revision, "commit": commit}
            self._pin.write_text(json.dumps(content), encoding="utf-8")

    def checksums(self) -> dict[str, str]:
        """Name → sha256 of what was made, which a power cut can't take away any more; takes seconds a gigabyte."""
        files = sorted(path for path in self.made.rglob("*") if path.is_file())
        for path in files:
            _to_disk(path)
        return {path.relative_to(self.made).as_posix(): sha256(path) for path in files}

    def finish(self, card: ModelCard, files: Mapping[str, str]) -> ModelCard:
        """Write the card with the checksums of what was made, put the model in its place, and delete the draft."""
        card = replace(card, files=MappingProxyType(dict(files)), embedded=False)
        write_card(card, self.made / CARD)
        _to_disk(self.made / CARD)
        self._swap(self.models / card.id)
        self.discard()
        return card

    def discard(self) -> None:
        """Delete everything, the downloads too."""
        _delete(self.folder)

    @property
    def _pin(self) -> Path:
        return self.folder / "pin.json"

    def _swap(self, target: Path) -> None:
        old = self.folder / "old"
        if target.exists():
            target.rename(old)
        try:
            self.made.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise


def leftovers(models: Path) -> dict[str, int]:
    """Drafts that no install has finished: id → bytes on disk."""
    return {path.name: size_bytes(path) for path in _all(models)}


def mend(models: Path) -> None:
    """Bring back models whose replacement was killed between its two renames."""
    for path in _all(models):
        old, target = path / "old", models / path.name
        if old.is_dir() and not target.exists():
            with contextlib.suppress(OSError):  # another process was quicker
                old.rename(target)


def size_bytes(folder: Path) -> int:
    """What a folder takes; a file that vanishes meanwhile counts nothing."""
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            total += path.lstat().st_size if path.is_file() else 0
    return total


def _all(models: Path) -> list[Path]:
    drafts = models / _DRAFTS
    return sorted(path for path in drafts.iterdir() if path.is_dir()) if drafts.is_dir() else []


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock that goes with the process. Its file is deleted with it, so whoever gets one looks which it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as stream:
        try:
            _lock(stream.fileno())
            same = path.stat().st_ino == os.fstat(stream.fileno()).st_ino
        except OSError as error:
            raise IndexInUse(path.parent) from error
        if not same:
            raise IndexInUse(path.parent)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # Windows deletes no file that is open; an empty one does no harm
                path.unlink()
            with contextlib.suppress(OSError):  # others have drafts
                path.parent.rmdir()


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """Wait until a power cut can't take the content away."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())
