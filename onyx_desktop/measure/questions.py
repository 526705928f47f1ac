"""Passages of a library → questions whose answers are known, without anybody having to judge.

What stands in a text asks for what stands under it: the title of a document for its passages, a heading for the
passages below it, the first sentence of a passage for the rest of it, "What is X?" for the passage that says "X is
a …", and a question found in the text for what follows it. So that no question finds itself, its own sentence is taken
out of every passage of its document before anything is searched, and a title also from its place above the passages
(`hidden`). What stays: the words of a text are its author's, so these questions share more words with their answers
than a person's would, and searching by words looks better on them than it is.

Left out: what is no sentence or too short to mean anything, headings that stand in several documents ("Introduction"),
and questions that are nearly the same as one before. Passages that nearly repeat another one are named, so that a
search is not blamed for finding the other (`repeats`).
"""

from __future__ import annotations

import enum
import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from onyx_desktop.domain import Span

    Sentences = Callable[[str], list[Span]]

_WORD = re.compile(r"\w+")
_DEFINITION = re.compile(
    r"(?:(?:An?|The|Eine?|Der|Die|Das)\s)?"
    r"(?P<what>(?!(?:An?|The|Eine?|Der|Die|Das)\s)\w[\w’'-]*(?:\s[\w’'-]+){0,4})"
    r"\s(?P<is>is|are|ist|sind)\s(?:an?|the|one of|ein|eine|einer|eines|der|die|das)\s\w"
)
_ASKED = {"is": "What is {}?", "are": "What are {}?", "ist": "Was ist {}?", "sind": "Was sind {}?"}
_EMPTY = frozenset({
    *("this", "that", "these", "those", "it", "there", "here", "he", "she", "they", "we", "you", "i", "what", "which"),
    *("who", "one", "such", "es", "dies", "diese", "dieser", "das", "er", "sie", "wir", "hier", "dort", "section"),
    *("chapter", "figure", "table", "following", "latter", "former", "since", "in", "as", "if", "when", "for", "while"),
    *("because", "although", "but", "and", "another", "other", "first", "second", "whether", "how", "where", "only"),
})  # fmt: skip
_LONGEST_SENTENCE = 60
_LEAST_BODY = 25  # words of a passage that is worth finding
_REPEATED = 0.6  # share of its five-word runs that a passage has in common with an earlier one
_RUN = 5
_ALIKE = 0.8  # Jaccard of the words of two questions


class Source(enum.Enum):
    """Where a question comes from."""

    TITLE = "title"
    HEADING = "heading"
    FIRST = "first sentence"
    DEFINITION = "definition"
    QUESTION = "question"
    MODEL = "language model"
    JUDGED = "judged"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as it is searched. key: names its text; document: names what it stands in; ordinal: counts in that."""

    key: str
    document: int
    ordinal: int
    title: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question with the keys of the passages that answer it. hidden: what is taken out of its document."""

    text: str
    source: Source
    document: int
    answers: tuple[str, ...]
    hidden: str = ""


def draw(passages: Sequence[Passage], sentences: Sentences, wanted: int) -> list[Drawn]:
    """Questions of every source in turn, none nearly twice, at most `wanted`, the same ones every time."""
    lists: dict[Source, list[Drawn]] = defaultdict(list)
    for each in _candidates(passages, sentences):
        lists[each.source].append(each)
    for found in lists.values():
        found.sort(key=lambda each: hashlib.blake2b(each.text.encode(), digest_size=8).digest())
    chosen: list[Drawn] = []
    known: list[frozenset[str]] = []
    queues = [lists[source] for source in Source if lists[source]]
    while queues and len(chosen) < wanted:
        for queue in list(queues):
            if not queue:
                queues.remove(queue)
                continue
            if len(chosen) < wanted and not _alike(words := _words(queue[-1].text), known):
                chosen.append(queue[-1])
                known.append(words)
            queue.pop()
    return chosen


def repeats(passages: Sequence[Passage]) -> set[str]:
    """The keys of passages most of whose runs of five words stand in an earlier one."""
    seen: dict[int, str] = {}
    found: set[str] = set()
    for each in passages:
        words = _WORD.findall(each.text.casefold())
        runs = {hash(tuple(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1)}
        again = sum(1 for run in runs if seen.get(run, each.key) != each.key)
        if runs and again >= _REPEATED * len(runs):
            found.add(each.key)
        else:
            seen.update(dict.fromkeys(runs, each.key))
    return found


def without(text: str, phrase: str) -> str:
    """A text without a phrase, however its words are spaced or broken into lines."""
    words = phrase.split()
    if not words:
        return text
    return re.sub(r"\s+".join(map(re.escape, words)), " ", text, flags=re.IGNORECASE).strip()


def _candidates(passages: Sequence[Passage], sentences: Sentences) -> Iterator[Drawn]:
    documents: dict[int, list[Passage]] = defaultdict(list)
    under: dict[str, set[int]] = defaultdict(set)
    for each in passages:
        documents[each.document].append(each)
        under[each.heading.casefold()].add(each.document)
    for document, inside in documents.items():
        title = inside[0].title
        if 3 <= len(_words(title)) <= _LONGEST_SENTENCE and not title.isupper():
            yield Drawn(title, Source.TITLE, document, tuple(each.key for each in inside), title)
        headings: dict[str, list[Passage]] = defaultdict(list)
        for each in inside:
            headings[each.heading].append(each)
            yield from _in_passage(each, sentences)
        for heading, below in headings.items():
            telling = 2 <= len(_words(heading)) <= _LONGEST_SENTENCE and len(under[heading.casefold()]) == 1
            if telling and heading.casefold() != title.casefold():
                yield Drawn(heading, Source.HEADING, document, tuple(each.key for each in below), heading)


def _in_passage(passage: Passage, sentences: Sentences) -> Iterator[Drawn]:
    """What the sentences of a passage ask of the rest of it."""
    spans = sentences(passage.text)
    texts = [" ".join(passage.text[each.start : each.end].split()) for each in spans]
    lengths = [len(_WORD.findall(each)) for each in texts]
    if sum(lengths) < _LEAST_BODY:
        return
    for at, (text, length) in enumerate(zip(texts, lengths, strict=True)):
        if not text[:1].isupper() or not 4 <= length <= _LONGEST_SENTENCE:
            continue
        rest = sum(lengths[at + 1 :])
        if text.endswith("?") and rest >= _LEAST_BODY:
            yield Drawn(text, Source.QUESTION, passage.document, (passage.key,), text)
        elif at == 0 and text.endswith((".", "!", "…")) and length >= 6 and rest >= _LEAST_BODY:
            yield Drawn(text, Source.FIRST, passage.document, (passage.key,), text)
        if (found := _DEFINITION.match(text)) and found["what"].split()[0].casefold() not in _EMPTY:
            yield Drawn(_ASKED[found["is"]].format(found["what"]), Source.DEFINITION, passage.document, (passage.key,))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _alike(words: frozenset[str], known: Sequence[frozenset[str]]) -> bool:
    return any(len(words & each) >= _ALIKE * len(words | each) for each in known)
