"""`onyx mcp`, asked by the protocol's own client over a real process."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

from onyx_desktop import cli, paths
from onyx_desktop.library import Library
from onyx_desktop.library.pulling import to_the_end
from onyx_desktop.settings import Settings

ROOT = Path(__file__).parents[2]
PDF = paths.resource("samples/documents") / "ParFlow Sand Tank.pdf"
LEASE = "\n\n".join(
    f"Paragraph {number}. " + " ".join(f"Clause {number}.{each} says what a tenant owes." for each in range(30))
    for number in range(12)
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder, and beside it the folder `Documents` that is indexed there."""
    root = tmp_path_factory.mktemp("served")
    (root / "Documents" / "Home").mkdir(parents=True)
    shutil.copy(PDF, root / "Documents")
    (root / "Documents" / "Home" / "boiler.txt").write_text("The boiler leaks. A plumber replaces its valve.")
    (root / "Documents" / "Home" / "lease.txt").write_text(LEASE)
    (root / "secret.txt").write_text("Not in the library.")
    with Library.open(paths.home(root / "onyx"), Settings(quality="fast")) as library:
        to_the_end(library.update([root / "Documents"]))
    return root


def asked(home: Path, conversation):
    """What a conversation with the server gives."""

    async def talk():
        server = StdioServerParameters(
            command=sys.executable,
            args=["-m", "onyx_desktop.cli", "--data-dir", str(home / "onyx"), "mcp"],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
        )
        async with Client(server) as client:
            return await conversation(client)

    return asyncio.run(talk())


def test_a_conversation(home: Path) -> None:
    """One process answers all: what there is, what is found, more of it, and what is refused."""
    documents = home / "Documents"

    async def conversation(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"search", "read_passage", "list_folders"}
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
        assert "type:pdf" in tools["search"].input_schema["properties"]["query"]["description"]

        async def call(name: str, **arguments: object) -> dict:
            answer = await client.call_tool(name, arguments)
            assert not answer.is_error, answer
            return answer.structured_content

        async def refused(name: str, **arguments: object) -> str:
            answer = await client.call_tool(name, arguments)
            assert answer.is_error
            return answer.content[0].text

        found = await call("search", query="who mends the heating?", limit=2)
        assert (found["files"], found["files_searched"]) == (3, 3)
        assert len(found["hits"]) == 2
        assert found["hits"][0]["path"] == str(documents / "Home" / "boiler.txt")
        assert "plumber" in found["hits"][0]["text"]
        narrowed = await call("search", query="water type:pdf nonsense:3")
        assert {hit["path"] for hit in narrowed["hits"]} == {str(documents / PDF.name)}
        assert all(hit["page"] for hit in narrowed["hits"])
        assert (await call("search", query="after:20x3 boiler", mode="words"))["not_understood"] == ["after:20x3"]

        hit = (await call("search", query='"Clause 6.3 says" in:Home'))["hits"][0]
        alone = await call("read_passage", path=hit["path"], passage=hit["passage"], neighbours=0)
        assert alone["text"] == LEASE[alone["start"] : alone["end"]]
        assert "Clause 6.3 says" in alone["text"]
        wider = await call("read_passage", path=hit["path"], passage=hit["passage"], neighbours=1)
        assert wider["text"] == LEASE[wider["start"] : wider["end"]]
        assert wider["start"] < alone["start"]
        assert wider["end"] > alone["end"]
        page = await call("read_passage", path=str(documents / PDF.name), page=2)
        assert (page["first_page"], page["last_page"]) == (2, 2)
        assert page["pages"] > 2
        begun = await call("read_passage", path=hit["path"], start=100, length=50)
        assert begun["text"] == LEASE[100:150]
        assert begun["characters"] == len(LEASE)

        (folder,) = (await call("list_folders"))["folders"]
        assert folder == {"path": str(documents), "files": 3, "searchable": 3, "not_readable": 0}
        (inside,) = (await call("list_folders", folder=str(documents)))["folders"]
        assert (inside["path"], inside["files"]) == (str(documents / "Home"), 2)

        assert "is not in the library" in await refused("read_passage", path=str(home / "secret.txt"))
        assert "has no page 999" in await refused("read_passage", path=str(documents / PDF.name), page=999)
        assert "has no page (passage" in await refused("read_passage", path=hit["path"], passage=10**9)
        assert "less than or equal to 100" in await refused("search", query="x", limit=1000)

    asked(home, conversation)


def test_it_answers_beside_the_writer_and_sees_what_it_adds(home: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(home, tmp_path / "served")
    more = tmp_path / "More"
    more.mkdir()
    (more / "moon.txt").write_text("The moon goes round the earth.")

    async def conversation(client: Client) -> None:
        async def paths_for(query: str) -> list[str]:
            answer = await client.call_tool("search", {"query": query, "mode": "words"})
            return [hit["path"] for hit in answer.structured_content["hits"]]

        assert await paths_for("moon") == []
        with Library.open(paths.home(copied / "onyx"), Settings(quality="fast")) as writer:
            to_the_end(writer.update([more]))
            assert await paths_for("moon") == [str(more / "moon.txt")]

    asked(copied, conversation)


def test_nothing_but_the_protocol_is_on_stdout(home: Path) -> None:
    command = [sys.executable, "-m", "onyx_desktop.cli", "--data-dir", str(home / "onyx"), "mcp"]
    done = subprocess.run(
        command, cwd=ROOT, input=b'no json\n{"jsonrpc": "2.0", "id": 1, "method": "nothing"}\n',
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert all(line.startswith(b'{"jsonrpc"') for line in done.stdout.splitlines())


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "mcp" else pytest.fail(name))
    assert cli.main(["--data-dir", str(tmp_path), "mcp"]) == 1
    assert capsys.readouterr() == ("", "onyx: this needs one more package: pip install 'onyx-desktop[mcp]'\n")
