"""A model's id → its card and its folder, with every file there and unchanged.

Embedded models lie in the program's resources, the others in the data folder, one folder an id. Checksums are compared
the first time a model is taken from a shelf: a damaged file is found before it makes vectors. Refuses a model that is
not there, or not whole (`ModelMissing`), or changed (`ModelDamaged`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop import paths
from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models.cards import load_cards
from onyx_desktop.models.checksum import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onyx_desktop.domain import ModelCard


class Shelf:
    """The models that are on this computer."""

    def __init__(self, installed: Path, cards: Mapping[str, ModelCard] | None = None) -> None:
        """installed: the folder of the models that did not come with the program; cards: else the shipped ones."""
        self._installed = installed
        self._cards = load_cards() if cards is None else cards
        self._checked: dict[tuple[Path, int, int], str] = {}

    def find(self, model_id: str) -> tuple[ModelCard, Path]:
        """Card and folder; a file is read only if it changed since last time. Raises `ModelMissing`, `ModelDamaged`."""
        card = self._cards.get(model_id)
        if card is None:
            raise ModelMissing(model_id, "card")
        folder = self._folder(card)
        if not folder.is_dir():
            raise ModelMissing(model_id, "files")
        for name, expected in card.files.items():
            if self._checksum(model_id, folder / name) != expected:
                raise ModelDamaged(model_id, name, "checksum")
        return card, folder

    def verify(self, model_id: str) -> None:
        """Read every file of a model again and compare; raises as `find`."""
        self._checked.clear()
        self.find(model_id)

    def list(self) -> list[ModelCard]:
        """The models whose files are all there, in the catalogue's order; whether they are unchanged, `find` knows."""
        return [
            card
            for card in self._cards.values()
            if card.files and all((self._folder(card) / name).is_file() for name in card.files)
        ]

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
