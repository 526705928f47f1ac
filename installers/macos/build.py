"""A wheel → the disk image for macOS. Run on macOS, for the processor it runs on; not yet run.

    python installers/macos/build.py WHEEL --out dist [--work DIR]

ONYX_CODESIGN_IDENTITY names the certificate to sign with; without it the image runs only after a person has allowed it
in the system's settings. `notarise.sh` does the rest.
"""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "common"), str(HERE)]

import information
from building import collect_licences, draw_icon, environment_with, from_command_line
from environment import frozen
from project import NAME, TITLE, epoch, version

DMGBUILD = "dmgbuild==1.6.7"


def build(wheel: Path, work: Path, out: Path) -> Path:
    """The disk image, in `out`."""
    environment = environment_with(wheel, work)
    draw_icon(environment, "icns", HERE / "onyx-desktop.icns", DMGBUILD)
    folder = frozen(environment, HERE / "onyx.spec", work, epoch())
    application = folder / f"{TITLE}.app"
    collect_licences(environment, work, folder / NAME, application / "Contents" / "Resources" / "licences")
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


if __name__ == "__main__":
    from_command_line(__doc__, lambda wheel, work, out: [build(wheel, work, out)])
