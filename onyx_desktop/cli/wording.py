"""Kinds → sentences of the command line."""

from __future__ import annotations

from onyx_desktop import errors
from onyx_desktop.domain import Phase, Reason, Strength, says_what_it_is

SENTENCES: dict[type[errors.OnyxError], str] = {
    errors.IndexInUse: "another Onyx is writing to {0}; close it or use another --data-dir",
    errors.IndexDamaged: "the index at {0} is damaged ({1}); move it away and index again, your files are untouched",
    errors.IndexTooNew: "the index at {0} was made by a newer Onyx; update the program or use another --data-dir",
    errors.UpgradeFailed: "the index at {0} is of an older Onyx and could not be brought up to date ({1}); it is as"
    " it was, the older program still opens it",
    errors.DiskFull: "no space left at {0}; free some and run the command again, what was indexed is kept",
    errors.ModelMissing: "the model {0} is not installed ({1})",
    errors.ModelDamaged: "the model {0} does not load: {1} is damaged ({2})",
    errors.ModelUnfit: "{0} can't be used as a model: {1}",
    errors.ModelBuiltIn: "the model {0} came with the program and stays",
    errors.HubUnreachable: "no model hub at {1} ({2}); check the connection and run the command again, it goes on",
    errors.HubRefused: "{2} gives {0} only to people with permission (HTTP {1}); accept its terms there, or import it",
    errors.HubLacks: "{2} has no {1}, so {0} can't be installed",
    errors.DownloadDamaged: "{1} of {0} arrived damaged ({2}) and was deleted; run the command again",
    errors.ModelInUse: "this library works with the model {0}; choose another one first: `onyx models use ID`,"
    " or do without one that refines: `onyx models use none --kind KIND`",
    errors.ServerUnreachable: "the Chroma server {0} can't be used ({1})",
    errors.CopyMissing: "{1} libraries on the server begin with {0}; `onyx server list` names them",
    errors.FolderMissing: "there is no file or folder {0}",
    errors.FileMissing: "there is no file {0}, neither on disk nor in the library",
    errors.NotAFile: "{0} is a folder; name one of the files in it",
    errors.FileUnreadable: "{0} can't be read: {1}",
    errors.NotInLibrary: "{0} is not in the library; `onyx index` adds it",
    errors.PageMissing: "{0} has no page {1} with text on it",
    errors.StageMissing: "the stage {0} can't be measured: no model is chosen for it (`onyx models use ID`),"
    " or the settings leave it out",
    errors.FormatUnknown: "{0} has an ending that can't be written; one of {1} can",
    errors.ReaderMissing: "the process that reads files does not start (exit code {0}), perhaps for want of memory",
    errors.DataFolderUnusable: "the index can't be kept in {0}: {1}",
    errors.NotAPackedLibrary: "{0} can't be unpacked: {1}",
    errors.LibraryNotEmpty: "there is a library in {0} already; name an empty folder with --data-dir",
    errors.NotWritten: "{0} can't be written: {1}",
    errors.BadCollection: "{0} is not a judged collection that can be read: {1}",
    errors.SetMissing: "there is no set of questions called {0}; `onyx lab questions` lists them",
    errors.ServerUnusable: "the language model at {0} can't be asked: {1}",
    errors.LabMissing: "{0} is not installed; it comes with the lab extra: pip install 'onyx-desktop[lab]'",
    errors.MapFailed: "the map could not be drawn: {0}",
    errors.TuningFailed: "{0} could not be fine-tuned: {1}",
    errors.TooFewQuestions: "the library gives {0} questions, at least {1} are needed; index more documents, or import"
    " questions with `onyx lab questions --import`",
    errors.BadSettings: "the settings file {0} can't be used: {1}",
}

REASONS: dict[Reason, str] = {
    Reason.PASSWORD: "needs a password",
    Reason.NO_TEXT: "holds no text; scanned pages need text recognition",
    Reason.DAMAGED: "damaged",
    Reason.TOO_LARGE: "too large",
    Reason.UNSUPPORTED: "a type that Onyx does not read",
    Reason.NO_PERMISSION: "no permission",
    Reason.TIMED_OUT: "took too long to read",
    Reason.CRASHED: "made its reader crash",
    Reason.EMPTY: "empty",
    Reason.ONLINE_ONLY: "only online; it is not downloaded",
    Reason.VANISHED: "vanished",
    Reason.TOO_MUCH_INSIDE: "too much inside (at most three levels, 5,000 files, 500 MB, a hundredfold)",
}

STRENGTHS: dict[Strength, str] = {
    Strength.STRONG: "Strong",
    Strength.GOOD: "Good",
    Strength.WEAK: "Weak",
    Strength.NEAREST: "Nearest",
}

RECOGNISED = "recognised in a picture"
NO_ENGINE = (
    'Scanned pages need text recognition, and no engine for it is here: `pip install "onyx-desktop[ocr]"`, or Tesseract'
    " from your system's packages (tesseract-ocr), then `onyx index`"
)

NO_CLOSE_MATCH = "No close match. These are the nearest passages:"
WEAK_BELOW = "--- below here: weak ---"

PHASES: dict[Phase, str] = {
    Phase.COUNTING: "counting files",
    Phase.READING: "reading",
    Phase.SKIMMING: "learning meanings at first sight",
    Phase.EMBEDDING: "learning meanings",
    Phase.REFINING: "learning words' meanings",
    Phase.CHECKING: "checking",
    Phase.RECOGNISING: "recognising text in scanned pages",
    Phase.DOWNLOADING: "downloading",
    Phase.CONVERTING: "preparing the model",
    Phase.TRAINING: "training the model",
    Phase.MEASURING: "measuring",
    Phase.DRAWING: "drawing the map",
}


def sentence(error: errors.OnyxError) -> str:
    """What a person can do about an error."""
    facts = [REASONS[each] if isinstance(each, Reason) else str(each) for each in error.args] + ["?", "?", "?"]
    for kind in type(error).__mro__:
        if kind in SENTENCES:
            return SENTENCES[kind].format(*facts)
    return str(error)


def duration(seconds: float) -> str:
    """A rounded time: "12 s", "3 min", "2 h"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.0f} h"


def size(size_bytes: int) -> str:
    """Bytes as people read them."""
    for unit, power in (("GB", 3), ("MB", 2), ("kB", 1)):
        if size_bytes >= 1000**power:
            return f"{size_bytes / 1000**power:.1f} {unit}"
    return f"{size_bytes} bytes"


def page(number: int, label: str) -> str:
    """4, "iv" → `page iv`; what says itself what it is stands alone: `Slide 3`."""
    return label if says_what_it_is(label) else f"page {label or number}"
