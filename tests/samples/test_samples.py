"""The sample documents: listed with a free licence, small, and each with a question that they really answer."""

import html
import re
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from onyx_desktop.paths import resource
from onyx_desktop.ranking.query import parse

SAMPLES = resource("samples")
DOCUMENTS = SAMPLES / "documents"
FREE = {"public domain", "CC BY 4.0", "CC0 1.0"}
MAX_BYTES = 4_000_000
NAMES = sorted(path.name for path in DOCUMENTS.iterdir())
QUESTIONS = tomllib.loads((SAMPLES / "questions.toml").read_text(encoding="utf-8"))["question"]


def listed() -> list[list[str]]:
    """The rows of the table in SOURCES.md: file, title, author, source, licence."""
    lines = (SAMPLES / "SOURCES.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [[row[0].strip("`"), *row[1:]] for row in rows[2:]]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def text_of(path: Path, page: int | None) -> str:
    """What a person reads in the file (on its page, from 1), white space as single spaces."""
    if path.suffix == ".pdf":
        assert page is not None, "a PDF has pages"
        with pypdfium2.PdfDocument(path) as pdf:
            return squeezed(pdf[page - 1].get_textpage().get_text_range())
    assert page is None, "only a PDF has pages"
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            return squeezed(html.unescape(re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())))
    text = path.read_bytes().decode("utf-8")
    return squeezed(html.unescape(re.sub("<[^>]+>", " ", text)) if path.suffix == ".html" else text)


def test_every_document_is_listed_exactly_once_and_nothing_else_is() -> None:
    assert Counter(row[0] for row in listed()) == Counter(NAMES)


@pytest.mark.parametrize("row", listed(), ids=lambda row: row[0])
def test_every_row_is_complete_and_free(row: list[str]) -> None:
    assert len(row) == 5
    assert all(row)
    assert row[4] in FREE


@pytest.mark.parametrize("name", [row[0] for row in listed() if row[4] == "CC BY 4.0"])
def test_a_paper_says_itself_that_it_is_free(name: str) -> None:
    assert "Creative Commons Att" in text_of(DOCUMENTS / name, 1)


def test_a_dozen_documents_of_several_formats_in_few_bytes() -> None:
    assert len(NAMES) >= 12
    assert len({Path(name).suffix for name in NAMES}) >= 5
    assert sum(path.stat().st_size for path in DOCUMENTS.iterdir()) < MAX_BYTES


def test_every_document_has_a_question() -> None:
    assert {question["file"] for question in QUESTIONS} == set(NAMES)
    assert len(QUESTIONS) >= 15


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["text"])
def test_the_answer_stands_where_the_judgement_says(question: dict[str, str | int]) -> None:
    page = question.get("page")
    assert page is None or isinstance(page, int)
    assert str(question["answer"]) in text_of(DOCUMENTS / str(question["file"]), page)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["text"])
def test_a_question_is_not_the_title(question: dict[str, str]) -> None:
    title = next(row[1] for row in listed() if row[0] == question["file"])
    long_words = {word for word in re.findall(r"[a-z]{6,}", title.lower()) if word not in {"python"}}
    assert not long_words & set(re.findall(r"[a-z]{6,}", question["text"].lower()))


def test_the_guide_shows_only_what_the_search_understands() -> None:
    guide = (DOCUMENTS / "How to search with Onyx.md").read_text(encoding="utf-8")
    examples = re.findall(r"^(?:    |\| `)([^`\n]+)", guide, flags=re.MULTILINE)
    assert len(examples) == 7
    assert not [parse(example).notices for example in examples if parse(example).notices]
    assert sum(parse(example).filters != parse("rent").filters for example in examples) == 5
    assert sum(bool(parse(example).phrases) for example in examples) == 1
    assert sum(bool(parse(example).excluded) for example in examples) == 1
