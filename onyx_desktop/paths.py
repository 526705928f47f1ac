"""Where data, settings, logs and resources live.

`ONYX_HOME` (or `--data-dir`) puts everything in one folder: portable, and one per test. Refuses nothing; makes no
folder except by `Home.create`, which gives the data folder mode 0700, because an index contains the text of documents.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from onyx_desktop.errors import DataFolderUnusable

_usual_umask: int | None = None  # before `private`
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one library. models: those that were installed or imported; the embedded ones are resources."""

    data: Path
    config: Path
    logs: Path
    models: Path

    @property
    def settings_file(self) -> Path:
        """The settings, as TOML."""
        return self.config / "settings.toml"

    def create(self) -> None:
        """Make the folders, for their owner only; what they hold is, too, from the umask that `private` sets.

        Raises `DataFolderUnusable`.
        """
        for folder in (self.data, self.config, self.logs):
            try:
                folder.mkdir(parents=True, exist_ok=True)
                folder.chmod(0o700)
            except OSError as error:
                raise DataFolderUnusable(folder, error.strerror or type(error).__name__) from error


def private() -> None:
    """Let new files of this process, and of those it starts, be read by nobody else."""
    global _usual_umask  # noqa: PLW0603 - a process has one
    before = os.umask(0o077)
    if before != 0o077:
        _usual_umask = before


def let_read(file: Path) -> None:
    """Let a file that a person asked for, such as a report, be read by whom new files usually are."""
    if _usual_umask is not None:
        file.chmod(0o666 & ~_usual_umask)


def home(override: Path | None = None) -> Home:
    """The folders to use: `override`, else ONYX_HOME, else what the system prescribes."""
    chosen = override or (Path(os.environ["ONYX_HOME"]) if os.environ.get("ONYX_HOME") else None)
    if chosen is not None:
        root = chosen.expanduser().absolute()
        return Home(data=root, config=root, logs=root / "logs", models=root / "models")
    return home_of_system()


def home_of_system() -> Home:
    """The folders that the system prescribes."""
    dirs = platformdirs.PlatformDirs("onyx-desktop", appauthor=False)
    data = dirs.user_data_path
    return Home(data=data, config=dirs.user_config_path, logs=dirs.user_log_path, models=data / "models")


def resource(name: str) -> Path:
    """A file or folder of resources/: inside the package in the wheel and the frozen build, else beside it."""
    inside = _PACKAGE / "resources" / name
    return inside if inside.exists() else _PACKAGE.parent / "resources" / name
