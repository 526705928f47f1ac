"""`python -m tests.bench.results [N]`: what the main thread works at most in one turn over N results (10,000).

The real window over an empty library is given N results. They are shown, sorted by every column, grouped, selected,
pinned and unfolded, as cards and as a table, three times over; of each the median is printed, and the longest.
"""

from __future__ import annotations

import argparse
import functools
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from onyx_desktop.domain import Hit, Span, Strength
from tests.bench.preview import sentence

if TYPE_CHECKING:
    from onyx_desktop.ui.search_pane import SearchPane


def deeds(search: SearchPane, many: list[Hit], another: Hit) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a person does with many results: its name, and what does it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from onyx_desktop.ui.results_order import Column, Order

    views, model, middle = search.views, search.model, many[len(many) // 2]
    yield "show", lambda: model.show(many, calm=False)
    search.list.choose(0)
    for kind, table in (("cards", False), ("table", True)):
        views.show_table(table)
        yield f"{kind}: to the end", lambda: QTest.keyClick(views.view, Qt.Key.Key_End)
        for column in Column:
            for down in (False, True):
                order = Order(column, down)
                way = "down" if down else "up"
                yield f"{kind}: by {column.name.lower()}, {way}", functools.partial(views.sort, order)
        yield f"{kind}: documents", lambda: views.group(True)
        yield f"{kind}: unfold", lambda: model.unfold(middle.document_id, ())
        yield f"{kind}: fold", lambda: model.fold(middle.document_id)
        yield f"{kind}: documents by name", lambda: views.sort(Order(Column.NAME, descending=False))
        yield f"{kind}: passages", lambda: views.group(False)
        yield f"{kind}: select all", views.select_all
        yield f"{kind}: all selected, by folder", lambda: views.sort(Order(Column.FOLDER, descending=False))
        yield f"{kind}: all selected, documents", lambda: views.group(True)
        yield f"{kind}: passages again", lambda: views.group(False)
        yield f"{kind}: pin", lambda: model.pin(frozenset({middle.chunk_id}))
        yield f"{kind}: unpin", lambda: model.pin(frozenset())
        yield f"{kind}: one result more", lambda: model.show([*many, another])
        model.show(many)
        search.list.choose(0)


def run(count: int) -> None:
    """Measure, and print what takes longest first."""
    from PySide6.QtWidgets import QApplication

    from onyx_desktop import app, paths
    from onyx_desktop.ui.results_order import BEST
    from tests.bench.loop import measure, rest

    application = QApplication([])
    taken = dict[str, list[float]]()
    with tempfile.TemporaryDirectory() as scratch:
        made = app.App(paths.home(Path(scratch) / "home"))
        app.Program(made)
        made.start()
        while not made.desk.ready:
            rest(0.1)
        rest(1.0)
        search = made.window.search
        made.window.panes.show_welcome(False)
        search._stack.setCurrentWidget(search.views)
        for turn in range(3):
            search.views.sort(BEST)
            search.views.group(False)
            search.views.show_table(False)
            many = [several(number, turn) for number in range(count)]
            for name, deed in deeds(search, many, several(count, turn)):
                taken.setdefault(name, []).append(measure(name, deed, 0.4))
        application.processEvents()
        made.window.close()
        made.close()
    print(f"\n{count:,} results, milliseconds of the main thread's own work in one turn, median of three and longest:")
    for name, each in sorted(taken.items(), key=lambda pair: -median(pair[1])):
        print(f"{median(each):5.0f} {max(each):5.0f}  {name}")


def several(number: int, turn: int) -> Hit:
    """One of many results: three to a document, other names in each turn."""
    text = sentence(number)
    path = Path("/home/x") / f"Folder {number % 97}" / f"{turn} Lease {(number * 7919) % 10_007}.pdf"
    return Hit(
        chunk_id=number, document_id=1 + number // 3, path=path, title=path.stem,
        page=number % 30 + 1, page_label="", start=0, end=len(text), heading="", text=text, snippet=text,
        best=Span(0, len(text)), words=(Span(4, 11),), score=1.0, cosine=0.5, strength=Strength.GOOD,
        size_bytes=number * 1000, mtime_ns=number * 86_400 * 10**9,
    )  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python -m tests.bench.results", description="10,000 results in the window.")
    parser.add_argument("results", nargs="?", type=int, default=10_000)
    run(parser.parse_args().results)
    sys.exit(0)
