"""The package and the archive → a verdict: whether they work in a bare Debian 12 without a network, and leave nothing.

    sudo python installers/linux/try_deb.py dist/*.deb dist/*.tar.gz --work build/try

Needs root, debootstrap, lintian, desktop-file-utils and appstream. Each step prints what it found; the first that fails
ends the trial with status 1. The pictures of the window lie in the work folder, for somebody to look at.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

SUITE, MIRROR = "bookworm", "http://deb.debian.org/debian"
USER = "ada"
HOME = Path("/home") / USER
SAMPLES = "/usr/lib/onyx-desktop/_internal/onyx_desktop/resources/samples/documents"
QUESTION = "what keeps galaxies from flying apart"
# Put there for the trial, as any desktop has them.
DESKTOP = ("xvfb", "xauth", "fonts-dejavu-core")


class Failed(Exception):
    """A step did not end well (args: the sentence)."""


class Room:
    """A bare Debian in a folder."""

    def __init__(self, folder: Path, base: Path) -> None:
        self.folder = folder
        if not base.exists():
            with_all = folder.with_name("base")
            _run("debootstrap", "--variant=minbase", SUITE, str(with_all), MIRROR)
            _run("tar", "--create", "--file", str(base), "--directory", str(with_all), ".")
            shutil.rmtree(with_all)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _run("tar", "--extract", "--file", str(base), "--directory", str(folder))
        shutil.copy("/etc/resolv.conf", folder / "etc" / "resolv.conf")
        self.run("useradd", "--create-home", USER)

    def run(self, *command: str) -> str:
        """As root, with a network."""
        return _run("chroot", str(self.folder), *command, LC_ALL="C.UTF-8", DEBIAN_FRONTEND="noninteractive")

    def apart(self, command: str) -> str:
        """As a person, in a shell, without any network: only what the package brought along."""
        inside = (
            f"mount -t proc proc {self.folder}/proc && mount -t devtmpfs dev {self.folder}/dev 2>/dev/null; "
            f"mkdir -p {self.folder}/dev/shm && mount -t tmpfs tmpfs {self.folder}/dev/shm; "
            f"exec chroot --userspec={USER}:{USER} {self.folder} /bin/sh -c '{command}'"
        )
        return _run(
            "unshare", "--net", "--mount", "--pid", "--fork", "/bin/sh", "-c", inside, HOME=str(HOME), LC_ALL="C.UTF-8",
            USER=USER, LOGNAME=USER,
        )  # fmt: skip

    def files(self) -> set[str]:
        """Everything in it but what runs."""
        found = _run("find", str(self.folder), "-xdev", "-not", "-path", "*/proc/*", "-printf", "/%P\\n")
        return set(found.splitlines())


def checked(deb: Path) -> None:
    """What Debian's own tools say of the package."""
    said = _run("lintian", "--fail-on", "error", "--info", "--tag-display-limit", "0", str(deb))
    tags = [line for line in said.splitlines() if line[:2] in {"E:", "W:"}]
    print(f"lintian: {len(tags)} warnings and errors", *tags, sep="\n  ")
    unpacked = deb.with_suffix(".unpacked")
    shutil.rmtree(unpacked, ignore_errors=True)
    _run("dpkg-deb", "--extract", str(deb), str(unpacked))
    share = unpacked / "usr" / "share"
    _run("desktop-file-validate", str(share / "applications" / "onyx-desktop.desktop"))
    print("desktop-file-validate: nothing to say")
    print("appstreamcli:", _run("appstreamcli", "validate", "--no-net", str(*(share / "metainfo").iterdir())).strip())
    shutil.rmtree(unpacked)


def tried(room: Room, program: str, picture: str) -> None:
    """The window and the commands, as a person would use them."""
    started = time.perf_counter()
    print(room.apart(f"xvfb-run -a {program}/onyx-desktop --selftest --screenshot {HOME}/{picture}").strip())
    print(f"self-test: {time.perf_counter() - started:.1f} s")
    samples = SAMPLES if program == "/usr/bin" else f"{HOME}/.local/lib/{SAMPLES.removeprefix('/usr/lib/')}"
    counts = json.loads(room.apart(f"{program}/onyx --json index {samples} 2>{HOME}/errors || cat {HOME}/errors"))
    if counts["skipped"] or not counts["files"]:
        raise Failed(f"onyx index: {counts}")
    print(f"onyx index: {counts['files']} files, {counts['chunks']} passages, {counts['seconds']:.1f} s")
    found = json.loads(room.apart(f'{program}/onyx --json search "{QUESTION}"'))
    if "Dark Matter" not in found["hits"][0]["path"]:
        raise Failed(f"onyx search: {found['hits'][0]}")
    print(f"onyx search: {Path(found['hits'][0]['path']).name}, {found['ms']:.0f} ms")
    broken = f"mkdir -p {HOME}/broken && echo PK no archive > {HOME}/broken/a.docx && {program}/onyx --json index"
    room.apart(f"{broken} --depth words {HOME}/broken 2>{HOME}/errors")
    reasons = [each["reason"] for each in json.loads(room.apart(f"{program}/onyx --json problems"))]
    if reasons != ["damaged"]:  # what a reader says of a file comes from another process
        raise Failed(f"onyx problems: {reasons}")
    print("onyx verify:", room.apart(f"{program}/onyx verify").strip())


def package(room: Room, deb: Path, pictures: Path) -> None:
    """Install, use, remove, purge."""
    room.run("apt-get", "update", "-qq")
    room.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *DESKTOP)
    shutil.copy(deb, room.folder / "var" / "tmp" / deb.name)
    before = room.files()
    room.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/var/tmp/{deb.name}")
    size = room.run("du", "-sm", "/usr/lib/onyx-desktop").split()[0]
    brought = sorted(room.run("dpkg", "-L", "onyx-desktop").split("\n"))
    print(f"installed: {size} MB, {len(brought)} files")
    tried(room, "/usr/bin", "package.png")
    shutil.copy(room.folder / str(HOME)[1:] / "package.png", pictures)
    room.run("apt-get", "remove", "-y", "-qq", "onyx-desktop")
    room.run("dpkg", "--purge", "onyx-desktop")
    room.run("apt-get", "autoremove", "-y", "-qq", "--purge")
    _nothing_left(room.files() - before, "package")


def in_the_home(room: Room, archive: Path, pictures: Path) -> None:
    """The archive, installed for one person without being root, and removed."""
    room.run("apt-get", "update", "-qq")
    room.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *DESKTOP, *_needs(archive))
    shutil.copy(archive, room.folder / str(HOME)[1:])
    room.run("chown", f"{USER}:", f"{HOME}/{archive.name}")
    room.apart(f"cd {HOME} && tar -xzf {archive.name}")
    before = room.files()
    name = archive.name.removesuffix(".tar.gz")
    print(room.apart(f"{HOME}/{name}/install.sh --user").strip())
    tried(room, f"{HOME}/.local/bin", "archive.png")
    shutil.copy(room.folder / str(HOME)[1:] / "archive.png", pictures)
    print(room.apart(f"{HOME}/{name}/install.sh --remove --user").strip())
    _nothing_left(room.files() - before, "archive")


def _needs(archive: Path) -> list[str]:
    """What a desktop has, for a room that has none: what the package of the same build depends on."""
    deb = next(archive.parent.glob("*.deb"))
    depends = _run("dpkg-deb", "--field", str(deb), "Depends").replace("\n", " ")
    return [each.split("|")[0].split("(")[0].strip() for each in depends.split(",")]


def _nothing_left(left: set[str], what: str) -> None:
    """Of the program; what a person made with it stays, and so do the caches and logs of the system."""
    own = (f"{HOME}/.local/share/onyx-desktop", f"{HOME}/.config/onyx-desktop", f"{HOME}/.local/state/onyx-desktop")
    system = ("/var/log", "/var/cache", "/var/lib/apt", "/var/lib/dpkg", "/var/tmp", "/etc/ld.so.cache", "/dev")
    made = (f"{HOME}/errors", f"{HOME}/broken", f"{HOME}/{what}.png")
    kept = (*own, *system, *made)
    rest = sorted(each for each in left if not each.startswith(kept) and not any(one.startswith(each) for one in own))
    named = sorted(each for each in rest if "onyx" in each)
    if named:
        raise Failed(f"left behind by the {what}: {named}")
    print(f"nothing of the {what} is left; {len(rest)} other files are new", *rest[:5])


def _run(*command: str, **changes: str) -> str:
    environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"} | changes
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise Failed(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> int:
    """0 if everything held."""
    sys.stdout.reconfigure(line_buffering=True)
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("deb", type=Path)
    asked.add_argument("archive", type=Path)
    asked.add_argument("--work", type=Path, default=Path("build/try"))
    given = asked.parse_args()
    if os.geteuid() != 0:
        print("try_deb.py: a bare Debian can only be made by root", file=sys.stderr)
        return 2
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    try:
        checked(given.deb.resolve())
        room = Room(work / "room", work / f"{SUITE}.tar")
        package(room, given.deb.resolve(), work)
        in_the_home(Room(work / "room", work / f"{SUITE}.tar"), given.archive.resolve(), work)
    except Failed as failure:
        print(f"try_deb.py: {failure}", file=sys.stderr)
        return 1
    shutil.rmtree(work / "room")
    return 0


if __name__ == "__main__":
    sys.exit(main())
