"""A web page for a preview: its words, their shape, and not one address."""

import re

from hypothesis import given
from hypothesis import strategies as st

from onyx_desktop.documents.formatted import around
from onyx_desktop.documents.html import extract
from onyx_desktop.domain import Span

HOSTILE = """<html><head><title>T</title><link rel="stylesheet" href="http://127.0.0.1:1/a.css">
<style>@import url(http://127.0.0.1:1/b.css); body { background: url(http://127.0.0.1:1/c.png) }</style>
<script src="http://127.0.0.1:1/d.js">fetch("http://127.0.0.1:1/e")</script></head>
<body background="http://127.0.0.1:1/f.png"><h1 style="background:url(http://127.0.0.1:1/g.png)">Lease</h1>
<p onclick="go()">The <a href="http://127.0.0.1:1/h">landlord</a> keeps the <b>heating</b> &lt;in order&gt;.
<img src="http://127.0.0.1:1/i.png" alt="a boiler"><img src="file:///etc/passwd"></p>
<iframe src="http://127.0.0.1:1/j.html"></iframe><object data="http://127.0.0.1:1/k"></object>
<ul><li>first<li>second</ul><table><tr><td>rent<td>900</table><pre>a
  b</pre></body></html>"""
ALLOWED = re.compile(r"</?[a-z][a-z0-9]*>")


def test_nothing_but_words_and_their_shape_is_left() -> None:
    part = around(HOSTILE, Span(0, 5), 10_000, 40_000)
    assert "http" not in part.markup
    assert "file:" not in part.markup
    assert "=" not in part.markup
    assert "<h1>Lease</h1>" in part.markup
    assert "<b>heating</b>" in part.markup
    assert "&lt;in order&gt;" in part.markup
    assert part.markup.count("<li>") == 2
    assert "<td>" in part.markup
    assert "<pre>a\n  b</pre>" in part.markup
    assert part.text == extract(HOSTILE).text
    assert part.offset == 0


def test_a_long_page_is_cut_around_the_place_at_whole_blocks() -> None:
    page = "<body><ul>" + "".join(f"<li>point {number} {'word ' * 60}</li>" for number in range(900)) + "</ul></body>"
    text = extract(page).text
    at = text.index("point 450 ")
    part = around(page, Span(at, at + 9), 5_000, 40_000)
    assert "point 450 " in part.text
    assert part.text == text[part.offset : part.offset + len(part.text)]
    assert 9_000 < len(part.text) < 20_000
    assert part.markup.lstrip().startswith("<ul>")
    assert part.markup.endswith("</ul>")


def test_a_page_of_much_markup_is_cut_to_what_is_quick_to_show() -> None:
    row = "<tr>" + "<td>7</td>" * 8 + "</tr>"
    page = "<table>" + row * 1000 + "<tr><td>here</td></tr>" + row * 1000 + "</table>"
    at = extract(page).text.index("here")
    part = around(page, Span(at, at + 4), 12_000, 40_000)
    assert len(part.markup) <= 40_000
    assert part.text[at - part.offset :].startswith("here")
    assert 1_000 < at - part.offset < len(part.text) - 1_000
    assert around(f"<pre>{'x ' * 50_000}</pre>", Span(0, 5), 12_000, 40_000).markup == ""


@given(st.text(alphabet='<>/"=& abphul1\n', max_size=200))
def test_whatever_comes_in_no_attribute_comes_out(markup: str) -> None:
    part = around(markup, Span(0, 1), 10_000, 40_000)
    assert not re.search(r"<[^<>]*[\s=\"'][^<>]*>", part.markup)
    assert ALLOWED.sub("", part.markup).count("<") == 0
