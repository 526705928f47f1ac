"""Prints the modules inside a frozen program that name one of some folders; run by the environment with PyInstaller.

python modules.py PROGRAM FOLDER…
"""

import marshal
import sys

from PyInstaller.archive.readers import CArchiveReader


def main() -> None:
    """Look at every module, as it will be loaded."""
    program, *folders = sys.argv[1:]
    names = [folder.encode() for folder in folders]
    archive = CArchiveReader(program)
    (modules,) = (name for name in archive.toc if name.endswith(".pyz"))
    inside = archive.open_embedded_archive(modules)
    for module in inside.toc:
        code = inside.extract(module)
        if code is not None and any(name in marshal.dumps(code) for name in names):
            print(module)


if __name__ == "__main__":
    main()
