"""A wheel → the installer for Windows. Run on Windows, with Inno Setup 6 on the path; not yet run.

    python installers/windows/build.py WHEEL --out dist [--work DIR]

Signing is left to whoever publishes: `signtool` on both programs before, and on the installer after.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "common"), str(HERE)]

import inside
import licences
from environment import Environment, frozen
from project import NAME, ROOT, epoch, version


def build(wheel: Path, work: Path, out: Path) -> Path:
    """The installer, in `out`."""
    environment = Environment(work / "environment")
    environment.make(HERE.parent / "common" / "requirements.txt")
    environment.run("-m", "pip", "install", "-qq", "--no-deps", "--force-reinstall", str(wheel))
    environment.run("-m", "pip", "install", "-qq", "--requirement", str(HERE.parent / "common" / "tools.txt"))
    environment.run(str(HERE.parent / "common" / "icons.py"), "ico", str(HERE / "onyx-desktop.ico"))
    folder = frozen(environment, HERE / "onyx.spec", work, epoch()) / NAME
    texts = folder / "_internal" / "licences"
    shutil.rmtree(texts, ignore_errors=True)
    sources = inside.sources(work / "pyinstaller" / "onyx", folder)
    python, _ = inside.python_parts(sources, environment.site)
    licences.collect([*python, inside.python_itself()], texts)
    shutil.copyfile(ROOT / "LICENSE", texts / "LICENSE.txt")
    subprocess.run(compiler(folder, out), check=True, cwd=HERE)
    return out / f"{NAME}-{version()}-setup.exe"


def compiler(folder: Path, out: Path) -> list[str]:
    """The call of Inno Setup's compiler."""
    return ["ISCC", "/Qp", f"/DVersion={version()}", f"/DFolder={folder}", f"/DOut={out}", str(HERE / "onyx.iss")]


def main() -> None:
    """Build from the command line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("wheel", type=Path)
    asked.add_argument("--out", type=Path, default=Path("dist"))
    asked.add_argument("--work", type=Path, default=Path("build"))
    given = asked.parse_args()
    for folder in (given.out, given.work):
        folder.mkdir(parents=True, exist_ok=True)
    made = build(given.wheel.resolve(), given.work.resolve(), given.out.resolve())
    print(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
