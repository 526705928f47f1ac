"""What a query asks of files and pages → SQL conditions. Names are compared without case and accents, in any script.

Most filters are met by a file or its document, `page:` by a passage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onyx_desktop.index.lexemes import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onyx_desktop.domain import Filters

Condition = tuple[str, list[object]]

WHEN_NS = "coalesce((SELECT sent_ns FROM mails WHERE mails.document_id = files.document_id), mtime_ns)"
"""When a file was changed, or a mail sent: nobody looks for a mail by the day its folder was copied."""

_MAIL_AND_INSIDE = """
WITH RECURSIVE inside(id) AS (
  SELECT mail.id FROM mails JOIN files AS mail ON mail.document_id = mails.document_id WHERE {} LIKE ? ESCAPE '!'
  UNION SELECT below.id FROM inside JOIN files AS below ON below.parent_id = inside.id
) SELECT id FROM inside
"""
"""Mails, and what is attached to them: who looks for what Anna sent means her attachments too."""

_INT64 = (1 << 63) - 1


def conditions(filters: Filters) -> Condition:
    """A WHERE clause over the table `files`, with its values."""
    parts = [
        _among("suffix", filters.types),
        _among("suffix", filters.not_types, "NOT "),
        _languages(filters),
        *(_like("folded_path", _folder_pattern(folder)) for folder in filters.folders),
        *(_like("folded_path", _folder_pattern(folder), "NOT ") for folder in filters.not_folders),
        *(_like("folded_name", _name_pattern(name)) for name in filters.names),
        *(_like("folded_name", _name_pattern(name), "NOT ") for name in filters.not_names),
        *(_mails("sender", words) for words in filters.senders),
        *(_mails("sender", words, "NOT ") for words in filters.not_senders),
        *(_mails("recipients", words) for words in filters.recipients),
        *(_mails("recipients", words, "NOT ") for words in filters.not_recipients),
        *(_mails("subject", words) for words in filters.subjects),
        *(_mails("subject", words, "NOT ") for words in filters.not_subjects),
        _bound(f"{WHEN_NS} >= ?", filters.after_ns),
        _bound(f"{WHEN_NS} < ?", filters.before_ns),
        _bound("size_bytes >= ?", filters.least_bytes),
        _bound("size_bytes <= ?", filters.most_bytes),
    ]
    chosen = [part for part in parts if part is not None]
    return " AND ".join(["1", *(part[0] for part in chosen)]), [value for part in chosen for value in part[1]]


def passages(filters: Filters) -> Condition | None:
    """A WHERE clause over `pages` and `documents`; None where the filters ask nothing of a passage."""
    if not filters.pages:
        return None
    ranges = " OR ".join(["number BETWEEN ? AND ?"] * len(filters.pages))
    values: list[object] = [
        min(bound, _INT64) for low, high in filters.pages for bound in (low, high if high is not None else _INT64)
    ]
    return f"documents.paged AND ({ranges})", values


def _among(column: str, allowed: Iterable[str], sign: str = "") -> Condition | None:
    values: list[object] = sorted(allowed)  # type: ignore[assignment]  # a list of str is meant to hold any value
    return (f"{column} {sign}IN ({', '.join('?' * len(values))})", values) if values else None


def _languages(filters: Filters) -> Condition | None:
    parts = [_among("language", filters.languages), _among("coalesce(language, '')", filters.not_languages, "NOT ")]
    chosen = [part for part in parts if part is not None]
    if not chosen:
        return None
    inner = " AND ".join(part[0] for part in chosen)
    return f"document_id IN (SELECT id FROM documents WHERE {inner})", [value for part in chosen for value in part[1]]


def _like(column: str, pattern: str, sign: str = "") -> Condition:
    return f"{sign}({column} LIKE ? ESCAPE '!')", [pattern]


def _mails(field: str, words: str, sign: str = "") -> Condition:
    pattern = f"%{_escaped(fold(words)).replace('*', '%')}%"
    return f"files.id {sign}IN ({_MAIL_AND_INSIDE.format(field)})", [pattern]


def _bound(clause: str, bound: int | None) -> Condition | None:
    return None if bound is None else (clause, [max(-_INT64, min(bound, _INT64))])


def _escaped(text: str) -> str:
    for special in "!%_":
        text = text.replace(special, "!" + special)
    return text


def _folder_pattern(folder: str) -> str:
    """For a folder at any depth, or from the root where it begins there."""
    clean = _escaped(fold(folder).replace("\\", "/").rstrip("/"))
    rooted = clean.startswith("/") or clean[1:2] == ":"
    return f"{clean}/%" if rooted else f"%/{clean.strip('/')}/%"


def _name_pattern(name: str) -> str:
    """A part of the name; all of it where `*` and `?` say what may be left out."""
    clean = _escaped(fold(name))
    return clean.replace("*", "%").replace("?", "_") if "*" in clean or "?" in clean else f"%{clean}%"
