"""The tidy folder → a Debian package, and the tree of files beside it that the archive shares.

The package names what it needs of the system by what its binaries ask for (`dpkg-shlibdeps`), not by a list of ours.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import tidy
from project import IDENTIFIER, MAINTAINER, NAME, ROOT, SUMMARY, version

SHARE = Path(__file__).resolve().parent / "share"
ENTRIES = ROOT / "resources" / "desktop"  # the program writes the same ones for a person (integration/entry.py)
# Opened by name while the program runs, so that no binary asks for them: the plugins' keyboards, and a font to show.
ALSO_NEEDED = ("libegl1", "libgl1")
RECOMMENDED = ("xdg-utils", "fonts-dejavu-core | fonts-noto-core | fonts-liberation")
OVERRIDES = """\
# The program brings Python and its libraries along, so that it is the same on every system.
{name} binary: embedded-library *
# Python's extension modules find the symbols of Python in the program that loads them.
{name} binary: library-not-linked-against-libc *
{name} binary: shared-library-lacks-prerequisites *
# The start of the program is PyInstaller's own, as its makers compile it.
{name} binary: hardening-no-pie *
# The package is not meant for Debian's archive.
{name} binary: initial-upload-closes-no-bugs *
# Libraries in a folder *.libs were moved there by the makers of their wheels; stripping breaks them.
{name} binary: unstripped-binary-or-object *.libs/*
# The project has no address yet.
{name} binary: bogus-mail-host *
"""
LONG = """\
 Ask your own documents in plain words. Onyx finds the passages that answer in
 PDFs, office files, mails and notes, ranked by meaning and by words together,
 and opens them at the page.
 .
 Nothing leaves the computer: there is no account and no cloud, and no
 connection is made unless you ask for the download of another search model.
"""


def data_tree(root: Path, licences: Path, icons: Path, moment: int) -> None:
    """Everything but the program: menu entry, icons, pages of the manual, licences, entries for file managers."""
    share = root / "usr" / "share"
    _put(ENTRIES / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
    _put(ENTRIES / f"{NAME}.nemo_action", share / "nemo" / "actions" / f"{NAME}.nemo_action")
    _put(ENTRIES / "servicemenu.desktop", share / "kio" / "servicemenus" / f"{NAME}.desktop")
    _put(ENTRIES / "action.desktop", share / "file-manager" / "actions" / f"{NAME}.desktop")
    _fill(SHARE / f"{IDENTIFIER}.metainfo.xml", share / "metainfo" / f"{IDENTIFIER}.metainfo.xml", moment)
    for page in (f"{NAME}.1", "onyx.1"):
        _fill(SHARE / page, share / "man" / "man1" / page, moment)
        _pack(share / "man" / "man1" / page, moment)
    shutil.copytree(icons, share / "icons" / "hicolor")
    doc = share / "doc" / NAME
    shutil.copytree(licences, doc / "licences")
    _put(ROOT / "THIRD-PARTY-NOTICES.md", doc / "THIRD-PARTY-NOTICES.md")
    _put(ROOT / "CHANGELOG.md", doc / "changelog")
    _pack(doc / "changelog", moment)
    (doc / "copyright").write_text(_copyright(), encoding="utf-8")


def build(folder: Path, data: Path, out: Path, moment: int) -> Path:
    """The package, in `out`. folder: the tidy program; data: what `data_tree` made."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "root"
        shutil.copytree(data, root, symlinks=True)
        program = root / "usr" / "lib" / NAME
        shutil.copytree(folder, program, symlinks=True)
        leave_to_system(program)
        (root / "usr" / "bin").mkdir()
        for name in (NAME, "onyx"):
            (root / "usr" / "bin" / name).symlink_to(f"../lib/{NAME}/{NAME}")
        overrides = root / "usr" / "share" / "lintian" / "overrides" / NAME
        overrides.parent.mkdir(parents=True)
        overrides.write_text(OVERRIDES.format(name=NAME), encoding="utf-8")
        _changes(root / "usr" / "share" / "doc" / NAME, moment)
        plain_modes(root)
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN" / "control").write_text(control(root, needed(program)), encoding="utf-8")
        same_moment(root, moment)
        made = out / f"{NAME}_{version()}-1_{_architecture()}.deb"
        command = ["dpkg-deb", "--build", "--root-owner-group", "-Zxz", "-z6", str(root), str(made)]
        subprocess.run(command, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": str(moment)})
    return made


def leave_to_system(folder: Path) -> None:
    """Take out what Debian has itself, so that its updates reach it: the archive, for other systems, keeps these.

    Python stays, because a newer system has another one.
    """
    for file in sorted((folder / "_internal").glob("lib*.so*")):
        if file.is_symlink():  # to a library of Qt's, which is not the system's
            continue
        asked = ["dpkg", "--search", f"*/{file.name}"]
        if (
            not file.name.startswith("libpython")
            and subprocess.run(asked, capture_output=True, check=False).returncode == 0
        ):
            file.unlink()


def needed(folder: Path) -> str:
    """The packages that hold what the binaries ask for and do not bring along, in the syntax of Depends."""
    binaries = [str(file) for file in tidy.binaries(folder)]
    own = sorted({f"-l{file.parent}" for file in folder.rglob("*.so*")})
    with tempfile.TemporaryDirectory() as scratch:
        control = Path(scratch) / "debian" / "control"
        control.parent.mkdir()
        control.write_text(f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n", encoding="utf-8")
        command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *own, *binaries]
        said = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=True).stdout
    # shlibdeps stops where a library is missing here: installers/README.md lists what a build needs.
    found = said.strip().removeprefix("shlibs:Depends=").split(", ")
    return ", ".join([*found, *(each for each in ALSO_NEEDED if each not in said)])


def control(root: Path, depends: str) -> str:
    """The facts of the package."""
    size = sum(file.lstat().st_size for file in root.rglob("*") if file.is_file()) // 1024
    return (
        f"Package: {NAME}\nVersion: {version()}-1\nArchitecture: {_architecture()}\nMaintainer: {MAINTAINER}\n"
        f"Installed-Size: {size}\nDepends: {depends}\nRecommends: {', '.join(RECOMMENDED)}\nSuggests: tesseract-ocr\n"
        f"Section: utils\nPriority: optional\nDescription: {SUMMARY[0].lower() + SUMMARY[1:]}\n{LONG}"
    )


def plain_modes(root: Path) -> None:
    """Modes that do not depend on who builds."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def same_moment(root: Path, moment: int) -> None:
    """Let every file bear the moment of the release."""
    for path in [*root.rglob("*"), root]:
        os.utime(path, (moment, moment), follow_symlinks=False)


def _architecture() -> str:
    return subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()


def _changes(doc: Path, moment: int) -> None:
    """Debian's own list of changes: one entry a version; what changed for people stands in the other one."""
    when = datetime.fromtimestamp(moment, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    text = f"{NAME} ({version()}-1) stable; urgency=medium\n\n  * See changelog.gz.\n\n -- {MAINTAINER}  {when}\n"
    (doc / "changelog.Debian").write_text(text, encoding="utf-8")
    _pack(doc / "changelog.Debian", moment)


def _copyright() -> str:
    """In the form that Debian's tools read (DEP-5)."""
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: Onyx Desktop\n"
        "Comment: The licences of the libraries inside, and the offer of the sources of Qt, are in the folder\n"
        " licences beside this file.\n\n"
        "Files: *\nCopyright: 2026 The Onyx Desktop founders\nLicense: Apache-2.0\n"
        " On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.\n\n"
        "Files: usr/lib/onyx-desktop/_internal/PySide6/*\nCopyright: The Qt Company Ltd.\nLicense: LGPL-3\n"
        " On Debian systems the text is in /usr/share/common-licenses/LGPL-3.\n"
    )


def _put(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, to)


def _fill(source: Path, to: Path, moment: int) -> None:
    """Copy with the version and the day in their places."""
    to.parent.mkdir(parents=True, exist_ok=True)
    day = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d")
    text = source.read_text(encoding="utf-8").replace("@VERSION@", version()).replace("@DATE@", day)
    to.write_text(text, encoding="utf-8")


def _pack(file: Path, moment: int) -> None:
    """Into file.gz, the same bytes every time."""
    with gzip.GzipFile(f"{file}.gz", "wb", compresslevel=9, mtime=moment) as packed:
        packed.write(file.read_bytes())
    file.unlink()
