import hashlib
import os
from pathlib import Path

import pytest

from onyx_desktop.domain import File
from onyx_desktop.files.changes import Known, compare, content_hash
from onyx_desktop.files.walk import walk


def files(root: Path) -> list[File]:
    return [each for each in walk(root) if isinstance(each, File)]


def known(root: Path) -> dict[Path, Known]:
    return {each.path: Known(each.size_bytes, each.mtime_ns, each.inode, each.device) for each in files(root)}


def test_content_hash_is_blake2b_of_sixteen_bytes(tmp_path: Path) -> None:
    content = os.urandom(3_000_001)
    (tmp_path / "a").write_bytes(content)
    assert content_hash(tmp_path / "a") == hashlib.blake2b(content, digest_size=16).digest()
    with pytest.raises(FileNotFoundError):
        content_hash(tmp_path / "b")


def test_every_fate_at_once(tmp_path: Path) -> None:
    for name in ("kept", "edited", "deleted", "renamed"):
        (tmp_path / name).write_text(name)
    before = known(tmp_path)
    (tmp_path / "edited").write_text("something else")
    (tmp_path / "deleted").unlink()
    (tmp_path / "sub").mkdir()
    (tmp_path / "renamed").rename(tmp_path / "sub/newname")
    (tmp_path / "fresh").write_text("deleted")
    changes = compare(before, files(tmp_path))
    assert [each.path.name for each in changes.new] == ["fresh"]
    assert [each.path.name for each in changes.changed] == ["edited"]
    assert [each.path.name for each in changes.unchanged] == ["kept"]
    assert changes.gone == [tmp_path / "deleted"]
    assert [(old.name, file.path.name) for old, file in changes.moved] == [("renamed", "newname")]


def test_a_copy_is_new_even_with_the_same_times(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    before = known(tmp_path)
    (tmp_path / "b").write_text("x")
    stamp = (tmp_path / "a").stat()
    os.utime(tmp_path / "b", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    changes = compare(before, files(tmp_path))
    assert [each.path.name for each in changes.new] == ["b"]
    assert changes.moved == []


def test_a_moved_and_edited_file_is_gone_and_new(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    before = known(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    (tmp_path / "b").write_text("longer")
    changes = compare(before, files(tmp_path))
    assert (len(changes.new), len(changes.gone), len(changes.moved)) == (1, 1, 0)


def test_a_file_replaced_by_one_of_equal_size_and_time_is_changed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    stamp = (tmp_path / "a").stat()
    before = known(tmp_path)
    (tmp_path / "other").write_text("two")
    os.utime(tmp_path / "other", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    (tmp_path / "other").replace(tmp_path / "a")
    assert [each.path.name for each in compare(before, files(tmp_path)).changed] == ["a"]


def test_without_inodes_size_and_time_decide_and_nothing_is_moved() -> None:
    before = {Path("/a"): Known(1, 2), Path("/b"): Known(1, 2)}
    changes = compare(before, [File(Path("/a"), 1, 2), File(Path("/c"), 1, 2)])
    assert (len(changes.unchanged), len(changes.new), changes.gone, changes.moved) == (1, 1, [Path("/b")], [])


def test_two_links_of_one_file_moved_together_find_one_origin_each() -> None:
    before = {Path("/a"): Known(1, 2, 7, 1), Path("/b"): Known(1, 2, 7, 1)}
    changes = compare(before, [File(Path("/c"), 1, 2, 7, 1), File(Path("/d"), 1, 2, 7, 1)])
    assert len(changes.moved) + len(changes.new) == 2
    assert len(changes.moved) + len(changes.gone) == 2
    assert changes.moved[0][0] == Path("/a")
