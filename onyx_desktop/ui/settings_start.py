"""Start at login, and "Search with Onyx" in the menu of folders: facts of the computer's, on a page of the settings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from onyx_desktop import paths
from onyx_desktop.integration import command, entry, login
from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from onyx_desktop.ui.settings_kit import SettingsPage


def add_start(page: SettingsPage, home: paths.Home, platform: str = sys.platform) -> None:
    """Put the section on a page. home: of this window, so that what is started later has the same."""
    starts = started_with(home)
    of_login = login.of_system(platform)
    page.section(wording.say("Together with the computer"))

    def start(wanted: bool) -> None:
        if wanted:
            of_login.enable(starts)
        else:
            of_login.disable()

    page.fact(
        wording.say("Start when you log in"),
        wording.say("Onyx then waits as a small button on the task bar, and keeps the index up to date."),
        lambda: of_login.starts,
        start,
    )
    if platform.startswith("linux"):
        _add_folders(page, starts)


def _add_folders(page: SettingsPage, starts: tuple[str, ...]) -> None:
    mine = entry.of_person()
    if not mine.file_managers:
        return

    def offer(wanted: bool) -> None:
        if wanted:
            mine.offer_to_folders(starts)
        else:
            mine.withdraw_from_folders()

    page.fact(
        wording.say("Offer “Search with Onyx” in the menu of folders"),
        wording.say("In the file manager, by a right click on a folder; in that of GNOME it stands below “Scripts”."),
        lambda: mine.offered_to_folders,
        offer,
    )


def started_with(home: paths.Home) -> tuple[str, ...]:
    """Our command, with the data folder where it is not the usual one."""
    usual = home == paths.home_of_system()
    return command.own() if usual else (*command.own(), "--data-dir", str(home.data))
