"""A wheel → the disk image for macOS. Run on macOS, for the processor it runs on; not yet run.

    python installers/macos/build.py WHEEL --out dist [--work DIR]

ONYX_CODESIGN_IDENTITY names the certificate to sign with; without it the image runs only after a person has allowed it
in the system's settings. `notarise.sh` does the rest.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "common"), str(HERE)]

import information
import inside
import licences
from environment import Environment, frozen
from project import NAME, TITLE, epoch, version

DMGBUILD = "dmgbuild==1.6.7"


def build(wheel: Path, work: Path, out: Path) -> Path:
    """The disk image, in `out`."""
    environment = Environment(work / "environment")
    environment.make(HERE.parent / "common" / "requirements.txt")
    environment.run("-m", "pip", "install", "-qq", "--no-deps", "--force-reinstall", str(wheel))
    tools = str(HERE.parent / "common" / "tools.txt")
    environment.run("-m", "pip", "install", "-qq", DMGBUILD, "--requirement", tools)
    environment.run(str(HERE.parent / "common" / "icons.py"), "icns", str(HERE / "onyx-desktop.icns"))
    folder = frozen(environment, HERE / "onyx.spec", work, epoch())
    application = folder / f"{TITLE}.app"
    texts = application / "Contents" / "Resources" / "licences"
    shutil.rmtree(texts, ignore_errors=True)
    sources = inside.sources(work / "pyinstaller" / "onyx", folder / NAME)
    python, _ = inside.python_parts(sources, environment.site)
    licences.collect([*python, inside.python_itself()], texts)
    sign(application)  # anew: the licences have changed what was signed
    made = out / f"{NAME}-{version()}-macos-{platform.machine()}.dmg"
    program = str(environment.scripts / "dmgbuild")
    subprocess.run([program, *image(application), TITLE, str(made)], check=True)
    return made


def image(application: Path) -> list[str]:
    """The arguments of dmgbuild."""
    return ["-s", str(HERE / "disk_image.py"), "-D", f"app={application}"]


def sign(application: Path) -> None:
    """By the certificate that was named, else by none, which every program on Apple's processors needs at least."""
    known = information.identity()
    hardened = ["--options", "runtime", "--timestamp"] if known else []
    command = ["codesign", "--force", "--deep", "--sign", known or "-", *hardened]
    subprocess.run([*command, "--entitlements", str(HERE / "entitlements.plist"), str(application)], check=True)


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
