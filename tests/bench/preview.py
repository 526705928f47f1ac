"""`python -m tests.bench.preview`: how long the window stands still over a large PDF and a large text.

Writes a PDF of a thousand pages, a text of 20 MB, a web page and Markdown; indexes their words; chooses results, steps
from match to match, turns pages, scrolls the small pages, zooms, selects text. Prints what `tests.bench.loop` says of
each; an idle window comes first, to compare.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

PAGES, LINES, TEXT_MB = 1000, 40, 20
WORDS = ("heating", "rent", "landlord", "window", "deposit", "notice", "garden", "kitchen", "meadow", "river", "door")


def write(folder: Path) -> None:
    """The documents."""
    from PySide6.QtCore import QMarginsF, QPointF
    from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

    folder.mkdir()
    writer = QPdfWriter(str(folder / "thousand pages.pdf"))
    writer.setResolution(72)
    size, way = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    painter.setFont(QFont("DejaVu Sans", 10))
    for page in range(PAGES):
        for row in range(LINES):
            painter.drawText(QPointF(50, 60 + 18 * row), sentence(page * LINES + row))
        if page + 1 < PAGES:
            writer.newPage()
    painter.end()
    lines = [sentence(number) for number in range(10_000)]
    paragraph = "\n".join(lines) + "\n\n"
    (folder / "large.txt").write_text(paragraph * (TEXT_MB * 1_000_000 // len(paragraph)), encoding="utf-8")
    page = "".join(f"<h2>Part {number}</h2><p>{line} <b>{line}</b></p>" for number, line in enumerate(lines[:4000]))
    (folder / "page.html").write_text(f"<body>{page}</body>", encoding="utf-8")
    notes = "\n\n".join(f"## Part {number}\n\n- {line}\n- **{line}**" for number, line in enumerate(lines[:4000]))
    (folder / "notes.md").write_text(notes, encoding="utf-8")


def sentence(number: int) -> str:
    """Ten words, a little different each time."""
    return f"The {' '.join(WORDS[(number * (k + 3) + k) % len(WORDS)] for k in range(8))} number {number}."


def run() -> None:
    """Measure, and print as it goes."""
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from onyx_desktop import app, paths, settings
    from onyx_desktop.domain import Depth
    from onyx_desktop.library import Library
    from tests.bench.loop import measure, rest

    application = QApplication([])
    with tempfile.TemporaryDirectory() as scratch:
        home = paths.home(Path(scratch) / "home")
        home.create()
        write(Path(scratch) / "files")
        with Library.open(home, settings.Settings()) as library:
            library.add_folder(Path(scratch) / "files")
            started = time.perf_counter()
            list(library.update(depth=Depth.WORDS))
            print(f"indexed in {time.perf_counter() - started:.0f} s")
        settings.save(settings.Settings(theme="light", paused=True), home.settings_file)
        made = app.App(home)
        app.Program(made)
        made.start()
        while not made.desk.ready:
            rest(0.1)
        rest(1.0)
        window = made.window
        preview, search = window.preview, window.search

        def ask(query: str) -> None:
            window.bar.field.setText(query)
            rest(2.5)

        def turn(times: int) -> None:
            for _ in range(times):
                QTest.keyClick(preview.canvas, Qt.Key.Key_PageDown)
                rest(0.05)

        def select() -> None:
            canvas = preview.canvas
            first, last = canvas.to_viewport(QPointF(60, 100)), canvas.to_viewport(QPointF(300, 400))
            QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=first)
            for step in range(20):
                QTest.mouseMove(canvas.viewport(), first + (last - first) * step / 19)
                rest(0.02)
            QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=last)

        def scroll() -> None:
            bar = preview.strip.verticalScrollBar()
            for step in range(40):
                bar.setValue(bar.maximum() * step // 40)
                rest(0.05)

        measure("idle", lambda: None)
        measure("ask, first page of a PDF of 1,000", lambda: ask("number 20000 type:pdf mode:words"))
        measure("choose the next result", lambda: search.list.choose(1))
        measure("next match, five times", lambda: [(window.matches.step(1), rest(0.3)) for _ in range(5)])
        measure("turn 30 pages, 50 ms each", lambda: turn(30), 2.5)
        measure("last page", lambda: QTest.keyClick(preview.canvas, Qt.Key.Key_End))
        measure("small pages shown", lambda: preview.show_strip(True), 3.0)
        measure("small pages scrolled from end to end", scroll, 3.0)
        measure("zoom in, out, whole page", lambda: [preview.step_zoom(1), preview.step_zoom(-1), preview.fit_page()])
        measure("drag over text", select)
        measure("as text", lambda: preview.show_text(True))
        preview.show_text(False)
        measure("text of 20 MB, at the passage", lambda: ask("number 9000 name:large mode:words"))
        measure("web page, formatted", lambda: ask("number 2000 name:page mode:words"))
        measure("Markdown, formatted", lambda: ask("number 2000 name:notes mode:words"))
        measure("hold the key down in the results", lambda: [
            (search.list.choose(row % max(1, search.model.rowCount())), rest(0.03)) for row in range(40)
        ])  # fmt: skip
        application.processEvents()
        window.close()
        made.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    run()
    sys.exit(0)
