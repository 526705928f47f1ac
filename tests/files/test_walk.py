import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from onyx_desktop.domain import File, Reason, Skipped
from onyx_desktop.files.walk import is_placeholder, left_out, walk


def names(root: Path, *excluded: str) -> list[str]:
    return [
        os.fsencode(each.path.relative_to(root)).decode("latin-1")
        for each in walk(root, excluded)
        if isinstance(each, File)
    ]


def make(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


def test_files_come_sorted_and_carry_their_stat(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "c.txt")
    assert names(tmp_path) == ["a/b/c.txt", "a/z.txt", "b.txt", "c.txt"]
    found = next(each for each in walk(tmp_path) if isinstance(each, File) and each.path.name == "b.txt")
    status = (tmp_path / "b.txt").stat()
    assert found == File(tmp_path / "b.txt", 5, status.st_mtime_ns, status.st_ino, status.st_dev)


def test_hidden_and_excluded_names_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, ".git/x", ".hidden", "node_modules/y.js", "keep/a.txt", "keep/a.tmp", "~$lock.docx", "[1].txt")
    assert names(tmp_path, "node_modules", "*.tmp", "~$*") == ["[1].txt", "keep/a.txt"]


def test_a_whole_path_leaves_out_only_itself(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt", "b/x.txt", "c/[1].txt", "c/1.txt", "d/e/y.txt")
    assert names(tmp_path, str(tmp_path / "a" / "x.txt"), str(tmp_path / "c" / "[1].txt"), str(tmp_path / "d")) == [
        "b/x.txt",
        "c/1.txt",
    ]
    assert left_out(tmp_path, tmp_path / "d/e/y.txt", [str(tmp_path / "d")]) == "d"
    assert left_out(tmp_path, tmp_path / "b/x.txt", [str(tmp_path / "d")]) is None


def test_a_link_to_a_file_that_is_left_out_by_its_path_is_followed(tmp_path: Path) -> None:
    make(tmp_path, "store/object")
    (tmp_path / "annexed").symlink_to(tmp_path / "store/object")
    assert names(tmp_path, str(tmp_path / "store")) == ["annexed"]
    assert names(tmp_path) == ["store/object"]


def test_a_hidden_root_that_was_asked_for_is_walked(tmp_path: Path) -> None:
    make(tmp_path, ".notes/a.txt")
    assert names(tmp_path / ".notes") == ["a.txt"]


def test_one_file_is_its_own_walk(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    assert [each.path for each in walk(tmp_path / "a.txt") if isinstance(each, File)] == [tmp_path / "a.txt"]


def test_symlinked_folders_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt")
    (tmp_path / "a/loop").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a/x.txt"]


def test_links_to_files_are_followed_once_and_only_where_the_walk_does_not_come_itself(tmp_path: Path) -> None:
    make(tmp_path, "outside/far.txt", "root/near.txt", "root/.store/object")
    root = tmp_path / "root"
    for name, target in [("far1", "outside/far.txt"), ("far2", "outside/far.txt"), ("near2", "root/near.txt")]:
        (root / name).symlink_to(tmp_path / target)
    (root / "annexed").symlink_to(root / ".store/object")
    (root / "nowhere").symlink_to(root / "missing")
    (root / "self").symlink_to(root / "self")
    assert names(root) == ["annexed", "far1", "near.txt"]


def test_hard_links_are_files_of_their_own(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    os.link(tmp_path / "a.txt", tmp_path / "b.txt")
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_a_fifo_is_no_file(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path) == ["a.txt"]
    assert list(walk(tmp_path / "pipe.txt")) == []


def test_undecodable_names_survive(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))).write_text("x")
    (found,) = walk(tmp_path)
    assert isinstance(found, File)
    assert found.path.read_text() == "x"
    assert names(tmp_path) == ["caf\xe9.txt"]


def test_a_missing_root_is_data(tmp_path: Path) -> None:
    (found,) = walk(tmp_path / "nothing")
    assert isinstance(found, Skipped)
    assert found.reason is Reason.VANISHED


def test_a_folder_that_cannot_be_listed_is_data_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a/x.txt", "locked/y.txt", "z.txt")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if os.fspath(path).endswith("locked"):
            raise PermissionError(13, "denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)  # root reads everything, so chmod shows nothing where tests run as root
    found = list(walk(tmp_path))
    assert [each.path.name for each in found if isinstance(each, File)] == ["x.txt", "z.txt"]
    (skipped,) = [each for each in found if isinstance(each, Skipped)]
    assert (skipped.reason, skipped.file.path) == (Reason.NO_PERMISSION, tmp_path / "locked")


def test_a_very_deep_tree(tmp_path: Path) -> None:
    folders = [os.path.join(tmp_path, *["d"] * depth) for depth in range(1, 1201)]
    for folder in folders:
        os.mkdir(folder)
    Path(folders[-1], "x.txt").write_text("x")
    try:
        assert len(list(walk(tmp_path))) == 1
    finally:  # what removes temporary folders recurses
        os.unlink(os.path.join(folders[-1], "x.txt"))
        for folder in reversed(folders):
            os.rmdir(folder)


def test_ignore_files_count_for_their_folder_and_below(tmp_path: Path) -> None:
    make(tmp_path, "a.log", "keep.log", "drafts/x.txt", "sub/a.log", "sub/old/b.txt", "sub/deep/old/c.txt", "old")
    (tmp_path / ".onyxignore").write_text("# rules\n*.log\n!keep.log\n/drafts/\nold/\n")
    (tmp_path / "sub" / ".onyxignore").write_text("!a.log\n!old/\n")
    assert names(tmp_path) == ["keep.log", "old", "sub/a.log", "sub/deep/old/c.txt", "sub/old/b.txt"]
    assert left_out(tmp_path, tmp_path / "drafts" / "x.txt") == "drafts"
    assert left_out(tmp_path, tmp_path / "sub" / "a.log") is None


def test_rules_of_a_folder_hold_when_a_part_of_it_is_walked(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.log", "sub/b.txt")
    (tmp_path / ".onyxignore").write_text("*.log")
    assert [each.path.name for each in walk(tmp_path / "sub", (), tmp_path)] == ["b.txt"]
    assert [each.path.name for each in walk(tmp_path / "sub")] == ["a.log", "b.txt"], "above the root nothing counts"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"!!!\n[\n///\n**/\n\\\n*.log\n", b"\xef\xbb\xbf*.log\r\n"])
def test_odd_rules_raise_nothing(tmp_path: Path, content: bytes) -> None:
    make(tmp_path, "a.txt", "b.log")
    (tmp_path / ".onyxignore").write_bytes(content)
    assert "a.txt" in names(tmp_path)
    assert ("b.log" in names(tmp_path)) == (b"*.log" not in content)


def test_a_folder_of_rules_is_no_file_of_rules(tmp_path: Path) -> None:
    make(tmp_path, ".onyxignore/x", "a.txt")
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize(
    ("flags", "online"),
    [
        ({"st_file_attributes": 0x400000}, True),
        ({"st_file_attributes": 0x20}, False),
        ({"st_flags": 0x40000000}, True),
        ({}, False),
    ],
)
def test_a_file_that_lies_with_a_cloud_service_is_told_by_its_flags(flags: dict[str, int], online: bool) -> None:
    assert is_placeholder(SimpleNamespace(**flags)) is online  # type: ignore[arg-type]  # the two fields that are read
