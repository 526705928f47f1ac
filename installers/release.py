"""The project → everything that is published for Linux, in one go.

    python3.11 installers/release.py --out dist [--work DIR]          builds
    python3.11 installers/release.py --compare dist other             says what differs between two builds

Wheel, sdist, Debian package, archive, the licences and the bill of materials of what is inside, a Flatpak manifest for
the archive, SHA256SUMS. The version comes from onyx_desktop/__init__.py; SOURCE_DATE_EPOCH, else the last commit, is
the moment that all files bear. Needs what installers/README.md lists; Windows' and macOS' installers are built there.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "common"), str(HERE / "linux")]

import bill
import build
from environment import Environment
from project import NAME, ROOT, epoch, version

MANIFEST = HERE / "flatpak" / "invalid.onyx_desktop.OnyxDesktop.yml"


def release(work: Path, out: Path) -> list[Path]:
    """All of it; the files in `out`."""
    moment = epoch()
    tools = Environment(work / "tools")
    tools.make(HERE / "common" / "tools.txt", closed=False)
    tools.run("-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT), SOURCE_DATE_EPOCH=str(moment))
    wheel = out / f"{NAME.replace('-', '_')}-{version()}-py3-none-any.whl"
    _package, archive = build.build(wheel, work, out)
    environment = Environment(work / "environment")
    folder = work / "frozen" / NAME
    parts = build.parts(work / "pyinstaller" / "onyx", folder, environment.site)
    bill.write(out / f"{NAME}-{version()}.cyclonedx.json", parts, environment, tools, moment)
    shutil.copyfile(work / "licences" / "README.md", out / f"{NAME}-{version()}-licences.md")
    text = MANIFEST.read_text(encoding="utf-8").replace("@VERSION@", version()).replace("@SHA256@", digest(archive))
    (out / MANIFEST.name).write_text(text, encoding="utf-8")
    files = sorted(each for each in out.iterdir() if each.is_file() and each.name != "SHA256SUMS")
    sums = "".join(f"{digest(each)}  {each.name}\n" for each in files)
    (out / "SHA256SUMS").write_text(sums, encoding="utf-8")
    return [*files, out / "SHA256SUMS"]


def digest(file: Path) -> str:
    """SHA-256, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def compared(first: Path, second: Path) -> list[str]:
    """What differs between two folders of releases: files, and where that can be said, members of them."""
    names = sorted({each.name for folder in (first, second) for each in folder.iterdir() if each.is_file()})
    found = []
    for name in names:
        one, other = first / name, second / name
        if not (one.exists() and other.exists()):
            found.append(f"{name}: only in {first if one.exists() else second}")
        elif digest(one) != digest(other):
            inside = members(one), members(other)
            places = sorted(set(inside[0]) | set(inside[1]))
            differ = [each for each in places if inside[0].get(each) != inside[1].get(each)]
            found.append(f"{name}: {len(differ)} of {len(places)} members differ {differ[:20]}")
    return found


def members(file: Path) -> dict[str, str]:
    """What is inside a package, each with its digest; nothing for another kind of file."""
    if file.suffix == ".whl":
        with zipfile.ZipFile(file) as packed:
            return {each: hashlib.sha256(packed.read(each)).hexdigest() for each in packed.namelist()}
    if file.name.endswith(".tar.gz"):
        return _of_tar(tarfile.open(file))
    if file.suffix == ".deb":
        said = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(file)], capture_output=True, check=True).stdout
        return _of_tar(tarfile.open(fileobj=io.BytesIO(said)))
    return {}


def _of_tar(packed: tarfile.TarFile) -> dict[str, str]:
    with packed:
        return {
            each.name: hashlib.sha256(packed.extractfile(each).read()).hexdigest() if each.isfile() else each.linkname
            for each in packed
        }


def main() -> int:
    """0 if it was built, or if two builds are the same."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--out", type=Path, default=Path("dist"))
    asked.add_argument("--work", type=Path, default=Path("build"))
    asked.add_argument("--compare", type=Path, nargs=2)
    given = asked.parse_args()
    if given.compare:
        differences = compared(*given.compare)
        print(*(differences or ["no difference"]), sep="\n")
        return 1 if differences else 0
    os.umask(0o022)
    for folder in (given.out, given.work):
        folder.mkdir(parents=True, exist_ok=True)
    for file in release(given.work.resolve(), given.out.resolve()):
        print(f"{file.stat().st_size / 1e6:8.1f} MB  {file.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
