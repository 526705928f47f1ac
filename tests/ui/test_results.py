"""Model, delegate and layout of the cards."""

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.modeltest import ModelTester

from onyx_desktop.domain import Hit, Span, Strength
from onyx_desktop.ui.bidi import isolated
from onyx_desktop.ui.palette import DARK, LIGHT, Tokens
from onyx_desktop.ui.results_cells import tooltip
from onyx_desktop.ui.results_delegate import ResultsDelegate
from onyx_desktop.ui.results_model import ResultsModel, Role
from onyx_desktop.ui.snippet_layout import LINES, SnippetLayouts, excerpt

SENTENCE = "The landlord shall keep the heating installation in working order"


def hit(number: int = 1, snippet: str = SENTENCE, best: Span | None = None, strength: Strength = Strength.GOOD) -> Hit:
    return Hit(
        chunk_id=number, document_id=number, path=Path("/home/x/Contracts/Flat 3/Lease_2024.pdf"), title="Lease",
        page=4, page_label="iv", start=0, end=len(snippet), heading="Repairs", text=snippet, snippet=snippet, best=best,
        words=(Span(28, 35),), score=1.0, cosine=0.714, strength=strength, size_bytes=1, mtime_ns=1_710_201_600 * 10**9,
    )  # fmt: skip


def painted(delegate: ResultsDelegate, model: ResultsModel, tokens: Tokens, chosen: bool = False) -> QImage:
    image = QImage(480, 120, QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.window))
    painter = QPainter(image)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 480, 120)
    if chosen:
        option.state |= QStyle.StateFlag.State_Selected
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    return image


def colours(image: QImage) -> set[str]:
    return {QColor(image.pixel(x, y)).name().upper() for x in range(image.width()) for y in range(image.height())}


def test_the_model_keeps_the_rules(qtmodeltester: ModelTester) -> None:
    model = ResultsModel()
    qtmodeltester.check(model)
    model.show([hit(1), hit(2), hit(3)])
    qtmodeltester.check(model)
    model.show([hit(3)])


def test_the_same_hits_leave_the_list_alone(qapp: object) -> None:
    model = ResultsModel()
    assert model.show([hit(1), hit(2)])
    assert not model.show([hit(1), hit(2)])
    assert model.row_of(hit(2)) == 1
    assert model.row_of(hit(9)) == -1
    assert model.row_of(None) == -1


def test_a_dragged_card_carries_the_file_and_the_passage(qapp: object) -> None:
    model = ResultsModel()
    model.show([hit(1)])
    carried = model.mimeData([model.index(0, 0)])
    assert [url.toLocalFile() for url in carried.urls()] == ["/home/x/Contracts/Flat 3/Lease_2024.pdf"]
    assert carried.text() == SENTENCE


def test_the_tooltip_tells_the_cosine_and_no_percentage() -> None:
    text = tooltip(hit())
    assert "Cosine 0.71" in text
    assert "heating" in text
    assert "%" not in text


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_a_card_wears_its_marks(qapp: object, tokens: Tokens) -> None:
    model, delegate = ResultsModel(), ResultsDelegate(tokens)
    model.show([hit(best=Span(0, len(SENTENCE)))])
    seen = colours(painted(delegate, model, tokens))
    assert {tokens.card, tokens.highlight, tokens.accent} <= seen
    model.show([hit(best=None)])
    assert tokens.highlight not in colours(painted(delegate, model, tokens))
    assert tokens.selected in colours(painted(delegate, model, tokens, chosen=True))


def test_strength_fills_the_bar(qapp: object) -> None:
    model, delegate = ResultsModel(), ResultsDelegate(LIGHT)

    def filled(strength: Strength) -> int:
        model.show([hit(strength=strength)])
        image = painted(delegate, model, LIGHT)
        accent = QColor(LIGHT.accent).rgb()
        return sum(image.pixel(x, y) == accent for x in range(240, 480) for y in range(10, 40))

    pixels = [filled(each) for each in (Strength.NEAREST, Strength.WEAK, Strength.GOOD, Strength.STRONG)]
    assert pixels == sorted(set(pixels))
    assert pixels[0] > 0


def test_a_long_snippet_has_three_lines_and_an_ellipsis(qapp: object) -> None:
    shown = SnippetLayouts().get(hit(snippet=f"{SENTENCE}. " * 9), 300, QFont("DejaVu Sans", 10), LIGHT)
    assert shown.layout.lineCount() == LINES
    assert shown.layout.text().endswith(" …")


def test_a_late_best_sentence_moves_to_the_front() -> None:
    text = "Nothing of it. " * 12 + SENTENCE
    start = text.index(SENTENCE)
    part = excerpt(hit(snippet=text, best=Span(start, len(text))))
    assert part.best is not None
    assert part.text[part.best.start : part.best.end] == SENTENCE
    assert part.text.startswith("… ")


def test_white_space_shrinks_and_the_marks_move_with_it() -> None:
    snippet = "one\n\ttwo\u2029 three   and the heating " + "x" * 20
    start = snippet.index("two")
    shown = dataclasses.replace(hit(snippet=snippet, best=Span(start, start + 12)), words=(Span(start, start + 3),))
    part = excerpt(shown)
    assert part.text.startswith("one two three and the heating")
    assert part.best is not None
    assert part.text[part.best.start : part.best.end].strip() == "two three"
    assert [part.text[word.start : word.end] for word in part.words] == ["two"]


def test_layouts_are_kept_and_forgotten(qapp: object) -> None:
    layouts, font = SnippetLayouts(), QFont("DejaVu Sans", 10)
    first = layouts.get(hit(1), 300, font, LIGHT)
    assert layouts.get(hit(1), 300, font, LIGHT) is first
    assert layouts.get(hit(1), 301, font, LIGHT) is not first
    assert layouts.get(hit(1), 300, font, DARK) is not first
    for number in range(2, 400):
        layouts.get(hit(number), 300, font, LIGHT)
    assert layouts.get(hit(1), 300, font, LIGHT) is not first


def test_a_row_gives_its_hit(qapp: object) -> None:
    model = ResultsModel()
    model.show([hit(7)])
    assert model.index(0, 0).data(Role.HIT) == hit(7)
    assert model.index(0, 0).data(Qt.ItemDataRole.DisplayRole) == "Lease_2024.pdf"
    assert model.index(5, 0).data(Role.HIT) is None


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Lease (2).pdf", "\u2068Lease (2).pdf\u2069"),
        ("two\nlines\t.txt", "\u2068two lines .txt\u2069"),
        ("report\u202efdp.exe", "\u2068reportfdp.exe\u2069"),
        ("\u2069torn\u2068", "\u2068torn\u2069"),
        ("عقد الإيجار.pdf", "\u2068عقد الإيجار.pdf\u2069"),
        ("", ""),
    ],
)
def test_a_name_cannot_turn_round_what_stands_beside_it(name: str, drawn: str) -> None:
    assert isolated(name) == drawn


@pytest.mark.parametrize("name", ["a" * 250 + ".pdf", "two\nlines.txt", "report\u202efdp.exe", "\udce4.txt", "عقد.pdf"])
def test_odd_names_are_painted(qapp: object, name: str) -> None:
    model = ResultsModel()
    model.show([dataclasses.replace(hit(), path=Path("/home/x") / name)])
    light = painted(ResultsDelegate(LIGHT), model, LIGHT)
    assert QColor(LIGHT.text).name().upper() in colours(light)
