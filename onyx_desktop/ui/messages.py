"""What a person is told of each kind of error, and the one act that a message offers, as data; `wording` says it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from onyx_desktop import errors


class Act(enum.Enum):
    """The one thing a message bar offers."""

    RETRY = "retry"
    QUIT = "quit"
    REPAIR = "repair"
    UNDO = "undo"
    PROBLEMS = "problems"
    ADD_FOLDER = "add-folder"
    MODELS = "models"


@dataclass(frozen=True, slots=True)
class Message:
    """A bar: one sentence or two, and at most one act. grave: something does not work until it is mended."""

    text: str
    act: Act | None = None
    label: str = ""
    grave: bool = False


ERRORS: dict[type[errors.OnyxError], Message] = {
    errors.IndexInUse: Message(
        "Another Onyx Desktop is using this library. Close it first; two would write over each other.",
        Act.RETRY, "Try again", grave=True,
    ),
    errors.IndexDamaged: Message(
        "The index cannot be read. Your documents are not touched. What cannot be mended is read from them again.",
        Act.REPAIR, "Repair", grave=True,
    ),
    errors.IndexTooNew: Message(
        "This library was made by a newer Onyx Desktop. Please update the program.", Act.QUIT, "Quit", grave=True
    ),
    errors.UpgradeFailed: Message(
        "This library is of an older Onyx Desktop and could not be brought up to date. It is as it was.",
        Act.RETRY, "Try again", grave=True,
    ),
    errors.DiskFull: Message(
        "The disk is full, so indexing has stopped. What is indexed already can be searched.",
        Act.RETRY, "Go on", grave=True,
    ),
    errors.ModelMissing: Message(
        "The model {0} is not complete. Install it again, or Onyx Desktop if it came with it; your index is kept.",
        Act.RETRY, "Try again", grave=True,
    ),
    errors.ModelDamaged: Message(
        "The model {0} is damaged. Install it again, or Onyx Desktop if it came with it; your index is kept.",
        Act.RETRY, "Try again", grave=True,
    ),
    errors.ModelUnfit: Message("This cannot be used as a model: {0}. {1}."),
    errors.ModelInUse: Message("The search works with the model {0}. Choose another one before you remove it."),
    errors.ModelBuiltIn: Message("The model {0} came with Onyx Desktop and stays."),
    errors.HubUnreachable: Message(
        "The model hub at {1} cannot be reached. Check the connection; the download goes on where it stopped.",
        Act.RETRY, "Try again",
    ),
    errors.HubRefused: Message(
        "{2} gives the model {0} only to people with permission. Accept its terms there and import it from a folder."
    ),
    errors.HubLacks: Message("{2} has no {1} any more, so the model {0} cannot be installed."),
    errors.DownloadDamaged: Message(
        "A file of the model {0} arrived damaged and was deleted: {1}.", Act.RETRY, "Download it again"
    ),
    errors.ServerUnreachable: Message(
        "The Chroma server {0} cannot be used: {1}. Searching goes on without it, and nothing is lost.",
    ),
    errors.CopyMissing: Message("This library is not on the server any more: {0}"),
    errors.FolderMissing: Message("This folder is not there any more: {0}", Act.RETRY, "Try again"),
    errors.FileMissing: Message("This file is neither on the disk nor in the library: {0}"),
    errors.NotAFile: Message("{0} is a folder. Choose one of the files in it."),
    errors.FileUnreadable: Message("Nothing similar can be looked for: {0} cannot be read. {1}."),
    errors.NotInLibrary: Message("{0} is not in the library. Add its folder first."),
    errors.PageMissing: Message("{0} has no page {1} with text on it."),
    errors.StageMissing: Message("This step of the search is switched off: {0}"),
    errors.FormatUnknown: Message("Results cannot be written to {0}. Choose a name that ends in one of {1}."),
    errors.ReaderMissing: Message(
        "The part of the program that reads files does not start, perhaps for want of memory. What is indexed already "
        "can be searched.",
        Act.RETRY, "Go on", grave=True,
    ),
    errors.DataFolderUnusable: Message("The index cannot be kept in {0}: {1}.", Act.QUIT, "Quit"),
    errors.NotAPackedLibrary: Message("{0} cannot be taken as a library: {1}."),
    errors.LibraryNotEmpty: Message("There is a library in {0} already."),
    errors.NotWritten: Message("{0} could not be written. {1}."),
    errors.BadCollection: Message("This collection of questions cannot be read: {0}"),
    errors.SetMissing: Message("There are no questions called {0} any more."),
    errors.ServerUnusable: Message("The language model at {0} cannot be asked: {1}."),
    errors.LabMissing: Message(
        "This needs {0}, which is not installed. The command pip install 'onyx-desktop[lab]' installs it."
    ),
    errors.MapFailed: Message("The map could not be drawn: {0}."),
    errors.TuningFailed: Message("{0} could not be improved: {1}."),
    errors.TooFewQuestions: Message("Your documents give only {0} questions; at least {1} are needed to measure."),
    errors.BadSettings: Message("The settings file cannot be read, so the usual settings are used: {1}"),
}  # fmt: skip
