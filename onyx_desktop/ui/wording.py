"""An enum member, an error or a number → what a person reads. The core raises kinds; only this module speaks.

Every sentence passes through Qt's translation. Refuses nothing silently: a missing member is a KeyError, and a test
asks for every member of every enum and for every kind of OnyxError.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from onyx_desktop import paths
from onyx_desktop.domain import Answer, Coverage, Hit, Mode, Phase, Reason, Step, Strength, says_what_it_is
from onyx_desktop.ui.messages import ERRORS, Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onyx_desktop.errors import OnyxError
    from onyx_desktop.library.status import FolderState, Status
SAMPLES = "samples/documents"
_SECRET = re.compile(r"(?<=//)[^/@\s]+@")  # who one is to a server, which an address may hold

_REASONS = {
    Reason.PASSWORD: ("Protected by a password", "Save a copy without the password to search it."),
    Reason.NO_TEXT: ("Needs text recognition", "A scan, or empty pages. Scans are recognised last; see the settings."),
    Reason.DAMAGED: ("Damaged", "The file could not be opened. Another program may be able to repair it."),
    Reason.TOO_LARGE: ("Too large", "Larger than the limit in the settings."),
    Reason.UNSUPPORTED: ("Type not supported", "Onyx does not read this kind of file."),
    Reason.NO_PERMISSION: ("No permission", "You may not read this file. Change its permissions and try again."),
    Reason.TIMED_OUT: ("Took too long", "Reading was stopped so that the other files could go on."),
    Reason.CRASHED: ("The reader crashed", "The file broke its reader. Everything else goes on."),
    Reason.EMPTY: ("Empty", "There is nothing in the file."),
    Reason.ONLINE_ONLY: ("Only online", "Its content lies with a cloud service, and Onyx downloads nothing."),
    Reason.VANISHED: ("No longer there", "Moved or deleted since the folder was counted."),
    Reason.TOO_MUCH_INSIDE: ("Too much inside", "Unpacking stopped at its limits: levels, files, size."),
}
_STRENGTHS = {
    Strength.STRONG: ("Strong", 5),
    Strength.GOOD: ("Good", 4),
    Strength.WEAK: ("Weak", 2),
    Strength.NEAREST: ("Nearest", 1),
}
_PHASES = {
    Phase.COUNTING: "Counting files",
    Phase.READING: "Reading files",
    Phase.SKIMMING: "Taking a first look at what the passages mean",
    Phase.EMBEDDING: "Learning what the passages mean",
    Phase.REFINING: "Learning what each word means",
    Phase.CHECKING: "Checking the index",
    Phase.RECOGNISING: "Recognising text in scanned pages",
    Phase.DOWNLOADING: "Downloading",
    Phase.CONVERTING: "Preparing the model",
    Phase.TRAINING: "Training the model",
    Phase.MEASURING: "Measuring",
    Phase.DRAWING: "Drawing the map",
}
_MODES = {
    Mode.AUTO: ("Best of both", "By meaning and by words together"),
    Mode.MEANING: ("By meaning", "Finds passages that say it in other words"),
    Mode.WORDS: ("Exact words", "Only passages that contain your words"),
}


def say(text: str) -> str:
    """The sentence in the user's language."""
    return QCoreApplication.translate("Wording", text)


def reason(why: Reason) -> str:
    """Why a file cannot be searched, in a few words."""
    return say(_REASONS[why][0])


def advice(why: Reason) -> str:
    """What a person can do about it."""
    return say(_REASONS[why][1])


def strength(how: Strength) -> str:
    """The word beside the bar."""
    return say(_STRENGTHS[how][0])


def steps(how: Strength) -> int:
    """How many of the five steps of the bar are filled."""
    return _STRENGTHS[how][1]


def phase(what: Phase) -> str:
    """What an update is doing."""
    return say(_PHASES[what])


def mode(which: Mode) -> str:
    """A way to search, for the choice beside the field."""
    return say(_MODES[which][0])


def mode_hint(which: Mode) -> str:
    """What that way does."""
    return say(_MODES[which][1])


def error(what: OnyxError) -> Message:
    """The bar for an error of the world; facts the kind carries stand where its sentence has a number in braces."""
    message = ERRORS[type(what)]
    facts = [reason(each) if isinstance(each, Reason) else _SECRET.sub("", str(each)) for each in what.args]
    return Message(say(message.text).format(*facts, "", "", ""), message.act, say(message.label), message.grave)


def number(value: int) -> str:
    """1204 → "1,204" as the locale writes it."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)
    written = locale.toString(value)
    return QLocale(QLocale.Language.English).toString(value) if locale.language() == QLocale.Language.C else written


def count(value: int, one: str, many: str) -> str:
    """(1, "file", "files") → "1 file"."""
    return f"{number(value)} {say(one if value == 1 else many)}"


def date(mtime_ns: int) -> str:
    """A file's date, in the locale's short form without the time."""
    moment = QDateTime.fromSecsSinceEpoch(mtime_ns // 1_000_000_000)
    return QLocale().toString(moment.date(), say("d MMM yyyy"))


def page(number_of: int | None, label: str) -> str:
    """Page 4 → "p. 4"; the printed label where it differs; "Slide 3"; nothing for a document without pages."""
    if number_of is None or says_what_it_is(label):
        return label if number_of is not None else ""
    return say("p. {0}").format(label or number_of)


def time_left(seconds: float) -> str:
    """A rough promise: "less than a minute left", "about 12 min left", "about 2 h left"."""
    if seconds < 55:
        return say("less than a minute left")
    if seconds < 55 * 60:
        minutes = max(1, round(seconds / 60))
        return say("about {0} min left").format(minutes if minutes < 15 else round(minutes / 5) * 5)
    return say("about {0} h left").format(max(1, round(seconds / 3600)))


def progress(step: Step) -> str:
    """A step → "Reading files: 1,204 of 3,870"; only the count while the total is unknown."""
    if step.total:
        return say("{0}: {1} of {2}").format(phase(step.phase), number(step.done), number(step.total))
    return f"{phase(step.phase)}: {number(step.done)}" if step.done else f"{phase(step.phase)} …"


def found(answer: Answer) -> str:
    """The line above the results."""
    documents = answer.documents or len({hit.document_id for hit in answer.hits})
    passages = count(len(answer.hits), "passage", "passages")
    return " · ".join((count(documents, "document", "documents"), passages, f"{number(round(answer.ms))} ms"))


def copies(hit: Hit) -> str:
    """Where else the passage stands: "3 copies", itself counted, "1 nearly the same"; nothing where nowhere."""
    near = sum(each.near for each in hit.copies)
    same = len(hit.copies) - near
    told = [count(same + 1, "copy", "copies")] if same else []
    return " · ".join([*told, *([say("{0} nearly the same").format(number(near))] if near else [])])


def more(passages: int) -> str:
    """Of a document, behind its last card."""
    return count(passages, "more passage", "more passages")


def coverage(share: Coverage) -> str:
    """How much was searched, where that is not everything."""
    if share.searched >= share.files:
        return ""
    return say("searched {0} of {1} files").format(number(share.searched), number(share.files))


def lost(answer: Answer) -> str:
    """That a server was to be asked, and who answered instead."""
    return say("the server {0} does not answer: searched on this computer").format(answer.lost) if answer.lost else ""


def folder(state: FolderState) -> str:
    """The line below a folder's name."""
    if not state.available:
        return say("not connected")
    if state.searchable + state.skipped < state.files:
        return say("{0} of {1} files").format(number(state.searchable), number(state.files))
    return count(state.searchable, "file", "files")


def notice(key: str, value: str) -> str:
    """A part of the query that was not understood."""
    return say("“{0}:{1}” was not understood and is left out.").format(key, value)


def ready(status: Status) -> str:
    """The sentence while nothing is being indexed."""
    if not status.files:
        return ""
    skipped = count(status.skipped, "could not be read", "could not be read") if status.skipped else ""
    scanned = count(status.scanned, "scanned page waits", "scanned pages wait") if status.scanned else ""
    return ", ".join(filter(None, (count(status.searchable, "file ready", "files ready"), skipped, scanned)))


def folder_name(path: Path) -> str:
    """What a folder is called in the window."""
    return say("Sample documents") if path == paths.resource(SAMPLES) else path.name or str(path)


def breadcrumb(path: Path, folders: Sequence[Path] = ()) -> str:
    """The way to a file, from its folder of the library if it has one: "Contracts › Flat 3"."""
    home = max((each for each in folders if each in path.parents), key=lambda each: len(each.parts), default=None)
    if home is not None:
        return " › ".join((folder_name(home), *path.parent.relative_to(home).parts))
    return " › ".join(path.parent.parts[1:])
