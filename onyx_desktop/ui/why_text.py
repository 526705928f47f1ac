"""An explanation → what a person reads in the panel, as the simple HTML of Qt's text documents.

Plain words first, figures after them. What comes from documents, file names or the question is escaped, so that nothing
in them is taken for markup.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from onyx_desktop.domain import Fate, State
from onyx_desktop.ui import wording
from onyx_desktop.ui.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from onyx_desktop.domain import Account, Explanation, Standing, WordMatch
    from onyx_desktop.ui.palette import Tokens

_STATES = {
    State.WORDS_ONLY: "It can be found by its words; its meaning is still being learned.",
    State.NO_TEXT: "No text was found in this file, so no question can find it.",
    State.UNREADABLE: "This file could not be read, so no question can find it.",
    State.WAITING: "This file has not been read yet. It can be found as soon as that is done.",
    State.UNSEEN: "This file is new here. Look for changed files (F5), then it can be found.",
    State.LEFT_OUT: "Files and folders named “{0}” are left out of the search.",
    State.OUTSIDE: "This file is in none of the folders that you search in. Add its folder to find it.",
}
_FATES = {
    Fate.SHOWN: "It is result {0} of {1}.",
    Fate.BARRED: "It is left out by this part of your question: {0}",
    Fate.FAR: "Other passages are closer: it is not among the first {0}, neither by its words nor by its meaning.",
    Fate.EQUAL: "The same text stands in {0}, which is shown instead.",
    Fate.ALIKE: "Nearly the same text stands in {0}, which is shown instead.",
    Fate.CAPPED: "Enough other passages of this document are shown already.",
    Fate.BELOW: "It was found, but stands behind the last of the {0} results that are shown.",
}
_STAGES = {
    "words": "Words (BM25)",
    "pairs": "Words side by side",
    "meaning": "Meaning (cosine)",
    "static": "Meaning at first sight (cosine)",
    "sparse": "Learned terms",
    "late": "Word by word",
    "reranker": "Second reading",
}
_STEPS = {
    "filters": "filters",
    "encoding": "understanding the question",
    "words": "words",
    "static": "meaning at first sight",
    "meaning": "meaning",
    "sparse": "learned terms",
    "fusion": "putting together",
    "late": "word by word",
    "reranker": "second reading",
    "hits": "cutting out the passages",
}
_BAR_CELLS = 32
_GAP = '<p style="margin:0; font-size:4px">&nbsp;</p>'  # beside a table, where margins do not count
_RULE = re.compile(r"([^\w\s])\1{2,}")  # a line of signs, under a title or between parts
_QUOTED = 90
_CLOSE_PIECES = 1.4


def headline(told: Explanation, *, chosen: bool) -> str:
    """The title of the panel. chosen: it explains the chosen result, not a file that was asked about."""
    if chosen:
        return say("Why this result?")
    if told.fate is Fate.SHOWN:
        return say("{0} is among the results").format(told.path.name)
    return say("Why not {0}?").format(told.path.name)


def body(told: Explanation, timings: Mapping[str, float], tokens: Tokens) -> str:
    """The explanation as HTML. timings: of the search that is shown."""
    parts = [*_lead(told, tokens)]
    if told.accounts:
        best, *others = told.accounts
        parts += _words(best.words, tokens)
        parts += _table(best, tokens)
        parts += _route(told, tokens)
        others = [each for each in others if each.place is None or each.place != best.place]
        if others:
            parts += _others(others, told, tokens)
    if timings:
        parts.append(_timings(timings, tokens))
    return f'<div style="color:{tokens.text}">{"".join(parts)}</div>'


def _lead(told: Explanation, tokens: Tokens) -> Iterable[str]:
    """The answer in a sentence or two."""
    sentences: list[str] = []
    if told.accounts:
        sentences.append(_fate(told.accounts[0], told))
    if told.state in _STATES:
        sentences.append(say(_STATES[told.state]).format(escape(told.detail)))
    if told.reason is not None:
        sentences += [f"{wording.reason(told.reason)}.", wording.advice(told.reason)]
    if told.shown_as is not None:
        sentences.append(say("It is shown under the name of its copy, {0}.").format(_name(told.shown_as)))
    if told.changed:
        sentences.append(say("The file has changed or gone since it was read."))
    yield _paragraph(" ".join(sentences))
    if told.accounts and told.fate is not Fate.SHOWN:
        best = told.accounts[0]
        closest = say("Its closest passage{0}: “{1}”").format(_on_page(best), _quoted(best.text))
        yield _paragraph(closest, tokens.muted)


def _fate(account: Account, told: Explanation) -> str:
    sentence = say(_FATES[account.fate])
    if account.fate is Fate.SHOWN:
        shown = sentence.format(wording.number(account.place or 0), wording.number(told.results))
        if account.fused is None or account.fused.rank <= told.results:
            return shown
        return f"{shown} {say('The passages before it are from documents that are shown already.')}"
    if account.fate is Fate.BARRED:
        barred = ", ".join(f"<b>{escape(each)}</b>" for each in account.barred)
        without = say("Without that it would be number {0}.").format(
            wording.number(account.fused.rank) if account.fused else ""
        )
        named = sentence.format(barred or say("what the search is held within")) + "."
        return f"{named} {without}" if account.fused else named
    if account.fate in {Fate.EQUAL, Fate.ALIKE} and account.instead is not None:
        return sentence.format(_name(account.instead))
    return sentence.format(wording.number(told.candidates if account.fate is Fate.FAR else told.results))


def _words(words: Sequence[WordMatch], tokens: Tokens) -> Iterable[str]:
    """Which words of the question the passage has, says in other words, or lacks."""
    words = [match for match in words if match.telling]
    common = [match for match in words if match.found]
    nearly = [match for match in words if match.covered and not match.found]
    missing = [match for match in words if not match.covered]
    lines = []
    if common:
        lines.append((say("Words in common"), ", ".join(f"<b>{escape(match.word)}</b>" for match in common)))
    if nearly:
        said = ", ".join(f"{escape(match.word)} → <b>{escape(match.near)}</b>" for match in nearly)
        lines.append((say("In other words"), said))
    if missing:
        lines.append((say("Not covered"), ", ".join(map(_missing, missing))))
    if lines:
        rows = "".join(
            f'<tr><td style="color:{tokens.muted}; padding-right:12px">{name}</td><td>{text}</td></tr>'
            for name, text in lines
        )
        yield f'<table cellspacing="0" cellpadding="2">{rows}</table>'


def _missing(match: WordMatch) -> str:
    word = escape(match.word)
    return word if match.passages else say("{0} (in none of your documents)").format(word)


def _table(account: Account, tokens: Tokens) -> Iterable[str]:
    """Rank, score and share of each stage."""
    if not account.stages and account.fused is None:
        return
    most = max([*account.shares.values(), 1e-9])
    heads = (say("Judged by"), say("Rank"), say("Score"), say("Adds to the score") if account.shares else "")
    rows = [
        "".join(
            f'<td style="color:{tokens.muted}; padding-right:16px"{_right(at)}>{head}</td>'
            for at, head in enumerate(heads)
        )
    ]
    for name in dict.fromkeys((*account.stages, *account.shares)):
        share = account.shares.get(name)
        bar = "" if not share else _bar(share, most, tokens)
        rows.append(_row(_stage(name), account.stages.get(name), bar))
    if account.fused is not None:
        rows.append(_row(f"<b>{say('All together')}</b>", account.fused, ""))
    inside = "".join(f"<tr>{row}</tr>" for row in rows)
    yield f'{_GAP}<table cellspacing="0" cellpadding="2">{inside}</table>{_GAP}'


def _row(name: str, standing: Standing | None, bar: str) -> str:
    rank = score = "–"
    if standing is not None:
        rank = say("{0} of {1}").format(wording.number(standing.rank), wording.number(standing.of))
        score = QLocale().toString(standing.score, "f", 2)
    cells = "".join(
        f'<td style="padding-right:16px"{_right(at)}>{cell}</td>' for at, cell in enumerate((name, rank, score))
    )
    return f"{cells}<td>{bar}</td>"


def _right(column: int) -> str:
    return ' align="right"' if column in {1, 2} else ""


def _bar(share: float, most: float, tokens: Tokens) -> str:
    """A number, and how long it is beside the others."""
    cells = max(1, round(_BAR_CELLS * max(0.0, share) / most))
    number = QLocale().toString(share, "f", 2)
    bar = f'<span style="background-color:{tokens.accent}; font-size:8px">{"&nbsp;" * cells}</span>'
    return f"{number}&nbsp;&nbsp;{bar}"


def _route(told: Explanation, tokens: Tokens) -> Iterable[str]:
    if told.words_weight is None or told.pieces is None:
        return
    known = (
        say("The model knows most words of the question")
        if told.pieces < _CLOSE_PIECES
        else say("The model has to spell out words of the question ({0} pieces a word)").format(
            QLocale().toString(told.pieces, "f", 1)
        )
    )
    shares = say("{0}, so words count for {1} and meaning for {2}.").format(
        known, _percent(told.words_weight), _percent(1 - told.words_weight)
    )
    yield _paragraph(shares, tokens.muted)


def _others(accounts: Iterable[Account], told: Explanation, tokens: Tokens) -> Iterable[str]:
    """The next best passages of the file, a line each."""
    yield _paragraph(
        say("Other passages of this file, of {0} in all:").format(wording.number(told.passages)), tokens.muted
    )
    lines = "".join(
        f"<li>{wording.page(each.page, each.page_label) or _quoted(each.text, 40)}: {_fate(each, told)}</li>"
        for each in accounts
    )
    yield f'<ul style="margin-left:-20px">{lines}</ul>'


def _timings(timings: Mapping[str, float], tokens: Tokens) -> str:
    steps = " · ".join(
        f"{say(_STEPS.get(name, name))} {QLocale().toString(each, 'f', 0 if each >= 10 else 1)} ms"
        for name, each in timings.items()
    )
    return _paragraph(say("Time: {0}").format(steps), tokens.muted)


def _stage(name: str) -> str:
    return say(_STAGES.get(name, name))


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _on_page(account: Account) -> str:
    page = wording.page(account.page, account.page_label)
    return f" ({page})" if page else ""


def _quoted(text: str, limit: int = _QUOTED) -> str:
    line = " ".join(_RULE.sub(" ", text).split())
    return escape(line if len(line) <= limit else f"{line[:limit].rstrip()}…")


def _name(path: Path) -> str:
    """A file's name; the isolates keep its direction to itself."""
    return f"<b>\u2068{escape(path.name)}\u2069</b>"


def _paragraph(html: str, colour: str = "") -> str:
    style = f"color:{colour};" if colour else ""
    return f'<p style="margin-top:4px; margin-bottom:8px; {style}">{html}</p>'
