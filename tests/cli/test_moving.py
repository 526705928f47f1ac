"""`onyx pack` and `onyx unpack`, as a person types them."""

from pathlib import Path

import pytest

from tests.cli.test_commands import Onyx, onyx

__all__ = ["onyx"]


def test_a_library_goes_to_another_computer(onyx: Onyx, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents, packed = tmp_path / "Documents", tmp_path / "library.onyx"
    documents.mkdir()
    (documents / "note.txt").write_text("The landlord keeps the heating in order.")
    onyx("index", str(documents))
    told = onyx("pack", str(packed))
    assert (told["files"], told["folders"], told["model"]) == (1, [str(documents)], "all-MiniLM-L6-v2")
    assert told["packed_bytes"] == packed.stat().st_size

    here = documents.rename(tmp_path / "Papers")
    other = Onyx(tmp_path / "other", capsys)
    assert other("unpack", str(packed), "--list")["folders"] == [str(documents)]
    assert str(documents) in other.text("unpack", str(packed), "--list")
    assert "wants OLD=NEW" in refused(other, "unpack", str(packed), "--folder", "nonsense")
    assert f"it has {documents}" in refused(other, "unpack", str(packed), "--folder", f"/nowhere={here}")
    assert other("unpack", str(packed), "--folder", f"{documents}={here}")["here"] == [str(here)]
    assert other("search", "broken heating")["hits"][0]["path"] == str(here / "note.txt")
    assert other("index")["embedded"] == 0
    assert "there is a library in" in other("unpack", str(packed), expect=1)
    assert "can't be unpacked: it is no packed library" in other("unpack", str(here / "note.txt"), expect=1)
    away = Onyx(tmp_path / "third", capsys).text("unpack", str(packed))
    assert f"{documents} is not there; its files are kept" in away


def refused(onyx: Onyx, *arguments: str) -> str:
    """What a wrong command line is told."""
    with pytest.raises(SystemExit) as ended:
        onyx(*arguments)
    assert ended.value.code == 2
    return onyx.err()
