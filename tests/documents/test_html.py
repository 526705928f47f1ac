from pathlib import Path

import pytest

from onyx_desktop.documents.html import decode_html, extract, read
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Reason

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Cats – The Archive</title>
<style>p{color:red}</style><script>var x = 'do not index this script';</script></head>
<body><div class="cookie-banner">We use cookies. <button>Accept</button></div>
<header><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
<h1>About <em>cats</em></h1><p>Cats are<br>small   and
 soft.</p><div hidden>unseen</div><div style="display: none">unseen</div><noscript>unseen</noscript>
<h2>Food</h2><ul><li>Mice</li><li>Fish</li></ul>
<table><tr><th>Name</th><th>Age</th></tr><tr><td>Tom</td><td>3</td></tr></table>
<pre>  keep
   this</pre>
<aside>Sign up!</aside><footer>Imprint</footer></body></html>"""


def test_what_the_page_is_about_and_nothing_else() -> None:
    found = extract(PAGE)
    assert found.text == (
        "About cats\n\nCats are\nsmall and soft.\n\nFood\n\nMice\nFish\n\nName\tAge\nTom\t3\n\n  keep\n   this"
    )
    assert found.title == "About cats"
    assert [(found.text[place:].split("\n")[0], name) for place, name in found.headings] == [
        ("About cats", "About cats"),
        ("Food", "Food"),
    ]


def test_main_is_all_that_counts() -> None:
    found = extract("<body><p>before</p><main><p>the text</p><aside>a note</aside></main><div>after</div>")
    assert found.text == "the text\n\na note"


def test_several_articles_are_all_read() -> None:
    assert extract("<article>one</article><article>two</article>").text == "one\n\ntwo"


def test_a_page_that_calls_its_text_a_menu_is_not_lost() -> None:
    page = f"<title>Lunch</title><div class=menu><p>{'Soup and bread. ' * 20}</p></div>"
    assert extract(page).text.startswith("Soup")
    assert extract(page).title == "Lunch"


def test_a_body_with_a_class_named_after_its_menu_is_read() -> None:
    assert extract("<body class='has nav'><p>words</p></body>").text == "words"


def test_inline_marks_do_not_break_words() -> None:
    assert extract("<p>H<sub>2</sub>O and <b>bold</b>ness, <i>so</i> on</p>").text == "H2O and boldness, so on"


def test_deep_nesting_does_not_overflow() -> None:
    assert extract("<div>" * 5000 + "deep" + "</div>" * 5000).text == "deep"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("<meta charset=iso-8859-1><p>é".encode(), "é", id="valid UTF-8 beats a lie"),
        pytest.param("<meta charset=windows-1251><p>Привет".encode("cp1251"), "Привет", id="declared"),
        pytest.param("<p>Grüße aus Köln für fünf Bürger".encode("cp1252"), "Grüße", id="undeclared"),
        pytest.param("<p>Größe".encode("utf-16"), "Größe", id="marked"),
        pytest.param("<meta charset=klingon><p>Grüße für Köln".encode("latin-1"), "Grüße", id="unknown"),
    ],
)
def test_charsets(data: bytes, expected: str) -> None:
    assert expected in extract(decode_html(data)).text


def test_a_page_without_words_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><script>x</script><p> </p>")
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.reason is Reason.EMPTY


def test_a_page_without_title_has_the_name_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<p>words</p>")
    assert (read(path).title, read(path).pages[0].text) == ("page", "words")
