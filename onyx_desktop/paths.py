"""Where data, settings, logs and resources live.

`ONYX_HOME` (or `--data-dir`) puts everything in one folder: portable, and one per test. Refuses nothing; makes no
folder except by `Home.create`, which gives the data folder mode 0700, because an index contains the text of documents.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one library."""

    data: Path
    config: Path
    logs: Path

    @property
    def settings_file(self) -> Path:
        """The settings, as TOML."""
        return self.config / "settings.toml"

    @property
    def models(self) -> Path:
        """Models that were installed or imported; the embedded ones are resources."""
        return self.data / "models"

    def create(self) -> None:
        """Make the folders; the data folder is for its owner only."""
        for folder in (self.data, self.config, self.logs):
            folder.mkdir(parents=True, exist_ok=True)
        self.data.chmod(0o700)


def home(override: Path | None = None) -> Home:
    """The folders to use: `override`, else ONYX_HOME, else what the system prescribes."""
    chosen = override or (Path(os.environ["ONYX_HOME"]) if os.environ.get("ONYX_HOME") else None)
    if chosen is not None:
        root = chosen.expanduser().absolute()
        return Home(data=root, config=root, logs=root / "logs")
    dirs = platformdirs.PlatformDirs("onyx-desktop", appauthor=False)
    return Home(data=dirs.user_data_path, config=dirs.user_config_path, logs=dirs.user_log_path)


def resource(name: str) -> Path:
    """A file or folder of resources/: inside the package in the wheel and the frozen build, else beside it."""
    inside = _PACKAGE / "resources" / name
    return inside if inside.exists() else _PACKAGE.parent / "resources" / name
