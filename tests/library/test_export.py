"""Results as files: what was asked stands at the head, and no text becomes markup or a formula."""

import csv
import dataclasses
import html.parser
import io
import json
from pathlib import Path

import pytest

from onyx_desktop import paths
from onyx_desktop.errors import FormatUnknown, NotWritten
from onyx_desktop.library import Library, export
from onyx_desktop.settings import Settings

FORMULA = (
    "=HYPERLINK(\"http://example.org\") heating costs of the house\n1. first <script>alert('x')</script>\n# no heading"
)
HARMLESS = "The heating costs of the old house rose *again* | twice."
QUERY = 'heating costs type:txt -"old flat"'


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> export.Found:
    """What a real search found in two files, one of them hostile."""
    root = tmp_path_factory.mktemp("export")
    (root / "docs").mkdir()
    (root / "docs" / "=cmd|' +A1 <b>.txt").write_text(FORMULA)
    (root / "docs" / "Brief ä.txt").write_text(HARMLESS)
    home = paths.home(root / "home")
    with Library.open(home, Settings()) as library:
        library.add_folder(root / "docs")
        for _ in library.update():
            pass
        answer = library.search(QUERY)
        made = export.found(answer, library.status(), like=("Letter.pdf, p. 3",))
    assert len(made.hits) == 2
    return made


def test_a_table_has_its_question_above_and_no_formula(results: export.Found) -> None:
    text = export.as_csv(results)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    head = [row[0] for row in rows if len(row) == 1]
    assert f"# Question: {QUERY}" in head
    assert '# Filters: type:txt -"old flat"' in head
    assert any(line.startswith("# Model: all-MiniLM-L6-v2, 384") for line in head)
    names, *table = rows[len(head) :]
    hits = [dict(zip(names, row, strict=True)) for row in table]
    assert [int(hit["number"]) for hit in hits] == [1, 2]
    assert {hit["passage"].splitlines()[0].lstrip("'") for hit in hits} == {FORMULA.splitlines()[0], HARMLESS}
    for row in rows:
        assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in row)
    assert all(float(hit["score"]) for hit in hits), "numbers stay numbers"


def test_a_document_for_programs(results: export.Found) -> None:
    told = json.loads(export.as_json(results))
    assert told["query"] == QUERY
    assert told["filters"] == ["type:txt", '-"old flat"']
    assert (told["model"], told["dimensions"], told["mode"]) == ("all-MiniLM-L6-v2", 384, "auto")
    assert [hit["passage"] for hit in told["hits"]] == [hit.text for hit in results.hits]
    assert [hit["path"] for hit in told["hits"]] == [str(hit.path) for hit in results.hits]
    assert told["like"] == ["Letter.pdf, p. 3"]


def test_a_note_holds_no_markup_of_the_passages(results: export.Found) -> None:
    text = export.as_markdown(results)
    assert text.startswith("# Passages found for")
    assert "\\<script\\>" in text
    assert "<script" not in text.replace("\\<script", "")
    assert "> \\# no heading" in text
    assert "> 1\\. first" in text
    assert "rose \\*again\\*" in text
    assert text.count("\n## ") == 2


class Elements(html.parser.HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_a_report_holds_the_passages_and_fetches_nothing(results: export.Found) -> None:
    page = Elements(export.as_html(results))
    assert set(page.found) <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "br", "bdi", "div", "span"
    }  # fmt: skip
    assert not {"src", "href"} & set(page.attributes)
    assert " ".join(FORMULA.split()) in page.texts
    assert HARMLESS in page.texts
    assert any(str(hit.path) in text for hit in results.hits for text in page.texts)


def test_sentences_come_in_the_language_of_the_reader(results: export.Found) -> None:
    german = dataclasses.replace(results, say=lambda text: {"Question": "Frage"}.get(text, text))
    assert "# Frage: heating" in export.as_csv(german)


def test_the_ending_chooses_the_format(results: export.Found, tmp_path: Path) -> None:
    for ending in export.FORMATS:
        export.write(results, tmp_path / f"results{ending.upper()}")
    assert len(list(tmp_path.iterdir())) == len(export.FORMATS)
    with pytest.raises(FormatUnknown) as refused:
        export.write(results, tmp_path / "results.docx")
    assert refused.value.args == (tmp_path / "results.docx", ".csv, .json, .md, .html, .htm")


def test_an_older_file_survives_a_failure(results: export.Found, tmp_path: Path) -> None:
    (tmp_path / "results.md").mkdir()
    with pytest.raises(NotWritten):
        export.write(results, tmp_path / "results.md")
    assert [path.name for path in tmp_path.iterdir()] == ["results.md"]
    with pytest.raises(NotWritten):
        export.write(results, tmp_path / "no such folder" / "results.md")
