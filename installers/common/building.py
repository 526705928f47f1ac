"""The steps that a build shares with those for the other systems, from the command line to the licences.

Each `build.py` says what is particular to its system; what stands here is the same on all of them.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import inside
import licences
from environment import Environment

HERE = Path(__file__).resolve().parent


def from_command_line(said: str, build: Callable[[Path, Path, Path], Sequence[Path]]) -> None:
    """`build.py WHEEL --out DIR --work DIR`. said: the script's docstring; build: wheel, work, out → what it made."""
    asked = argparse.ArgumentParser(description=said, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("wheel", type=Path)
    asked.add_argument("--out", type=Path, default=Path("dist"))
    asked.add_argument("--work", type=Path, default=Path("build"))
    given = asked.parse_args()
    for folder in (given.out, given.work):
        folder.mkdir(parents=True, exist_ok=True)
    for file in build(given.wheel.resolve(), given.work.resolve(), given.out.resolve()):
        print(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB")


def environment_with(wheel: Path, work: Path) -> Environment:
    """The pinned libraries and the program, in a folder of `work`. Raises CalledProcessError."""
    environment = Environment(work / "environment")
    environment.make(HERE / "requirements.txt")
    environment.run("-m", "pip", "install", "-qq", "--no-deps", "--force-reinstall", str(wheel))
    return environment


def draw_icon(environment: Environment, form: str, target: Path, *tools: str) -> None:
    """The program's icon in the form of Windows or macOS; the tools of a release are put into the environment for it.

    form: "ico" or "icns", a kind of `icons.py`; tools: more requirements, which only that system's build has.
    """
    environment.run("-m", "pip", "install", "-qq", *tools, "--requirement", str(HERE / "tools.txt"))
    environment.run(str(HERE / "icons.py"), form, str(target))


def collect_licences(environment: Environment, work: Path, folder: Path, texts: Path) -> None:
    """The licences of what is truly in the frozen folder, and of Python, in `texts`; what lay there goes.

    Where Python is no package of the system: on Windows and macOS. work: of the build, with PyInstaller's lists.
    """
    shutil.rmtree(texts, ignore_errors=True)
    python, _ = inside.python_parts(inside.sources(work / "pyinstaller" / "onyx", folder), environment.site)
    licences.collect([*python, inside.python_itself()], texts)
