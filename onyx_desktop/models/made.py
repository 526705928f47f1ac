"""A model that was made on this computer → one of the shelf, checked and put in its place as an installed one.

It is written into a draft, tried on the sample texts in a process of its own, and gets its place by one rename, so a
making that was stopped leaves nothing. Refuses names that a model has already, and a model that gives no sensible
vectors (`ModelUnfit`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onyx_desktop.errors import ModelUnfit
from onyx_desktop.models.drafts import Draft
from onyx_desktop.models.install import disk_errors, finish, told

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from pathlib import Path

    from onyx_desktop.domain import ModelCard, Step
    from onyx_desktop.models.install import Sample


_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


def free(model_id: str, cards: Mapping[str, ModelCard], models: Path) -> None:
    """Raise `ModelUnfit` if no model can have this name, or one has; disks may not tell large letters from small."""
    if not _NAME.fullmatch(model_id):
        raise ModelUnfit(model_id, "a name is made of at most 80 letters, digits, dots, hyphens and underscores")
    here = (path.name for path in models.iterdir()) if models.is_dir() else ()
    if model_id.casefold() in {each.casefold() for each in (*cards, *here)}:
        raise ModelUnfit(model_id, "there is a model of this name; remove it first, or give another name")


def add(
    card: ModelCard, write: Callable[[Path], None], sample: Sample, shelf: tuple[Mapping[str, ModelCard], Path]
) -> Generator[Step, None, ModelCard]:
    """Install what `write` puts into a folder; a job. shelf: the catalogue, and where models are installed.

    Raises `ModelUnfit`, `DiskFull`, `IndexInUse`.
    """
    cards, models = shelf
    free(card.id, cards, models)
    draft = Draft(models, card.id)
    with disk_errors(models), draft.begun():
        try:
            with told(card.id):
                draft.made.mkdir(parents=True)
                write(draft.made)
                return (yield from finish(card, draft, sample))
        finally:
            draft.discard()
