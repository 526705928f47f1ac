"""What goes into the frozen program on every system, and what of it is left out again; read by the three specs.

Left out is what the program never loads: `installers/common/left_out.py` names each with its reason, and the build
looks at what the main jobs have truly imported. Refuses nothing; PyInstaller speaks up where a module is missing.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import left_out
from PyInstaller.utils.hooks import collect_submodules, copy_metadata

HERE = Path(__file__).resolve().parent
START = HERE / "start.py"
# Modules that are named only while the program runs: Chroma's by its settings, ours by the parts that load late.
HIDDEN = (
    "chromadb.api.fastapi",
    "chromadb.api.rust",
    "chromadb.auth.token_authn",
    "chromadb.telemetry.product.posthog",
    "onyx_desktop.cli",
    "onyx_desktop.cli.commands",
    "sqlite3",
)


def arguments() -> dict[str, object]:
    """The arguments of PyInstaller's Analysis."""
    package = Path(importlib.util.find_spec("onyx_desktop").origin).parent
    return {
        "scripts": [str(START)],
        "datas": [
            *((str(file), str(Path("onyx_desktop") / file.parent.relative_to(package))) for file in resources(package)),
            *copy_metadata("onyx-desktop"),
        ],
        "hiddenimports": [*HIDDEN, *collect_submodules("onyx_desktop")],
        "excludes": list(left_out.MODULES),
        "runtime_hooks": [str(HERE / "stand_ins.py")],
        "noarchive": False,
    }


def resources(package: Path) -> list[Path]:
    """The files of the package's resources that the program reads; not the scripts by which they were made."""
    folder = package / "resources"
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and file.suffix not in left_out.RESOURCE_SUFFIXES and "screenshots" not in file.parts
    )


def pruned(collected: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """PyInstaller's list of files without those that nothing here loads."""
    return [entry for entry in collected if not left_out.is_left_out(entry[0])]
