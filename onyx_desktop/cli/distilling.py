"""`onyx models distill`: an instant model of one's own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from onyx_desktop import paths, settings
from onyx_desktop.cli import wording
from onyx_desktop.cli.output import show
from onyx_desktop.cli.progress import watch
from onyx_desktop.domain import Recipe, Weighting

if TYPE_CHECKING:
    import argparse


def distill(arguments: argparse.Namespace) -> int:
    """Make it, and say how long that took with how many threads."""
    from onyx_desktop.library.distilling import Wish, distil  # the converter, which no other command needs

    home = paths.home(arguments.data_dir)
    home.create()
    chosen = settings.load(home.settings_file)
    recipe = Recipe(
        dimensions=arguments.dimensions,
        pca=not arguments.no_pca,
        weighting=Weighting(arguments.weights),
        outputs=not arguments.input_embeddings,
        passes=arguments.passes,
    )
    began = time.monotonic()
    card = watch(distil(Wish(arguments.model, recipe, arguments.text, arguments.name), chosen, home.models))
    seconds = time.monotonic() - began
    document = {
        "id": card.id, "teacher": arguments.model, "dimensions": card.dimensions, "licence": card.licence,
        "seconds": round(seconds, 1), "threads": chosen.threads,
    }  # fmt: skip
    threads = "one thread" if chosen.threads == 1 else f"{chosen.threads} threads"
    return show(
        arguments,
        document,
        [
            f"{card.id} is on this computer, made in {wording.duration(seconds)} by {threads}.",
            f"`onyx models use {card.id}` chooses it.",
        ],
    )
