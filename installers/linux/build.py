"""A wheel → the program for Linux, as a Debian package and as an archive with `install.sh`.

    python installers/linux/build.py WHEEL --out dist [--work DIR]

Python's own tools, PyInstaller and dpkg-dev; Debian's Python 3.11 is best, because one that somebody built for
themselves carries the folder in which they did. `try_deb.py` then installs and tries the package in a bare system.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
USR = Path("/usr")  # where Debian's Python lies, which is no secret
sys.path.insert(0, str(HERE.parent / "common"))

import deb
import inside
import licences
import tidy
from building import environment_with, from_command_line
from environment import Environment, frozen
from project import NAME, epoch, version


def build(wheel: Path, work: Path, out: Path) -> list[Path]:
    """All of it; the files made in `out`. work: for what lies about meanwhile, kept for the list of parts."""
    moment = epoch()
    environment = environment_with(wheel, work)
    folder = frozen(environment, HERE / "onyx.spec", work, moment) / NAME
    tidy.tidy(folder)
    lists = work / "pyinstaller" / "onyx"
    texts, icons, data = work / "licences", work / "icons", work / "data"
    for made in (texts, icons, data):
        shutil.rmtree(made, ignore_errors=True)
    licences.collect(parts(lists, folder, environment.site), texts)
    environment.run(str(HERE.parent / "common" / "icons.py"), "hicolor", str(icons))
    deb.data_tree(data, texts, icons, moment)
    leaks = leaked(folder, work) + leaked(data, work)
    if leaks:
        raise ValueError(f"the folder in which it was built is named in {', '.join(map(str, leaks))}")
    return [deb.build(folder, data, out, moment), archive(folder, data, out, moment)]


def parts(lists: Path, folder: Path, site: Path) -> list[inside.Part]:
    """What is truly in the folder."""
    python, rest = inside.python_parts(inside.sources(lists, folder), site)
    made = {file for file in rest if lists.parent in file.parents or HERE.parent in file.parents}
    return [*python, *inside.system_parts(sorted(rest - made)), *icu_parts(folder)]


def icu_parts(folder: Path) -> list[inside.Part]:
    """ICU, which came with Qt; named by itself, because its data are changed here (icu.py)."""
    text = HERE.parent / "common" / "licences" / "ICU.txt"
    found = (folder / "_internal" / "PySide6" / "Qt" / "lib").glob("libicudata.so.*")
    return [inside.Part("ICU", file.name.rpartition(".")[2], "Unicode-DFS-2016", "within", (text,)) for file in found]


def leaked(folder: Path, work: Path) -> list[Path]:
    """Files that name the folder of the build, also inside compressed modules."""
    names = [str(each).encode() for each in (work.resolve(), HERE.parents[1], Path(sys.base_prefix)) if each != USR]
    found = [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.is_symlink() and any(name in file.read_bytes() for name in names)
    ]
    program = folder / NAME
    if program.is_file():
        reader = Environment(work / "environment")
        asked = [str(reader.python), str(HERE / "modules.py"), str(program), *(name.decode() for name in names)]
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
        found += [Path(each) for each in said]
    return found


def archive(folder: Path, data: Path, out: Path, moment: int) -> Path:
    """The program, its entries for the desktop, and `install.sh`, as a .tar.gz."""
    name = f"{NAME}-{version()}-linux-x86_64"
    made = out / f"{name}.tar.gz"
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / name
        shutil.copytree(folder, root / "program", symlinks=True)
        shutil.copytree(data / "usr" / "share", root / "share", symlinks=True)
        shutil.copy(HERE / "install.sh", root / "install.sh")
        deb.plain_modes(root)

        def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = moment
            return entry

        with gzip.GzipFile(made, "wb", compresslevel=6, mtime=moment) as packed, tarfile.open(None, "w", packed) as tar:
            for path in [root, *sorted(root.rglob("*"))]:
                tar.add(path, path.relative_to(root.parent).as_posix(), recursive=False, filter=plain)
    return made


if __name__ == "__main__":
    from_command_line(__doc__, build)
