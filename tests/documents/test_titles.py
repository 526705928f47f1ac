import pytest

from onyx_desktop.documents.titles import first_line, plausible


@pytest.mark.parametrize(
    "title",
    [
        *(
            "",
            "  ",
            "untitled",
            "Untitled-3",
            "Microsoft Word - report final.doc",
            "PowerPoint Presentation",
            "thesis.dvi",
        ),
        *(
            "C:\\Users\\me\\letter",
            "/var/spool/print_job_1",
            "doc123",
            "tmp_4711_x",
            "main",
            "1",
            "12345",
            "Slide 1",
            "paper.tex",
        ),
        *("Document1", "scan0001", "\ufffd\ufffdabc", "%$§&= 1234567 %%", "Word - x", "Dokument"),
    ],
)
def test_junk(title: str) -> None:
    assert not plausible(title, "anything")


@pytest.mark.parametrize(
    "title",
    [
        *(
            "A course on Geographic Data Science",
            "Dune",
            "PEP 8",
            "Microsoft and the law",
            "Document retrieval by meaning",
        ),
        *("Größe und Maß", "机器学习", "ARC4CFD: Learning how to", "Война и мир"),
    ],
)
def test_titles(title: str) -> None:
    assert plausible(title, "anything")


def test_the_files_own_name_is_no_worse_than_itself() -> None:
    assert plausible("scan_0001", "scan_0001")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A title of a text\n\nAnd this is the longer paragraph below it.", "A title of a text"),
        ("\n\n  A title here \n \n\n  And this is the longer paragraph.", "A title here"),
        ("Dear Madam\n\nthank you very much for your letter of May.", ""),
        ("Word\n\nAnd this is the longer paragraph below it.", ""),
        ("A title of a text\nAnd this is the longer paragraph below it.", ""),
        ("A line that is long enough to be text\n\nshort", ""),
        ("int main(void) {\n\n    return something_rather_long_here();", ""),
    ],
)
def test_first_line(text: str, expected: str) -> None:
    assert first_line(text) == expected
