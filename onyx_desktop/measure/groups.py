"""Vectors → groups of near ones; texts of groups → the words that tell each from the others.

Groups: k-means by the cosine (Dhillon and Modha, 2001), begun with vectors that lie far from each other (Arthur and
Vassilvitskii, 2007). Words: class-based TF-IDF, how often a word stands in a group times the log of how rare it is over
all (Grootendorst, BERTopic, 2022), times the log of how much more often than elsewhere, which takes the place of lists
of empty words in thirty languages. Seeded: the same vectors give the same groups. Refuses nothing; a few vectors give
few groups.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onyx_desktop.domain import FloatArray, IntArray

_MOST = 14
_ROUNDS = 25
_SEED = 8
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST_OFTEN = 2


def groups(vectors: FloatArray) -> Iterator[IntArray]:
    """The group of each vector (n,), better with every round; vectors: (n, d) of length 1."""
    count = min(_MOST, max(1, round(math.sqrt(len(vectors) / 8))))
    centres = _far_apart(vectors, count)
    before: IntArray = np.full(len(vectors), -1)
    for _ in range(_ROUNDS):
        nearest: IntArray = (vectors @ centres.T).argmax(axis=1)
        yield nearest
        if (nearest == before).all():
            return
        before = nearest
        for each in range(len(centres)):
            if (nearest == each).any():
                middle = vectors[nearest == each].mean(axis=0)
                centres[each] = middle / max(float(np.linalg.norm(middle)), 1e-12)


def telling(texts: Sequence[str], group: IntArray, count: int = 4) -> list[tuple[str, ...]]:
    """For each group the words that tell it from the others, the most telling first."""
    inside = [Counter[str]() for _ in range(int(group.max(initial=-1)) + 1)]
    shown: dict[str, Counter[str]] = {}
    for text, number in zip(texts, group.tolist(), strict=True):
        words = _WORD.findall(text)
        inside[number].update({word.casefold() for word in words})
        for word in words:
            shown.setdefault(word.casefold(), Counter())[word] += 1
    everywhere = sum(inside, Counter[str]())
    average = everywhere.total() / max(1, len(inside))
    found = []
    for number, words_of in enumerate(inside):
        passages = max(1, int((group == number).sum()))
        worth = {
            word: often / passages * math.log(1 + average / everywhere[word]) * math.log(more)
            for word, often in words_of.items()
            if often >= _LEAST_OFTEN and (more := often / passages * len(texts) / everywhere[word]) > 1
        }
        best = sorted(worth, key=lambda word: (-worth[word], word))[:count]
        found.append(tuple(shown[word].most_common(1)[0][0] for word in best))
    return found


def _far_apart(vectors: FloatArray, count: int) -> FloatArray:
    """Some of the vectors, each drawn the more likely the farther it is from those before."""
    rng = np.random.default_rng(_SEED)
    chosen = [int(rng.integers(len(vectors)))]
    nearest = vectors @ vectors[chosen[0]]
    while len(chosen) < count:
        away = np.maximum(1 - nearest.astype(np.float64), 0)
        if away.sum() <= 0:
            break
        chosen.append(int(rng.choice(len(vectors), p=away / away.sum())))
        nearest = np.maximum(nearest, vectors @ vectors[chosen[-1]])
    return vectors[chosen].copy()
