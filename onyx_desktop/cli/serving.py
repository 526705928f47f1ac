"""`onyx mcp`: the library for other programs, by the Model Context Protocol. Needs the `mcp` extra.

A reader beside the window or an update: it changes nothing, reads no file of the disk but the index, and opens no
connection. On stdout there is nothing but the protocol. Questions are answered one after the other.
"""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from onyx_desktop import __version__
from onyx_desktop.cli import wording
from onyx_desktop.cli.opening import open_library
from onyx_desktop.cli.output import as_text
from onyx_desktop.domain import Mode
from onyx_desktop.errors import OnyxError
from onyx_desktop.library import excerpts

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from onyx_desktop.domain import Answer, Hit
    from onyx_desktop.library import Library

_INSTRUCTIONS = """Searches the person's own documents on their computer, by meaning and by words. `search` finds
passages, `read_passage` gives more of the text around one or a whole page, `list_folders` says what is indexed. Name
the file and the page of what you use. "strength" says how close a passage is to the question: strong, good, weak or
nearest (nothing was close, these are the nearest)."""
_QUERY = (
    "A question or words. Filters may stand among them: \"a phrase\", -without, type:pdf, in:Folder, name:lease, "
    "after:2023, before:2024-06, from:anna, subject:invoice, lang:de, size:>1mb, page:3..7"
)  # fmt: skip
_MODE = "auto: by meaning and words; words; meaning"

Limit = Annotated[int, Field(ge=1, le=100, description="how many passages at most")]
Query = Annotated[str, Field(min_length=1, max_length=10_000, description=_QUERY)]
Asked = Annotated[Mode, Field(description=_MODE)]
File = Annotated[str, Field(description="the path of a file, as `search` gives it")]
Passage = Annotated[int | None, Field(description="a passage, as `search` gives it; else a page, or from a start")]
Page = Annotated[int | None, Field(ge=1, description="a page, from 1")]
Start = Annotated[int, Field(ge=0, description="from this character of the document")]
Length = Annotated[int, Field(ge=1, le=excerpts.LONGEST, description="at most so many characters")]
Neighbours = Annotated[int, Field(ge=0, le=50, description="so many passages before and behind it")]
Folder = Annotated[str | None, Field(description="a folder, to see what lies in it; none: the folders of the library")]


def serve(arguments: argparse.Namespace) -> int:
    """Answer until stdin ends."""
    with open_library(arguments) as library:
        _server(_Tools(library)).run("stdio")
    return 0


def _server(tools: _Tools) -> MCPServer[Any]:
    server: MCPServer[Any] = MCPServer(
        "onyx",
        title="Onyx Desktop",
        version=__version__,
        instructions=_INSTRUCTIONS,
        log_level="ERROR" if os.environ.get("ONYX_DEBUG") else "CRITICAL",
    )
    only_reads = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    for tool in (tools.search, tools.read_passage, tools.list_folders):
        server.add_tool(tool, annotations=only_reads, structured_output=True)
    return server


class _Tools:
    """What can be asked. Names, docstrings and annotations are what the other program is told."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turn = threading.Lock()  # a library answers one thread

    def search(self, query: Query, limit: Limit = 10, mode: Asked = Mode.AUTO) -> dict[str, Any]:
        """Find the passages of the person's own documents that answer a question, best first."""
        with self._answering():
            answer = self._library.search(query, limit, mode)
            return _found(answer)

    def read_passage(  # noqa: PLR0913, PLR0917 - each is what the other program may say
        self,
        path: File,
        passage: Passage = None,
        neighbours: Neighbours = 1,
        page: Page = None,
        start: Start = 0,
        length: Length = excerpts.LONGEST,
    ) -> dict[str, Any]:
        """Read a file of the library: a passage with its neighbours, a page, or the text from a character on."""
        with self._answering():
            place = excerpts.Place(passage, neighbours, page, start, length)
            return _excerpt(excerpts.read(self._library, Path(path), place))

    def list_folders(self, folder: Folder = None) -> dict[str, Any]:
        """The folders of the library, or those directly inside one of them, with how many files they hold."""
        with self._answering():
            if folder is not None:
                inside = self._library.overview.subfolders(Path(folder))
                rows = [(each.path, each.files, each.searchable, each.skipped) for each in inside]
            else:
                known = self._library.folders()
                rows = [(each.path, each.files, each.searchable, each.skipped) for each in known]
        names = ("path", "files", "searchable", "not_readable")
        return {"folders": [dict(zip(names, (as_text(row[0]), *row[1:]), strict=True)) for row in rows]}

    @contextlib.contextmanager
    def _answering(self) -> Iterator[None]:
        """One at a time; what a person could act on is told in a sentence."""
        with self._turn:
            try:
                yield
            except OnyxError as error:
                raise ToolError(wording.sentence(error)) from error


def _found(answer: Answer) -> dict[str, Any]:
    return {
        "files": answer.coverage.files,
        "files_searched": answer.coverage.searched,
        "not_understood": [f"{key}:{value}" for key, value in answer.notices],
        "hits": [_hit(hit) for hit in answer.hits],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "path": as_text(hit.path),
        "title": hit.title,
        "page": hit.page,
        "page_label": hit.page_label,
        "heading": hit.heading,
        "passage": hit.chunk_id,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "strength": hit.strength.value,
        "score": round(hit.score, 4),
        "more_in_this_file": hit.more,
    }


def _excerpt(found: excerpts.Excerpt) -> dict[str, Any]:
    return {
        "path": as_text(found.path),
        "title": found.title,
        "text": found.text,
        "start": found.start,
        "end": found.end,
        "characters": found.characters,
        "first_page": found.first_page,
        "last_page": found.last_page,
        "pages": found.pages,
        "page_labels": list(found.labels),
    }
