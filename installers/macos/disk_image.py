"""dmgbuild's settings: the application beside a link to Applications, to be dragged over.

dmgbuild -s installers/macos/disk_image.py -D app="frozen/Onyx Desktop.app" "Onyx Desktop" onyx-desktop.dmg
"""

from pathlib import Path

application = Path(defines["app"])  # noqa: F821 - dmgbuild's
files = [str(application)]
symlinks = {"Applications": "/Applications"}
icon_locations = {application.name: (140, 150), "Applications": (360, 150)}
badge_icon = str(application / "Contents" / "Resources" / "onyx-desktop.icns")
format = "ULMO"  # LZMA, macOS 10.15 and newer
window_rect = ((200, 200), (500, 330))
icon_size = 96
default_view = "icon-view"
