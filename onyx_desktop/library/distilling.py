"""A transformer on this computer → a static model made of it, on the shelf; a job.

The teacher reads every token of its vocabulary, `models.distill` makes a table of that, and where a folder of text is
given, `models.distill_fit` lets the table learn from the teacher's vectors of its prose. Nothing of the text is kept
but what it taught. Stopped at any moment, it leaves nothing behind. Refuses teachers that are no transformer with
vectors of tokens of its own (`ModelUnfit`), and a folder without prose.
"""

from __future__ import annotations

import dataclasses
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onyx_desktop.documents.process import Readers
from onyx_desktop.domain import File, Kind, Phase, Recipe, Skipped, Step
from onyx_desktop.errors import FolderMissing, ModelUnfit
from onyx_desktop.files.walk import walk
from onyx_desktop.library.free_text import pieces
from onyx_desktop.library.passages import Read, read_and_split
from onyx_desktop.library.reading import limits_of
from onyx_desktop.models import distill, distill_fit
from onyx_desktop.models.graph import looked_up
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors import sample
from onyx_desktop.vectors.dense import DenseEncoder
from onyx_desktop.vectors.pooling import unit

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from onyx_desktop.domain import FloatArray, IntArray, ModelCard
    from onyx_desktop.settings import Settings

_LONGEST_TEXT = 256
"""Tokens of a piece that are learned from; prose that `free_text` cuts has fewer."""

_TABLE_TOKENS = 512
"""What model2vec reads of a text, and so the card says."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to distil. teacher: a model's id. text: a folder of prose to learn from. name: of the result; "": chosen."""

    teacher: str
    recipe: Recipe = field(default_factory=Recipe)
    text: Path | None = None
    name: str = ""


def distil(wish: Wish, settings: Settings, models: Path) -> Generator[Step, None, ModelCard]:
    """Make a static model and install it in `models`; the result is its card.

    Raises `ModelMissing`, `ModelDamaged`, `ModelUnfit`, `FolderMissing`, `DiskFull`.
    """
    shelf = Shelf(models)
    card, folder = shelf.find(wish.teacher)
    result = _card(card, wish)
    shelf.free(result.id)
    if wish.text is not None and not wish.text.is_dir():
        raise FolderMissing(wish.text)
    if card.kind is not Kind.DENSE:
        raise ModelUnfit(card.id, "only a model that makes one vector of a text by a transformer can teach")
    if not 2 <= wish.recipe.dimensions <= card.dimensions:
        raise ModelUnfit(card.id, f"of its {card.dimensions} dimensions, 2 to {card.dimensions} can be kept")
    texts = (yield from prose(wish.text, settings)) if wish.text is not None else []
    teacher = DenseEncoder(folder, card, settings.threads)
    try:
        rows = yield from table(teacher, folder, wish.recipe, texts)
    finally:
        teacher.close()

    def write(target: Path) -> None:
        distill.write(rows, teacher.vocabulary.silent(), target)
        shutil.copyfile(folder / "tokenizer.json", target / "tokenizer.json")

    return (yield from shelf.add(result, write, sample.rows))


def table(
    teacher: DenseEncoder, folder: Path, recipe: Recipe, texts: Sequence[str]
) -> Generator[Step, None, FloatArray]:
    """The weighted table of a static model, (tokens, dimensions) float32; a job. texts: what it learns from."""
    ids = [np.array(each[:_LONGEST_TEXT], np.int64) for each in teacher.vocabulary.plain(texts)]
    counts = np.bincount(np.concatenate(ids), minlength=teacher.vocabulary.size) if ids else None
    weights = distill.weights(recipe, teacher.vocabulary.size, counts)[:, np.newaxis]
    words = yield from vocabulary(teacher, folder, recipe)
    if not (texts and recipe.passes):
        return distill.reduce(words, recipe) * weights
    vectors = yield from taught(teacher, texts)
    return (yield from learned(words, weights, (ids, vectors), recipe))


def learned(
    words: FloatArray, weights: FloatArray, texts: tuple[Sequence[IntArray], FloatArray], recipe: Recipe
) -> Generator[Step, None, FloatArray]:
    """Vectors (tokens, width) and weights (tokens, 1) of tokens → a table that has learned from texts; a job.

    texts: the token ids of each, and the teacher's vectors of them, (n, width).
    """
    ids, vectors = texts
    kept = distill_fit.directions(vectors, recipe.dimensions)
    fit = distill_fit.Fit(((words - words.mean(axis=0)) @ kept) * weights)
    for done, total in fit.run(ids, unit(vectors @ kept), recipe.passes):
        yield Step(Phase.TRAINING, done, total)
    return fit.table


def vocabulary(teacher: DenseEncoder, folder: Path, recipe: Recipe) -> Generator[Step, None, FloatArray]:
    """What a teacher makes of every token of its vocabulary, (tokens, width); a job."""
    size = teacher.vocabulary.size
    if not recipe.outputs:
        found = looked_up(folder / "model.onnx", size)
        if found is None or found.shape[1] < recipe.dimensions:
            raise ModelUnfit(folder.name, "its file has no table of tokens that can be taken out")
        return found
    vectors = np.zeros((size, teacher.dimensions), np.float32)
    done = 0
    for places, rows in teacher.alone():
        vectors[places] = rows
        done += len(places)
        yield Step(Phase.CONVERTING, done, size)
    return vectors


def prose(folder: Path, settings: Settings) -> Generator[Step, None, list[str]]:
    """The pieces of prose in the files of a folder, each once, in an order of its own; a job. Raises `ModelUnfit`."""
    files = [each for each in walk(folder, settings.excluded) if isinstance(each, File)]
    files.sort(key=lambda each: each.path)
    found: dict[Path, list[str]] = {}
    readers: Readers[Read] = Readers(settings.threads, limits_of(settings), read_and_split)
    try:
        for number, outcome in enumerate(readers.read(files)):
            if outcome is not None and not isinstance(outcome, Skipped):
                file, (document, _, _) = outcome
                found[file.path] = [piece for page in document.pages for piece in pieces(page.text)]
            yield Step(Phase.READING, min(number, len(files)), len(files))
    finally:
        readers.close()
    texts = list(dict.fromkeys(piece for path in sorted(found) for piece in found[path]))
    if not texts:
        raise ModelUnfit(str(folder), "no file in it holds prose to learn from")
    return texts


def taught(teacher: DenseEncoder, texts: Sequence[str]) -> Generator[Step, None, FloatArray]:
    """The teacher's vectors of texts, (n, width); short ones first, so that threads end together."""
    order = sorted(range(len(texts)), key=lambda each: len(texts[each]))
    vectors = np.empty((len(texts), teacher.dimensions), np.float32)
    done = 0
    for places, rows in teacher.batches([texts[each] for each in order]):
        vectors[[order[each] for each in places]] = rows
        done += len(places)
        yield Step(Phase.EMBEDDING, done, len(texts))
    return vectors


def _card(teacher: ModelCard, wish: Wish) -> ModelCard:
    """The facts about the result; its licence is the teacher's."""
    recipe = wish.recipe
    source = "its whole network" if recipe.outputs else "its first table alone"
    learned = f", then from the folder {wish.text.name}" if wish.text is not None and recipe.passes else ""
    return dataclasses.replace(
        teacher,
        id=wish.name or f"{teacher.id}-static-{recipe.dimensions}",
        name=f"{teacher.name}, static",
        revision=f"distilled from {teacher.revision}"[:120],
        dimensions=recipe.dimensions,
        max_tokens=_TABLE_TOKENS,
        kind=Kind.STATIC,
        lengths=(),
        extra_inputs={},
        layer_norm=False,
        normalise=True,
        precision="int8",
        speed="instant",
        size_mb=0,
        summary=f"Distilled here from {teacher.name}: from {source}{learned}.",
        embedded=False,
        convert=False,
        download={},
        files={},
        scores={},
        scores_source="",
        unverified=(),
        scale=None,
    )
