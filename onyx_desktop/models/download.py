"""A card → its files from the hub in the draft's source/, each whole and checked, with progress in bytes.

Goes on where an earlier try stopped, at the same commit. Refuses to begin without room for what is missing and for the
model that is made of it. A closed generator leaves what has arrived so far.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onyx_desktop.domain import Phase, Step
from onyx_desktop.errors import DiskFull, DownloadDamaged, HubLacks
from onyx_desktop.models import apart
from onyx_desktop.models.hub import Part, Published, RemoteFile, check

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Generator
    from pathlib import Path

    from onyx_desktop.domain import ModelCard
    from onyx_desktop.models.drafts import Draft
    from onyx_desktop.models.hub import Hub

_SPARE_BYTES = 64 << 20
_CONVERTED = 2.5  # float32 of half precision, and int8 beside it
_LARGE_BYTES = 20 << 20
_WINDOW_S = 10.0
# What `convert` reads, where a card does not name its files.
_NEEDED = re.compile(
    r"(config|tokenizer|tokenizer_config|modules|sentence_bert_config|config_sentence_transformers)\.json"
    r"|model\.safetensors|model\.safetensors\.index\.json|model-\d+-of-\d+\.safetensors"
    r"|\d+_\w+/(config\.json|model\.safetensors)"
)

# What not every repository has, and what the card says anyway.
_OPTIONAL = frozenset({"modules.json", "1_Pooling/config.json", "sentence_bert_config.json", "tokenizer_config.json"})


@dataclass
class _Progress:
    """Written by the thread that fetches, read by the generator."""

    total: int = 0
    fetched: int = 0
    done: int = 0
    part: Part | None = None
    seen: deque[tuple[float, int]] = field(default_factory=deque)

    def step(self) -> Step:
        part = self.part
        done = self.done = max(self.done, self.fetched + (part.size_bytes if part is not None else 0))
        now = time.monotonic()
        self.seen.append((now, done))
        while now - self.seen[0][0] > _WINDOW_S:
            self.seen.popleft()
        since, before = self.seen[0]
        left = (self.total - done) * (now - since) / (done - before) if done > before else None
        return Step(Phase.DOWNLOADING, min(done, self.total), self.total, None, left)


def download(card: ModelCard, hub: Hub, draft: Draft, look: Callable[[Path], None]) -> Generator[Step, None, Published]:
    """Fetch what is missing, small files first; `.commit` of the result is what was installed.

    look: called with source/ before the first large file; what it raises ends the download.
    Raises `HubUnreachable`, `HubRefused`, `HubLacks`, `DownloadDamaged`, `DiskFull`.
    """
    progress = _Progress()

    def fetch(stop: threading.Event) -> Published:
        published = _published(card, hub, draft)
        files = _wanted(card, hub, published)
        progress.total = sum(file.size_bytes for file in files)
        _room(draft, files, _CONVERTED if card.convert else 0)
        looked = False
        for file in files:
            if file.size_bytes > _LARGE_BYTES and not looked:
                look(draft.source)
                looked = True
            path = draft.source / file.path
            if not path.is_file():
                _fetch(card.id, hub, published, file, _Target(path, progress, stop))
            progress.fetched += file.size_bytes
        return published

    work = apart.thread(fetch, "download")
    with contextlib.closing(work):
        while True:
            try:
                next(work)
            except StopIteration as finished:
                published: Published = finished.value
                break
            yield progress.step()
    yield progress.step()
    return published


@dataclass(frozen=True, slots=True)
class _Target:
    path: Path
    progress: _Progress
    stop: threading.Event


def _fetch(model_id: str, hub: Hub, published: Published, file: RemoteFile, target: _Target) -> None:
    unfinished = target.path.with_name(f"{target.path.name}.part")
    part = target.progress.part = Part(unfinished, target.stop)
    try:
        hub.fetch(model_id, published, file, part)
    except DownloadDamaged:
        unfinished.unlink()
        raise
    finally:
        part.close()
        target.progress.part = None
    check(model_id, file, unfinished)
    unfinished.replace(target.path)


def _published(card: ModelCard, hub: Hub, draft: Draft) -> Published:
    """The commit that was begun, as long as the hub has it; else that of the card's revision."""
    begun = draft.pinned(card.repository, card.revision)
    if begun:
        with contextlib.suppress(HubLacks):
            return hub.look_up(card.id, card.repository, begun)
    published = hub.look_up(card.id, card.repository, card.revision)
    draft.pin(card.repository, card.revision, published.commit)
    return published


def _wanted(card: ModelCard, hub: Hub, published: Published) -> list[RemoteFile]:
    names = list(card.download) or [name for name in published.files if _NEEDED.fullmatch(name)]
    for name in names or ["model.safetensors"]:
        if name not in published.files and name not in _OPTIONAL:
            raise HubLacks(card.id, name, hub.endpoint)
    found = [published.files[name] for name in names if name in published.files]
    return sorted(found, key=lambda file: file.size_bytes)


def _room(draft: Draft, files: list[RemoteFile], grows: float) -> None:
    """Raise `DiskFull` unless there is room for what is missing and for what is made of all, `grows` times as large."""
    here = {file.path: draft.source / file.path for file in files}
    missing = sum(file.size_bytes for file in files if not here[file.path].is_file())
    missing -= sum(path.stat().st_size for path in draft.source.rglob("*.part"))
    whole = sum(file.size_bytes for file in files)
    if shutil.disk_usage(draft.models).free < max(missing, 0) + grows * whole + _SPARE_BYTES:
        raise DiskFull(draft.models)
