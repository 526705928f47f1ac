"""`onyx explain TEXT PATH`: an explanation → one JSON document, or a few plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onyx_desktop.cli import wording
from onyx_desktop.cli.opening import open_library
from onyx_desktop.cli.output import as_text, show
from onyx_desktop.domain import Asked, Fate, Mode, State

if TYPE_CHECKING:
    import argparse

    from onyx_desktop.domain import Account, Explanation, Standing, WordMatch

_STATES = {
    State.WORDS_ONLY: "Not all of it has been compared by meaning yet: `onyx index` goes on with that.",
    State.NO_TEXT: "There is no text in it that could be found.",
    State.UNREADABLE: "It could not be read: {reason}.",
    State.WAITING: "It waits to be read: `onyx index` goes on with that.",
    State.UNSEEN: "The library has not seen it yet: `onyx index` looks for new files.",
    State.LEFT_OUT: "The library leaves it out, because of the name {detail}.",
    State.OUTSIDE: "It is in no folder of the library: `onyx index FOLDER` adds one.",
}
_FATES = {
    Fate.BARRED: "Not a result: {barred} leaves it out.",
    Fate.FAR: "Not a result: it is among the first {candidates} of no stage.",
    Fate.EQUAL: "Not shown: the same text is shown from {instead}.",
    Fate.ALIKE: "Not shown: nearly the same text is shown from {instead}.",
    Fate.CAPPED: "Not shown: enough passages of this file are among the results.",
    Fate.BELOW: "Not shown: it comes behind the last of {results} results.",
}
_STAGES = {
    "words": "words",
    "pairs": "words side by side",
    "meaning": "meaning",
    "static": "meaning at first sight",
    "document": "the whole document",
    "sparse": "learned terms",
    "late": "word by word",
    "reranker": "reranker",
}


def explain(arguments: argparse.Namespace) -> int:
    """Run the command."""
    asked = Asked(" ".join(arguments.text), arguments.path, arguments.limit, Mode(arguments.mode))
    with open_library(arguments) as library:
        told = library.explain(asked)
    return show(arguments, _document(told), _lines(told))


def _document(told: Explanation) -> dict[str, Any]:
    return {
        "query": told.query,
        "path": as_text(told.path),
        "state": told.state.value,
        "reason": None if told.reason is None else told.reason.value,
        "detail": told.detail,
        "changed": told.changed,
        "fate": None if told.fate is None else told.fate.value,
        "shown_as": None if told.shown_as is None else as_text(told.shown_as),
        "mode": told.mode.value,
        "limit": told.limit,
        "candidates": told.candidates,
        "results": told.results,
        "last_score": None if told.last is None else round(told.last, 4),
        "words_weight": None if told.words_weight is None else round(told.words_weight, 3),
        "pieces": None if told.pieces is None else round(told.pieces, 2),
        "ignored": [{"key": key, "value": value} for key, value in told.notices],
        "timings": {name: round(each, 1) for name, each in told.timings.items()},
        "passages": told.passages,
        "best": [_passage(each) for each in told.accounts],
    }


def _passage(account: Account) -> dict[str, Any]:
    return {
        "page": account.page,
        "page_label": account.page_label,
        "start": account.start,
        "end": account.end,
        "heading": account.heading,
        "text": account.text,
        "fate": account.fate.value,
        "place": account.place,
        "barred": list(account.barred),
        "instead": None if account.instead is None else as_text(account.instead),
        "fused": None if account.fused is None else _standing(account.fused),
        "stages": {name: _standing(each) for name, each in account.stages.items()},
        "shares": {name: round(each, 4) for name, each in account.shares.items()},
        "words": [_word(each) for each in account.words],
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {"rank": standing.rank, "of": standing.of, "score": round(standing.score, 4)}


def _word(match: WordMatch) -> dict[str, Any]:
    return {
        "word": match.word,
        "idf": round(match.weight, 3),
        "passages": match.passages,
        "found": list(match.found),
        "near": match.near,
        "similarity": None if match.similarity is None else round(match.similarity, 3),
        "covered": match.covered,
        "telling": match.telling,
    }


def _lines(told: Explanation) -> list[str]:
    lines = [as_text(told.path)]
    if told.state in _STATES:
        reason = wording.REASONS[told.reason] if told.reason else ""
        lines.append(_STATES[told.state].format(reason=reason, detail=told.detail))
    if told.changed:
        lines.append("The file has changed or gone since it was read.")
    if told.shown_as is not None:
        lines.append(f"The same content is shown as {as_text(told.shown_as)}.")
    lines += [f"{key}:{value} was not understood and is ignored." for key, value in told.notices]
    for number, account in enumerate(told.accounts):
        lines += ["", *_account_lines(account, told, told.passages if number == 0 else 0)]
    if told.words_weight is not None and told.pieces is not None:
        lines.append("")
        lines.append(
            f"Words count for {told.words_weight:.0%} of the score, meaning for the rest: the model cuts a word of the"
            f" question into {told.pieces:.1f} pieces."
        )
    lines.append("Time: " + ", ".join(f"{name} {each:.0f} ms" for name, each in told.timings.items()))
    return lines


def _account_lines(account: Account, told: Explanation, passages: int) -> list[str]:
    page = f"{wording.page(account.page, account.page_label)}: " if account.page else ""
    of = f" (the best of {passages:,})" if passages > 1 else ""
    start = " ".join(account.text.split())[:70]
    lines = [f"Passage{of} {page}“{start}…”", f"  {_fate(account, told)}"]
    if account.fused is not None:
        otherwise = " if nothing left it out" if account.fate is Fate.BARRED else ""
        shares = " + ".join(f"{name} {each:.2f}" for name, each in account.shares.items() if each)
        together = f"  all together{otherwise}: {_place(account.fused)}"
        lines.append(f"{together} = {shares}" if len(account.shares) > 1 else together)
    lines += [f"  {_STAGES.get(name, name)}: {_place(each)}" for name, each in account.stages.items()]
    words = [match for match in account.words if match.telling]
    common = [match for match in words if match.found]
    if common:
        lines.append("  words in common: " + ", ".join(f"{match.word} ({match.weight:.1f})" for match in common))
    nearly = [match for match in words if match.covered and not match.found]
    if nearly:
        lines.append("  in other words: " + ", ".join(f"{match.word} → {match.near}" for match in nearly))
    missing = [match for match in words if not match.covered]
    if missing:
        lines.append("  not covered: " + ", ".join(map(_missing, missing)))
    return lines


def _fate(account: Account, told: Explanation) -> str:
    if account.fate is Fate.SHOWN:
        shown = f"Result {account.place} of {told.results}."
        behind = account.fused is not None and account.fused.rank > told.results
        return f"{shown} The passages before it are from files that are shown already." if behind else shown
    instead = "" if account.instead is None else as_text(account.instead)
    barred = " and ".join(account.barred) or "what the search is held within"
    return _FATES[account.fate].format(barred=barred, candidates=told.candidates, instead=instead, results=told.results)


def _place(standing: Standing) -> str:
    return f"number {standing.rank:,} of {standing.of:,}, score {standing.score:.2f}"


def _missing(match: WordMatch) -> str:
    return f"{match.word} ({match.weight:.1f})" if match.passages else f"{match.word} (in no passage of the library)"
