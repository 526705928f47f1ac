"""The scripts of installers/ find each other by a path of their own; here each is imported as they would be."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
INSTALLERS = ROOT / "installers"


def load(system: str, name: str) -> ModuleType:
    """A module of installers/common or of a system's folder; nothing stays on the path or among the modules."""
    path, before = list(sys.path), set(sys.modules)
    sys.path[:0] = [str(INSTALLERS / "common"), str(INSTALLERS / system)]
    try:
        return importlib.import_module(name)
    finally:
        sys.path[:] = path
        for made in set(sys.modules) - before:
            file = getattr(sys.modules[made], "__file__", None)
            if file and Path(file).is_relative_to(INSTALLERS):
                del sys.modules[made]
