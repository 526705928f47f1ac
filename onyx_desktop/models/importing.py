"""A folder, a zip or a file of word vectors of the user's own → an installed model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.errors import ModelUnfit

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from onyx_desktop.domain import ModelCard, Step
    from onyx_desktop.models.install import Sample


def import_model(path: Path, taken: set[str], sample: Sample, models: Path) -> Generator[Step, None, ModelCard]:
    """Take in a model; its id is made of the name of `path` and is none of `taken`."""
    yield from ()
    raise ModelUnfit(path, "not yet")
