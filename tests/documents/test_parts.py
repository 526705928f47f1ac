from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.documents.parts import PART_CHARACTERS, clean, one_line, parts


def test_clean_knows_one_line_end_and_no_controls() -> None:
    assert clean("a\r\nb\rc\n\fd\x85e\u2028f") == "a\nb\nc\nd\ne\nf"
    assert clean("x\0y\x07z\ud800\xad\ufeff\t") == "xyz\t"


@given(st.text())
def test_clean_text_can_be_stored_and_stays_clean(text: str) -> None:
    washed = clean(text)
    washed.encode("utf-8")
    assert "\0" not in washed
    assert "\r" not in washed
    assert clean(washed) == washed


def test_one_line_is_short() -> None:
    assert one_line("  A\n title\t here ") == "A title here"
    assert len(one_line("x" * 1000)) == 300


paragraphs = st.lists(st.integers(1, 9000).map(lambda count: "word " * (count // 5) + "x"), min_size=1, max_size=12)


@given(paragraphs, st.sampled_from(["\n\n", "\n", " ", ""]), st.lists(st.integers(0, 50_000), max_size=5))
def test_parts_join_to_the_text_and_headings_stand_where_they_stood(
    pieces: list[str], seam: str, places: list[int]
) -> None:
    text = seam.join(pieces)
    marks = [(place, "H") for place in sorted(places) if place < len(text)]
    pages, headings = parts(text, marks)
    assert "".join(page.text for page in pages) == text
    assert all(0 < len(page.text) <= PART_CHARACTERS for page in pages)
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert [page.offset for page in pages] == [sum(len(page.text) for page in pages[:at]) for at in range(len(pages))]
    assert [pages[heading.page - 1].offset + heading.start for heading in headings] == [place for place, _ in marks]


def test_a_part_ends_where_a_paragraph_does() -> None:
    pages, _ = parts(("x" * 3000 + "\n\n") * 10, [])
    assert all(page.text.endswith("\n\n") for page in pages)


def test_a_part_begins_with_a_heading_near_its_seam() -> None:
    text = "a b. " * 2500 + "\n\nMethods\n\n" + "c d. " * 2500
    pages, headings = parts(text, [(text.index("Methods"), "Methods")])
    assert pages[1].text.startswith("Methods")
    assert (headings[0].page, headings[0].start) == (2, 0)
