"""Questions to train with → wrong passages that look right: hard negatives, and how much better the right one is.

Wrong ones are the best that words and the parent model find and that do not answer, each in turn. The very first ones
are left out where the parent finds them about as near as the answer itself, because such a passage often does answer
and nobody has said so (as in NV-Retriever, Moreira et al. 2024). A margin is the difference of a cross-encoder's scores
of the right and the wrong passage (Hofstätter et al., 2020).
"""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onyx_desktop.domain import Depth, Kind, Phase, Step, Way
from onyx_desktop.errors import ModelUnfit
from onyx_desktop.library.evaluate import ranked
from onyx_desktop.library.judged import fill
from onyx_desktop.library.library import Library
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.paths import Home
from onyx_desktop.vectors.rerank import CrossEncoder

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from onyx_desktop.library.lab.sets import Asked, QuestionSet
    from onyx_desktop.library.lab.tune import Wish
    from onyx_desktop.settings import Settings

_SURE = 3  # ranks before which a passage that nobody judged may well answer


@dataclass(frozen=True, slots=True)
class Other:
    """A wrong passage, and how much better than it a cross-encoder finds the first right one."""

    key: str
    margin: float = 0.0


Wrong = dict[str, tuple[Other, ...]]


def near(
    of: QuestionSet, asked: Sequence[Asked], settings: Settings, models: Path, depth: int
) -> Generator[Step, None, list[str]]:
    """The first `depth` passages that words alone find for each question, together; a job that embeds nothing."""
    collection = dataclasses.replace(of.collection, queries={each.id: each.text for each in asked})
    with _library(settings, models) as library:
        yield from fill(library, collection, depth=Depth.WORDS)
        rankings = yield from ranked(library, collection, (Way.WORDS,))
    return sorted({key for found in rankings[Way.WORDS].values() for key in found[:depth]})


def wrong(
    of: QuestionSet, train: Sequence[Asked], given: tuple[Wish, Settings, Path], texts: Mapping[str, str]
) -> Generator[Step, None, Wrong]:
    """Wrong passages by question, as many as the wish or its loss needs; a job. Raises `ModelMissing`, `ModelUnfit`."""
    wish, settings, models = given
    needed = wish.hard if wish.loss == "pairs" else max(1, wish.hard)
    if not needed:
        return {}
    collection = of.collection
    asked = dataclasses.replace(collection, queries={each.id: each.text for each in train})
    with _library(dataclasses.replace(settings, model=wish.model, dimensions=0), models) as library:
        yield from fill(library, collection)
        rankings = yield from ranked(library, asked, (Way.WORDS, Way.MEANING))
    found: Wrong = {}
    for each in train:
        by_words, by_meaning = (rankings[way].get(each.id, [])[_SURE:] for way in (Way.WORDS, Way.MEANING))
        mixed = [key for pair in zip(by_meaning, by_words, strict=False) for key in pair]
        keys = [key for key in dict.fromkeys(mixed) if key not in each.answers and key in texts][:needed]
        if len(keys) == needed:
            found[each.id] = tuple(map(Other, keys))
    if wish.loss == "margins":
        found = yield from _margins(found, train, (wish, settings, models), texts)
    return found


@contextlib.contextmanager
def _library(settings: Settings, models: Path) -> Iterator[Library]:
    """A library for a moment, with words and one vector for a passage."""
    chosen = dataclasses.replace(settings, quality="fast", sparse="")
    with tempfile.TemporaryDirectory(prefix="onyx-lab-") as scratch:
        data = Path(scratch)
        with Library.open(Home(data, data, data / "logs", models), chosen) as library:
            yield library


def _margins(
    found: Wrong, train: Sequence[Asked], given: tuple[Wish, Settings, Path], texts: Mapping[str, str]
) -> Generator[Step, None, Wrong]:
    wish, settings, models = given
    card, folder = Shelf(models).find(wish.teacher)
    if card.kind is not Kind.RERANKER:
        raise ModelUnfit(wish.teacher, "it is no reranker")
    teacher = CrossEncoder(folder, card, settings.threads)
    known: Wrong = {}
    try:
        for number, each in enumerate(train):
            right = next((key for key, score in each.answers.items() if score > 0 and key in texts), None)
            if right is not None and each.id in found:
                others = found[each.id]
                scores = teacher.scores(each.text, [texts[right], *(texts[other.key] for other in others)])
                known[each.id] = tuple(
                    Other(other.key, float(scores[0] - score)) for other, score in zip(others, scores[1:], strict=True)
                )
            yield Step(Phase.REFINING, number, len(train))
    finally:
        teacher.close()
    return known
