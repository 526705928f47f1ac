"""A model's id → its card and its folder, with every file there and unchanged; and the ways a model comes and goes.

Embedded models lie in the program's resources, the others in the data folder, one folder an id, each with the
card.toml that was written last. Checksums are compared the first time a model is taken from a shelf: a damaged file is
found before it makes vectors. Refuses a model that is not there, or not whole (`ModelMissing`), or changed
(`ModelDamaged`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop import paths
from onyx_desktop.errors import ModelBuiltIn, ModelDamaged, ModelMissing
from onyx_desktop.models import drafts
from onyx_desktop.models.cards import load_cards, read_card
from onyx_desktop.models.checksum import sha256
from onyx_desktop.models.drafts import CARD

if TYPE_CHECKING:
    import builtins
    from collections.abc import Callable, Generator, Mapping
    from pathlib import Path

    from onyx_desktop.domain import ModelCard, Step
    from onyx_desktop.models.hub import Hub
    from onyx_desktop.models.install import Sample


class Shelf:
    """The models that are on this computer, and those that could be."""

    def __init__(self, installed: Path, cards: Mapping[str, ModelCard] | None = None) -> None:
        """installed: the folder of the models that did not come with the program; cards: else the shipped ones."""
        self._installed = installed
        self._cards = load_cards() if cards is None else cards
        self._checked: dict[tuple[Path, int, int], str] = {}
        drafts.mend(installed)

    def catalogue(self) -> builtins.list[ModelCard]:
        """Every model: in the catalogue's order, as its installed card says where it is; imported ones at the end."""
        here = self._own_cards()
        listed = [here.get(model_id, card) for model_id, card in self._cards.items()]
        return listed + [card for model_id, card in here.items() if model_id not in self._cards]

    def list(self) -> builtins.list[ModelCard]:
        """The models whose files are all there, in the catalogue's order; whether they are unchanged, `find` knows."""
        here = self._own_cards()
        return [card for card in self.catalogue() if (card.embedded or card.id in here) and self._whole(card)]

    def find(self, model_id: str) -> tuple[ModelCard, Path]:
        """Card and folder; a file is read only if it changed since last time. Raises `ModelMissing`, `ModelDamaged`."""
        card = self._card(model_id)
        folder = self._folder(card)
        for name, expected in card.files.items():
            if self._checksum(model_id, folder / name) != expected:
                raise ModelDamaged(model_id, name, "checksum")
        return card, folder

    def verify(self, model_id: str) -> None:
        """Read every file of a model again and compare; raises as `find`."""
        self._checked.clear()
        self.find(model_id)

    def size_bytes(self, model_id: str) -> int:
        """What an installed model takes on the disk; 0 for one that is not installed."""
        try:
            return drafts.size_bytes(self._folder(self._card(model_id)))
        except ModelMissing:
            return 0

    def leftovers(self) -> dict[str, int]:
        """Interrupted installs: id → bytes on the disk. `install` goes on with them, `remove` deletes them."""
        return drafts.leftovers(self._installed)

    def install(self, model_id: str, hub: Hub, sample: Sample) -> Generator[Step, None, ModelCard]:
        """Fetch a model of the catalogue, or fetch it anew; a job. sample: rows a folder's model gives, see accept.py.

        Raises `ModelMissing`, `ModelBuiltIn`, and what `models.install` raises.
        """
        if model_id not in self._cards:
            raise ModelMissing(model_id, "card")
        if self._cards[model_id].embedded:
            raise ModelBuiltIn(model_id)
        from onyx_desktop.models.install import install  # with the converter, which opening a window does not need

        return (yield from install(self._cards[model_id], hub, sample, self._installed))

    def import_model(self, path: Path, sample: Sample) -> Generator[Step, None, ModelCard]:
        """Take in a folder, a zip or a file of word vectors of the user's own; a job. Raises as `models.importing`."""
        from onyx_desktop.models.importing import Import

        return (yield from Import(path, self._cards, self._installed).run(sample))

    def free(self, model_id: str) -> None:
        """Raise `ModelUnfit` if a new model can't have this name."""
        from onyx_desktop.models.made import free

        free(model_id, self._cards, self._installed)

    def add(self, card: ModelCard, write: Callable[[Path], None], sample: Sample) -> Generator[Step, None, ModelCard]:
        """Take in a model that was made here; a job. write: puts its files into a folder. Raises as `models.made`."""
        from onyx_desktop.models.made import add

        return (yield from add(card, write, sample, (self._cards, self._installed)))

    def remove(self, model_id: str) -> None:
        """Delete an installed model, and what an interrupted install left. Raises `ModelBuiltIn`, `ModelMissing`."""
        if (card := self._cards.get(model_id)) is not None and card.embedded:
            raise ModelBuiltIn(model_id)
        known = {*self.leftovers(), *(path.name for path in self._folders())}
        if model_id not in known:
            raise ModelMissing(model_id, "files")
        draft, folder = drafts.Draft(self._installed, model_id), self._installed / model_id
        with draft.begun():
            if folder.is_dir():  # away from its place in one step, then file by file
                folder.rename(draft.folder / "removed")
            draft.discard()

    def _card(self, model_id: str) -> ModelCard:
        """The card of a model that is here."""
        listed = self._cards.get(model_id)
        if listed is not None and listed.embedded:
            return listed
        if model_id in {path.name for path in self._folders()} and (self._installed / model_id / CARD).is_file():
            card = read_card(self._installed / model_id / CARD)
            if card.id != model_id:
                raise ModelDamaged(model_id, CARD, f"it is the card of {card.id}")
            return card
        raise ModelMissing(model_id, "card" if listed is None else "files")

    def _own_cards(self) -> dict[str, ModelCard]:
        """Cards of the installed models that can be read and name the folder they lie in."""
        found = {}
        for folder in self._folders():
            try:
                card = read_card(folder / CARD)
            except ModelDamaged:  # `find` tells
                continue
            listed = self._cards.get(card.id)
            if card.id == folder.name and not (listed is not None and listed.embedded):
                found[card.id] = card
        return found

    def _folders(self) -> builtins.list[Path]:
        if not self._installed.is_dir():
            return []
        return sorted(path for path in self._installed.iterdir() if path.is_dir() and not path.name.startswith("."))

    def _whole(self, card: ModelCard) -> bool:
        return bool(card.files) and all((self._folder(card) / name).is_file() for name in card.files)

    def _folder(self, card: ModelCard) -> Path:
        return paths.resource(f"models/{card.id}") if card.embedded else self._installed / card.id

    def _checksum(self, model_id: str, path: Path) -> str:
        try:
            facts = path.stat()
            key = (path, facts.st_size, facts.st_mtime_ns)
            if key not in self._checked:
                self._checked[key] = sha256(path)
        except FileNotFoundError as error:
            raise ModelMissing(model_id, path.name) from error
        except OSError as error:
            raise ModelDamaged(model_id, path.name, str(error)) from error
        return self._checked[key]
