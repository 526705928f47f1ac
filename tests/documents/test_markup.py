import pytest

from onyx_desktop.documents.markup import headings, title


def words(text: str, markup: str) -> list[str]:
    return [name for _, name in headings(text, markup)]


MARKDOWN = """---
title: "The Own Title"
---
# First *thing* #

text
#nothing

Second
======

```
# a comment in code
```
### A [link](http://x) here

- entry
---
"""

REST = """PEP: 8
Title: Style Guide
Status: Active

=====
Over
=====

Introduction
============

Not a heading
==

Below
~~~~~
Text that is followed by a table

=====  =====
 a      b
=====  =====
"""


def test_markdown() -> None:
    found = headings(MARKDOWN, "markdown")
    assert [name for _, name in found] == ["First thing", "Second", "A link here"]
    assert MARKDOWN[found[1][0] :].startswith("Second\n")
    assert title(MARKDOWN, "markdown", found) == "The Own Title"
    assert title("# Alone", "markdown", [(0, "Alone")]) == "Alone"


def test_rest() -> None:
    found = headings(REST, "rest")
    assert [name for _, name in found] == ["Over", "Introduction", "Below"]
    assert REST[found[0][0] :].startswith("=====\nOver")
    assert REST[found[1][0] :].startswith("Introduction\n")
    assert title(REST, "rest", found) == "Style Guide"


@pytest.mark.parametrize(
    ("markup", "text", "expected", "name"),
    [
        ("org", "#+TITLE: Plan\n* One\ntext\n** Two", ["One", "Two"], "Plan"),
        ("asciidoc", "= Book\n\n== One\n====\nx\n====", ["Book", "One"], "Book"),
        ("", "# no headings\n\n=====", [], ""),
    ],
)
def test_others(markup: str, text: str, expected: list[str], name: str) -> None:
    found = headings(text, markup)
    assert [words for _, words in found] == expected
    assert title(text, markup, found) == name
