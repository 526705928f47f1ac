"""The project's one picture (resources/icons/onyx-desktop.svg) → icons of all sizes, in the form of each system.

    python icons.py hicolor|ico|icns TARGET

Drawn as the window draws it; Windows' and macOS' containers are written by Pillow. Run by the environment that has the
program; Pillow is asked for only where it is needed.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "resources" / "icons" / "onyx-desktop.svg"
SIZES_PX = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
ICO_PX = (16, 20, 24, 32, 40, 48, 64, 128, 256)
ICNS_PX = 1024


def drawn(size: int) -> bytes:
    """The picture as a PNG of that many pixels each way."""
    from onyx_desktop.ui import icons

    return icons.picture(size)


def hicolor(folder: Path) -> None:
    """The tree of a Linux icon theme."""
    scalable = folder / "scalable" / "apps" / "onyx-desktop.svg"
    scalable.parent.mkdir(parents=True)
    scalable.write_bytes(PICTURE.read_bytes())
    for size in SIZES_PX:
        place = folder / f"{size}x{size}" / "apps" / "onyx-desktop.png"
        place.parent.mkdir(parents=True)
        place.write_bytes(drawn(size))


def ico(file: Path) -> None:
    """Windows' icon: each size drawn for itself."""
    from PIL import Image

    pictures = [Image.open(io.BytesIO(drawn(size))) for size in ICO_PX]
    pictures[-1].save(file, sizes=[(size, size) for size in ICO_PX], append_images=pictures[:-1])


def icns(file: Path) -> None:
    """MacOS' icon."""
    from PIL import Image

    pictures = [Image.open(io.BytesIO(drawn(size))) for size in (ICNS_PX, 512, 256, 128, 64, 32)]
    pictures[0].save(file, append_images=pictures[1:])


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    kind, target = sys.argv[1:]
    {"hicolor": hicolor, "ico": ico, "icns": icns}[kind](Path(target))
