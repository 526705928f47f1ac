"""What macOS is told of the program: the additions to Info.plist, and who signs."""

from __future__ import annotations

import os

from project import TITLE, version

__all__ = ["IDENTIFIER", "identity", "plist", "version"]

# Nobody owns an address for the project yet; whoever publishes it puts their own domain in front.
IDENTIFIER = "invalid.onyx-desktop"
OLDEST = "13.0"  # of the wheels inside, those of PySide6 6.11 ask for the newest


def plist() -> dict[str, object]:
    """Beside what PyInstaller writes. Folders can be opened with Onyx, but it is never what opens them by itself."""
    return {
        "CFBundleDisplayName": TITLE,
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "de"],
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Folder",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.folder"],
            }
        ],
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": OLDEST,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "Apache License 2.0",
        "NSRequiresAquaSystemAppearance": False,
    }


def identity() -> str | None:
    """The certificate to sign with, from the environment; None for a signature that only this computer trusts."""
    return os.environ.get("ONYX_CODESIGN_IDENTITY") or None
