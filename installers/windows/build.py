"""A wheel → the installer for Windows. Run on Windows, with Inno Setup 6 on the path; not yet run.

    python installers/windows/build.py WHEEL --out dist [--work DIR]

Signing is left to whoever publishes: `signtool` on both programs before, and on the installer after.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "common"), str(HERE)]

from building import collect_licences, draw_icon, environment_with, from_command_line
from environment import frozen
from project import NAME, ROOT, epoch, version


def build(wheel: Path, work: Path, out: Path) -> Path:
    """The installer, in `out`."""
    environment = environment_with(wheel, work)
    draw_icon(environment, "ico", HERE / "onyx-desktop.ico")
    folder = frozen(environment, HERE / "onyx.spec", work, epoch()) / NAME
    texts = folder / "_internal" / "licences"
    collect_licences(environment, work, folder, texts)
    shutil.copyfile(ROOT / "LICENSE", texts / "LICENSE.txt")
    subprocess.run(compiler(folder, out), check=True, cwd=HERE)
    return out / f"{NAME}-{version()}-setup.exe"


def compiler(folder: Path, out: Path) -> list[str]:
    """The call of Inno Setup's compiler."""
    return ["ISCC", "/Qp", f"/DVersion={version()}", f"/DFolder={folder}", f"/DOut={out}", str(HERE / "onyx.iss")]


if __name__ == "__main__":
    from_command_line(__doc__, lambda wheel, work, out: [build(wheel, work, out)])
