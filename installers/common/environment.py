"""An environment of Python's with exactly the pinned libraries, made anew for a release."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Environment:
    """One environment, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.scripts / ("python.exe" if os.name == "nt" else "python")

    def make(self, requirements: Path, *, closed: bool = True) -> None:
        """Install what the file names. closed: and nothing else, not even what that says it needs.

        An environment that is there already is brought up to the file's versions.
        """
        if not self.python.exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(self.folder)], check=True)
        alone = ["--no-deps"] if closed else []
        self.run("-m", "pip", "install", "-qq", *alone, "--requirement", str(requirements))

    @property
    def site(self) -> Path:
        """Where its libraries lie."""
        asked = [str(self.python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
        return Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())

    def run(self, *command: str, **changes: str) -> None:
        """Run its Python, with changes of the environment's variables. Raises CalledProcessError.

        It finds only what is installed in it: a clone of the project in the current folder would come first otherwise.
        """
        variables = os.environ | {"PYTHONSAFEPATH": "1"} | changes
        variables.pop("PYTHONPATH", None)
        subprocess.run([str(self.python), *command], check=True, env=variables)


def frozen(environment: Environment, spec: Path, work: Path, moment: int) -> Path:
    """Run PyInstaller; the folder that it made, in `work/frozen`. The same files every time, as far as it can."""
    folder = work / "frozen"
    arguments: Sequence[str] = (
        "--noconfirm",
        "--clean",
        "--distpath",
        str(folder),
        "--workpath",
        str(work / "pyinstaller"),
    )
    # A fixed hash seed: the order of sets inside compiled modules would differ otherwise.
    fixed = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(moment)}
    environment.run("-m", "PyInstaller", "--log-level", "WARN", *arguments, str(spec), **fixed)
    return folder
