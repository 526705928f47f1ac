"""A job pulled here and now, for a caller who has no lane and does not care how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator

T = TypeVar("T")


def to_the_end(job: Generator[Any, None, T]) -> T:
    """What a job returns; raises what it raises."""
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: T = stop.value
            return result
