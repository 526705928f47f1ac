"""A folder, a zip or a file of word vectors of the user's own → an installed model, also where there is no network.

Takes a folder as a hub publishes it (config.json, weights, and what sentence-transformers adds), a folder of ours from
another computer (card.toml), a zip of either, and lists of words (word_files.py), zipped or not. The files stay where
they are; nothing in them is run. The model gets a name of its own that never hides one of the catalogue; only a folder
of ours that holds a model of the catalogue keeps its name. What can't be used is refused with the reason
(`ModelUnfit`), and a refused or cancelled import leaves nothing.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onyx_desktop.domain import Kind, ModelCard, Phase, Step
from onyx_desktop.errors import ModelMissing, ModelUnfit
from onyx_desktop.models import apart, convert, unpack, word_files
from onyx_desktop.models.cards import read_card
from onyx_desktop.models.drafts import CARD, Draft
from onyx_desktop.models.install import FLOAT32, INT8, disk_errors, finish, settle, steps, told

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from onyx_desktop.models.install import Sample

_WORD_TOKENS = 8192  # a list of words has no end of its own
_LICENCE = re.compile(r"\A---\n(?:.*\n)*?license:[ \t]*([\w.+-]+)[ \t]*\n", re.ASCII)
_ID_RUNS = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_ID = 80
_BLOCK_BYTES = 8 << 20
_README_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Import:
    """What is asked: take `path` in, beside the models of the catalogue and those that are in `models` already."""

    path: Path
    cards: Mapping[str, ModelCard]
    models: Path

    def run(self, sample: Sample) -> Generator[Step, None, ModelCard]:
        """The whole import; a job. Raises `ModelUnfit`, `DiskFull`."""
        if not self.path.exists():
            raise ModelUnfit(self.path, "there is no such file or folder")
        draft = Draft(self.models, self._free_id(_plain_name(self.path)))
        with disk_errors(self.models), draft.begun():
            try:
                with disk_errors(self.models), told(str(self.path)):
                    yield Step(Phase.CONVERTING)
                    return (yield from self._take(draft, sample))
            except ModelUnfit as error:
                raise ModelUnfit(self.path, *error.args[1:]) from error  # not the place it was unpacked to
            except OSError as error:
                raise ModelUnfit(self.path, error.strerror or str(error)) from error
            finally:
                draft.discard()

    def _take(self, draft: Draft, sample: Sample) -> Generator[Step, None, ModelCard]:
        place = self.path
        if unpack.is_zip(place):
            target = draft.folder / "unpacked"
            yield from steps(apart.thread(lambda stop: unpack.unpack(self.path, target, stop), "unpack"))
            place = unpack.top(target)
        if place.is_file():
            return (yield from self._words(place, draft, sample))
        if (place / CARD).is_file():
            return (yield from self._ours(place, draft, sample))
        if (place / "config.json").is_file() or (place / "modules.json").is_file():
            return (yield from self._published(place, draft, sample))
        if found := word_files.lists(place):
            return (yield from self._words(found[0], draft, sample))
        raise ModelUnfit(self.path, "there is no config.json, no card.toml and no list of words in it")

    def _published(self, place: Path, draft: Draft, sample: Sample) -> Generator[Step, None, ModelCard]:
        """A folder as on a hub."""
        told_by_folder = convert.facts(place)
        known = convert.understands(place)
        licence = _licence(place)
        card = ModelCard(
            id=draft.model_id,
            name=_plain_name(self.path),
            repository="",
            revision="imported",
            licence=licence,
            commercial="nc" not in re.split(r"\W", licence.lower()),
            precision=FLOAT32 if told_by_folder["kind"] is Kind.STATIC or not known else INT8,
            convert=told_by_folder["kind"] is not Kind.STATIC,
            summary="Imported",
            **told_by_folder,
        )
        ready = place / "onnx" / "model.onnx"
        if known or not ready.is_file() or not (place / "tokenizer.json").is_file():
            return (yield from settle(card, place, draft, sample))
        draft.made.mkdir()
        for path in (place / "tokenizer.json", *sorted(ready.parent.glob("model.onnx*"))):
            yield from _copy(path, draft.made / path.name)
        return (yield from finish(replace(card, convert=False), draft, sample))

    def _ours(self, place: Path, draft: Draft, sample: Sample) -> Generator[Step, None, ModelCard]:
        """A folder as this program makes it; every file is compared with its card."""
        card = read_card(place / CARD)
        if not card.files:
            raise ModelUnfit(self.path, "its card names no files")
        listed = self.cards.get(card.id)
        same = listed is not None and not listed.embedded and _same(listed, card)
        model_id = card.id if same else self._free_id(card.id)
        for name in card.files:
            yield from _copy(place / name, draft.made / name)
        if (yield from steps(apart.thread(lambda _: draft.checksums(), "checksums"))) != card.files:
            raise ModelUnfit(self.path, "its files are not those that its card tells of")
        return (yield from finish(replace(card, id=model_id), draft, sample))

    def _words(self, place: Path, draft: Draft, sample: Sample) -> Generator[Step, None, ModelCard]:
        """A list of words, or BPEmb's list of pieces."""
        if not word_files.is_list(place):
            raise ModelUnfit(self.path, "it is no zip, no .txt, .vec or .bin list of words")
        pieces = word_files.pieces_beside(place)
        work = apart.child(word_files.make, place, pieces, draft.made, subject=str(self.path))
        dimensions = yield from steps(work)
        card = ModelCard(
            id=draft.model_id,
            name=_plain_name(self.path),
            repository="",
            revision="imported",
            licence="unknown",
            dimensions=dimensions,
            max_tokens=_WORD_TOKENS,
            kind=Kind.WORDS,
            precision="float16",
            summary="Imported",
        )
        return (yield from finish(card, draft, sample))

    def _free_id(self, name: str) -> str:
        """A plain name that no model has; disks may not tell large letters from small ones."""
        wanted = _ID_RUNS.sub("-", name).strip("-._")[:_LONGEST_ID] or "model"
        here = (path.name for path in self.models.iterdir()) if self.models.is_dir() else ()
        taken = {each.casefold() for each in (*self.cards, *here)}
        count, free = 1, wanted
        while free.casefold() in taken:
            count += 1
            free = f"{wanted}-{count}"
        return free


def _plain_name(path: Path) -> str:
    """The name without the endings of archives and lists."""
    name = path.resolve().name
    for ending in (".zip", ".gz", ".txt", ".vec", ".bin", ".w2v"):
        if name.lower().endswith(ending) and not path.is_dir():
            name = name[: -len(ending)]
    return name or "model"


def _licence(place: Path) -> str:
    """What the page of the model says at its head."""
    with contextlib.suppress(OSError):
        text = (place / "README.md").read_bytes()[:_README_BYTES].decode("utf-8", errors="replace")
        if found := _LICENCE.match(text.replace("\r\n", "\n")):
            return found[1]
    return "unknown"


def _same(listed: ModelCard, card: ModelCard) -> bool:
    """Whether a card tells of the model that the catalogue has by this name."""
    facts = ("repository", "kind", "dimensions", "pooling", "normalise", "query_prefix", "document_prefix", "lengths")
    return all(getattr(listed, name) == getattr(card, name) for name in facts)


def _copy(path: Path, target: Path) -> Generator[Step, None, None]:
    if not path.is_file():
        raise ModelMissing(path.parent.name, path.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as content, target.open("xb") as stream:
        while block := content.read(_BLOCK_BYTES):
            stream.write(block)
            yield Step(Phase.CONVERTING)
