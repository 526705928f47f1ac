"""Files in files: read like any other, up to limits that no bomb passes, and nothing written anywhere."""

import io
import zipfile
from pathlib import Path

import pytest

from onyx_desktop.documents import archive, unpack
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Member, Reason
from tests.documents import making


def made(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def shown(members: list[Member]) -> list[tuple[str, str | Reason | None]]:
    return [(each.name, each.document.pages[0].text if each.document else each.reason) for each in members]


FILES = {"a/one.txt": b"first words", "a/two.pdf": making.pdf("second words"), "a/film.avi": b"x", ".hidden.txt": b"x"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", making.zipped(FILES)),
        ("a.tar", making.tarred(FILES)),
        ("a.tar.gz", making.tarred(FILES, "gz")),
        ("a.tgz", making.tarred(FILES, "gz")),
        ("a.tar.bz2", making.tarred(FILES, "bz2")),
        ("a.tar.xz", making.tarred(FILES, "xz")),
    ],
)
def test_archives(tmp_path: Path, name: str, data: bytes) -> None:
    path = made(tmp_path, name, data)
    document, members = unpack.read(path)
    assert document.pages[0].text == "a/one.txt\na/two.pdf\na/film.avi"
    assert shown(members) == [("a/one.txt", "first words"), ("a/two.pdf", "second words")]
    assert unpack.extract(path, False, member="a/two.pdf") == FILES["a/two.pdf"]
    assert list(tmp_path.iterdir()) == [path]


def test_names_that_climb_stay_inside(tmp_path: Path) -> None:
    names = [
        "../../up.txt",
        "/etc/root.txt",
        "C:\\Windows\\back.txt",
        "a/../b.txt",
        "same.txt",
        "x/./same.txt",
        "b.txt",
    ]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as target:
        for name in names:
            target.writestr(name, "words")
    _, members = unpack.read(tmp_path / "a.zip")
    found = [each.name for each in members]
    assert found == ["up.txt", "etc/root.txt", "C/Windows/back.txt", "a/b.txt", "same.txt", "x/same.txt", "b.txt"]


def test_three_levels_and_no_more(tmp_path: Path) -> None:
    data = making.zipped({"deepest.txt": "too deep"})
    for name in ("4", "3", "2"):
        data = making.zipped({f"{name}.zip": data, f"words {name}.txt": "words"})
    found = dict(shown(unpack.read(made(tmp_path, "1.zip", data))[1]))
    assert found["2.zip/3.zip/words 4.txt"] == "words"
    assert found["2.zip/3.zip/4.zip"] == "deepest.txt"
    assert found["2.zip/3.zip/4.zip/deepest.txt"] is Reason.TOO_MUCH_INSIDE


def test_encrypted_members_need_their_password(tmp_path: Path) -> None:
    data = bytearray(making.zipped({"secret.txt": "words"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    _, members = unpack.read(made(tmp_path, "a.zip", bytes(data)))
    assert shown(members) == [("secret.txt", Reason.PASSWORD)]


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = making.zipped({"zeros.txt": b"\0" * (archive._LARGE_BYTES * 3), "small.txt": "words"})
    _, members = unpack.read(made(tmp_path, "zeros.zip", zeros))
    assert shown(members) == [("zeros.txt", Reason.TOO_MUCH_INSIDE), ("small.txt", "words")]
    monkeypatch.setattr(unpack, "MOST_MEMBERS", 3)
    monkeypatch.setattr(
        unpack._Left, "__init__", lambda self: self.__dict__.update(members=3, size_bytes=1 << 20, characters=99)
    )
    many = {f"{number}.txt": "x" for number in range(5)}
    _, members = unpack.read(made(tmp_path, "many.zip", making.zipped(many)))
    assert shown(members)[3:] == [("(the rest)", Reason.TOO_MUCH_INSIDE)]
    large = {"1.txt": "x" * 100, "2.txt": "y"}
    _, members = unpack.read(made(tmp_path, "large.zip", making.zipped(large)))
    assert [each for _, each in shown(members)] == ["x" * 100, Reason.TOO_MUCH_INSIDE]


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    data = making.zipped({"a.txt": "words " * 1000})
    directory = data.index(b"PK\x01\x02") + 24
    lying = data[:directory] + (5).to_bytes(4, "little") + data[directory + 4 :]
    _, members = unpack.read(made(tmp_path, "a.zip", lying))
    assert len(members) == 1
    assert members[0].document is None or len(members[0].document.pages[0].text) <= 5


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.zip", b"PK\x03\x04 no archive", Reason.DAMAGED),
        ("a.tar", b"words", Reason.DAMAGED),
        ("a.tgz", making.tarred(FILES, "gz")[:40], Reason.DAMAGED),
        ("a.zip", making.zipped({}), Reason.EMPTY),
    ],
)
def test_reasons(tmp_path: Path, name: str, data: bytes, expected: Reason) -> None:
    with pytest.raises(Unreadable) as refused:
        unpack.read(made(tmp_path, name, data))
    assert refused.value.reason is expected


def test_links_and_devices_are_no_files(tmp_path: Path) -> None:
    out = io.BytesIO()
    import tarfile

    with tarfile.open(fileobj=out, mode="w") as target:
        for kind, name in (
            (tarfile.SYMTYPE, "link.txt"),
            (tarfile.LNKTYPE, "hard.txt"),
            (tarfile.CHRTYPE, "device.txt"),
        ):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            target.addfile(entry)
    with pytest.raises(Unreadable) as refused:
        unpack.read(made(tmp_path, "a.tar", out.getvalue()))
    assert refused.value.reason is Reason.EMPTY


def test_after_a_crash_the_container_is_read_without_its_members(tmp_path: Path) -> None:
    document, members = unpack.read(made(tmp_path, "a.zip", making.zipped({"a.txt": "words"})), again=True)
    assert document.pages[0].text == "a.txt"
    assert shown(members) == [("a.txt", Reason.CRASHED)]
