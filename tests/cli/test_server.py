"""`onyx server`, against a real `chroma run` on this computer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import Onyx, folder, onyx
from tests.servers import chroma_run, free_port

__all__ = ["folder", "onyx"]  # fixtures from elsewhere


def test_a_library_moves_to_a_server_is_shared_and_comes_back(
    onyx: Onyx, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    headers = tmp_path / "headers"
    headers.write_text("X-Chroma-Token: not-for-logs\n")
    onyx("index", str(folder))
    use = ("server", "use", "127.0.0.1", "--port", str(port), "--headers", str(headers))
    assert onyx(*use, expect=1).startswith(f"onyx: the Chroma server 127.0.0.1:{port} can't be used (")
    assert onyx("server") == {"server": None}
    with chroma_run(tmp_path / "server", port):
        said = onyx.text(*use)
        assert "The text of your documents" in said
        assert "not-for-logs" not in said + onyx.err()
        assert onyx("server") == {"server": f"127.0.0.1:{port}", "collections": 2, "complete": True}
        (listed,) = onyx("server", "list")
        assert listed["files"] == 2

        second = Onyx(tmp_path / "second", capsys)
        second.home.mkdir()
        (second.home / "settings.toml").write_text(f'chroma_host = "127.0.0.1"\nchroma_port = {port}\n')
        done = second("server", "attach", listed["name"][:6])
        assert (done["documents"], done["folders"]) == (2, [str(folder)])
        assert Path(second("search", "who repairs the heating?")["hits"][0]["path"]) == folder / "lease.txt"

        assert onyx("server", "off", "--delete") == {"server": None, "deleted": 2}
    assert (onyx.home / "chroma").exists()
    assert [Path(hit["path"]).name for hit in onyx("search", "heating")["hits"]][:1] == ["lease.txt"]


@pytest.mark.parametrize("wrong", ["http://somewhere", "a b", "user@host"])
def test_what_is_no_computer_is_refused(onyx: Onyx, wrong: str) -> None:
    assert "chroma_host must be the name or the address of a computer" in onyx("server", "use", wrong, expect=1)


def test_what_is_no_header_is_refused_and_not_repeated(onyx: Onyx, tmp_path: Path) -> None:
    headers = tmp_path / "headers"
    headers.write_text("not-for-logs\n")
    said = onyx("server", "use", "127.0.0.1", "--headers", str(headers), expect=1)
    assert "lines of the form Name: value" in said
    assert "not-for-logs" not in said
