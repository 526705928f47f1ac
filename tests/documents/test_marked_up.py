"""LaTeX, XML, notebooks and subtitles: what a person would read, without the signs for machines."""

import json
from pathlib import Path

import pytest

from onyx_desktop.documents.readers import read
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Reason


def made(folder: Path, name: str, content: str | bytes) -> Document:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path)


def headings(document: Document) -> list[str]:
    """Their words, each checked to stand where it should."""
    for each in document.headings:
        assert document.pages[each.page - 1].text[each.start :].startswith(each.text)
    return [each.text for each in document.headings]


LATEX = r"""
\documentclass[11pt]{article} \usepackage{amsmath} \newcommand{\R}{\mathbb{R}}
\title{On \emph{Heating} Costs} \author{Ada Byron \and Bob}
\begin{document} \maketitle
\section{Introduction}\label{sec:intro}
Heating is \textbf{expensive}~\cite{smith}, as Section~\ref{sec:two} says. % nobody reads this
It costs 20\% more -- na\"{\i}ve ``quotes'' at \href{http://x.org}{this place}.

\subsection*{The model}
Let $x_{1} \in \R$ be the cost and
\begin{equation} E = mc^2 \label{eq} \end{equation}
\begin{itemize} \item first \item second \end{itemize}
\begin{tabular}{ll} left & right \\ \end{tabular}
\verb|a_b{| \begin{tikzpicture} \draw (0,0); \end{tikzpicture}
\end{document}
nothing behind the end
"""


def test_latex(tmp_path: Path) -> None:
    document = made(tmp_path, "a.tex", LATEX)
    text = document.pages[0].text
    assert (document.title, document.author) == ("On Heating Costs", "Ada Byron, Bob")
    assert headings(document) == ["On Heating Costs", "Introduction", "The model"]
    assert "Heating is expensive, as Section says. It costs 20% more – naïve “quotes” at this place." in " ".join(
        text.split()
    )
    for kept in (r"$x_{1} \in \R$", "E = mc^2", "- first", "- second", "left \t right", "a_b{"):
        assert kept in text
    for dropped in ("smith", "label", "nobody", "amsmath", "draw", "begin", "behind", "\n\n\n", "x.org", "mathbb"):
        assert dropped not in text


@pytest.mark.parametrize("source", [r"\section{open", r"\begin{equation} x", "{{{{", "$ 5 and $", r"\'", "\\"])
def test_broken_latex_is_read_all_the_same(tmp_path: Path, source: str) -> None:
    assert "ords" in made(tmp_path, "a.tex", source + " words").pages[0].text


JATS = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.2//EN" "http://127.0.0.1:9/never-fetched.dtd">
<article><front><journal-meta><journal-title>Journal</journal-title></journal-meta><article-meta><title-group>
<article-title>Heating in <italic>old</italic> houses</article-title></title-group><contrib-group><contrib><name>
<surname>Byron</surname><given-names>Ada</given-names></name></contrib></contrib-group>
<abstract><p>An abstract.</p></abstract></article-meta></front>
<body><sec><title>Data</title><p>Houses are <bold>cold</bold>&nbsp;in winter &amp; summer<xref>1</xref>.</p>
<table-wrap><table><tr><td>left</td><td>right</td></tr></table></table-wrap></sec></body></article>"""


def test_an_article_in_xml(tmp_path: Path) -> None:
    document = made(tmp_path, "a.xml", JATS)
    text = document.pages[0].text
    assert (document.title, document.author, document.reader) == ("Heating in old houses", "Byron Ada", "xml")
    assert headings(document) == ["Heating in old houses", "Data"]
    assert "Houses are cold\xa0in winter & summer1." in text
    assert "left\tright" in text
    assert "Journal" not in text


def test_any_xml(tmp_path: Path) -> None:
    outline = '<outline text="News"><outline text="Cats"/></outline>'
    outline = f"<opml><head><title>Feeds</title></head><body>{outline}</body></opml>"
    assert made(tmp_path, "a.opml", outline).pages[0].text.split() == ["Feeds", "News", "Cats"]
    assert made(tmp_path, "b.xml", "<a><x>one</x><x>two</x></a>").pages[0].text == "one\ntwo"
    assert made(tmp_path, "c.xml", '<?xml version="1.0" encoding="latin-1"?><a>Größe</a>'.encode("latin-1")).pages[
        0
    ].text == ("Größe")


@pytest.mark.parametrize("content", ["<a><b>words</a>", "<a x='1'/> words", "<a/>"])
def test_xml_without_words_or_with_broken_marks_is_read_as_text(tmp_path: Path, content: str) -> None:
    document = made(tmp_path, "a.xml", content)
    assert (document.reader, document.pages[0].text) == ("text", content)


def test_entities_without_end_are_refused(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(12))
    document = made(tmp_path, "a.xml", f"<!DOCTYPE a [{bomb}]><a>&e11;</a>")
    assert (document.reader, len(document.pages[0].text) < 2_000) == ("text", True)


def test_entities_that_name_files_bring_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret")
    named = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><a>words &e; more</a>'
    assert "secret" not in made(tmp_path, "a.xml", named).pages[0].text


def test_deep_xml(tmp_path: Path) -> None:
    assert made(tmp_path, "a.xml", "<x>" * 20_000 + "words" + "</x>" * 20_000).pages[0].text == "words"


def test_a_notebook(tmp_path: Path) -> None:
    picture = {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo", "text/html": "<b>bold</b>"}}
    cells = [
        {"cell_type": "markdown", "source": ["# Heating\n", "Some *text*"]},
        {"cell_type": "code", "source": "print('a')", "outputs": [{"text": ["\x1b[31mhello\x1b[0m\n"]}, picture]},
        {"cell_type": "markdown", "source": "## More"},
        {"cell_type": "code", "source": "6 * 7", "outputs": [{"data": {"text/plain": ["42"]}}]},
    ]
    document = made(tmp_path, "a.ipynb", json.dumps({"cells": cells, "nbformat": 4}))
    assert document.pages[0].text == "# Heating\nSome *text*\n\nprint('a')\n\nhello\n\n## More\n\n6 * 7\n\n42"
    assert [(each.start, each.text) for each in document.headings] == [(0, "Heating"), (42, "More")]
    assert document.title == "Heating"


def test_what_is_no_notebook_is_read_as_text(tmp_path: Path) -> None:
    assert made(tmp_path, "a.ipynb", '{"cells": [3], "words": 1}').reader == "text"
    with pytest.raises(Unreadable) as refused:
        made(tmp_path, "b.ipynb", '{"cells": []}')
    assert refused.value.reason is Reason.EMPTY


SPOKEN = "Hello there.\nHow are you?\n\nA minute later."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.srt",
            "\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Hello there.</i>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,0"
            "00\r\n{\\an8}How are you?\r\n\r\n3\r\n00:01:10,000 --> 00:01:12,000\r\nA minute later.\r\n",
        ),
        (
            "a.vtt",
            "WEBVTT - lesson\n\n"
            "NOTE not said\nat all\n\nSTYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:02.000 align:"
            "start\nHello there.\n\n00:02.000 --> 00:03.000\nHello there.\nHow are you?\n\n01:00:00.000 --> "
            "01:00:02.000\nA <c.x>minute</c> later.\n",
        ),
        ("a.sub", "{0}{25}Hello there.|How are you?\n{2500}{2600}{y:i}A minute later.\n"),
        (
            "b.sub",
            "[INFORMATION]\n00:00:01.00,00:00:02.00\nHello there.[br]How are you?\n\n"
            "00:01:01.00,00:01:02.00\nA minute later.",
        ),
    ],
)
def test_subtitles(tmp_path: Path, name: str, content: str) -> None:
    assert made(tmp_path, name, content).pages[0].text == SPOKEN


def test_who_speaks_is_kept(tmp_path: Path) -> None:
    assert made(tmp_path, "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hello\n").pages[0].text == "Ada: Hello"
