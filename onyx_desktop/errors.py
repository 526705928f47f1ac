"""What can go wrong in the world outside the program, as kinds; a bug is any other exception.

OnyxError
├── IndexInUse          another Onyx writes to this data folder
├── IndexDamaged        the catalog can't be read; `verify --repair` or a new index helps
├── IndexTooNew         made by a newer Onyx
├── UpgradeFailed       an index of an older Onyx could not be brought up to date; it is as it was
├── DiskFull            no space left where the index lives
├── ModelMissing        the chosen model is not installed, or a file of it is missing
├── ModelDamaged        a model file does not match its checksum, or does not load
├── ModelUnfit          an import, or what became of a download, is no model that this program can use
├── ModelInUse          a model that answers or is being built can't be removed
├── ModelBuiltIn        a model that came with the program can't be removed or replaced
├── HubUnreachable      no connection to the model hub, or no sensible answer from it
├── HubRefused          the hub gives a model only to people with permission
├── HubLacks            the hub has no such model, version or file
├── DownloadDamaged     what the hub sent is not the file it promised
├── ServerUnreachable   the Chroma server that the user chose does not answer, or refuses
├── CopyMissing         no library of this name, or more than one, is on the server
├── FolderMissing       a folder or file to index does not exist
├── FileMissing         a file whose place among the results is asked for does not exist
├── NotAFile            a folder was named where a file is wanted
├── FileUnreadable      a file that something similar is wanted to can't be read
├── NotInLibrary        a search was to be held within files that were never indexed
├── PageMissing         a document has no such page, or nothing is on it
├── StageMissing        a stage of the search is to be measured that this library does not have
├── FormatUnknown       results are to be written in a format that this program does not know
├── NotWritten          a file of results can't be written where it was wanted
├── BadCollection       a judged collection can't be read
├── SetMissing          there is no set of questions of this name
├── ServerUnusable      a language model's address is not on this computer, or gives no answer
├── LabMissing          a part of the lab needs libraries that are not installed
├── MapFailed           a map of the library could not be drawn
├── TuningFailed        fine-tuning ended without a model
├── TooFewQuestions     the library has too little text to measure anything with it
└── BadSettings         the settings file can't be read

A file that can't be read is not an error but data: `domain.Skipped` with a `Reason`. Errors carry facts in `args`
(a path, a model's name), never a sentence for people: `ui/wording.py` and `cli/wording.py` speak.
"""


class OnyxError(Exception):
    """The job ends, one bar tells the user, and offers one act."""


class IndexInUse(OnyxError):
    """Another process holds the writer's lock of the data folder (args: folder)."""


class IndexDamaged(OnyxError):
    """The catalog can't be opened or fails its check (args: path, what SQLite said)."""


class IndexTooNew(OnyxError):
    """The catalog was written by a newer version (args: path, its version, ours)."""


class UpgradeFailed(OnyxError):
    """The catalog of an older version could not be brought up to date and is as it was (args: path, kind of error)."""


class DiskFull(OnyxError):
    """Writing to the data folder failed for want of space (args: folder)."""


class ModelMissing(OnyxError):
    """A model is not installed, or lacks a file (args: model id, what is missing)."""


class ModelDamaged(OnyxError):
    """A model file has the wrong checksum or can't be loaded (args: model id, file, why)."""


class ModelUnfit(OnyxError):
    """A folder, a file or a converted model can't be used (args: path or model id, why)."""


class ModelInUse(OnyxError):
    """The library works with this model; choose another one first (args: model id)."""


class ModelBuiltIn(OnyxError):
    """A model that came with the program can't be removed or replaced (args: model id)."""


class HubUnreachable(OnyxError):
    """The model hub can't be reached or gives no sensible answer (args: model id, endpoint, why)."""


class HubRefused(OnyxError):
    """A model is private, or its terms were not agreed to (args: model id, HTTP status, endpoint)."""


class HubLacks(OnyxError):
    """The hub has no such repository, revision or file (args: model id, what is missing, endpoint)."""


class DownloadDamaged(OnyxError):
    """A downloaded file has the wrong size or checksum; it was deleted (args: model id, file, why)."""


class ServerUnreachable(OnyxError):
    """The Chroma server can't be reached, or does not let us in (args: its address, why)."""


class CopyMissing(OnyxError):
    """What was named is not the beginning of one library's name on the server (args: name, how many fit)."""


class DataFolderUnusable(OnyxError):
    """The place for the index can't be made or written to (args: path, why)."""


class ReaderMissing(OnyxError):
    """The process that reads files does not start, tried twice (args: its exit code)."""


class NotAPackedLibrary(OnyxError):
    """A file can't be taken as a library that was packed (args: path, why)."""


class LibraryNotEmpty(OnyxError):
    """A packed library goes into an empty data folder only (args: data folder)."""


class FolderMissing(OnyxError):
    """A path to index or to evaluate does not exist (args: path)."""


class FileMissing(OnyxError):
    """A file to explain is neither on disk nor in the library (args: path)."""


class NotAFile(OnyxError):
    """A folder was named where a file is wanted (args: path)."""


class FileUnreadable(OnyxError):
    """A file that is not in the library was to be searched with, and can't be read (args: path, its `Reason`)."""


class NotInLibrary(OnyxError):
    """No file of the library has this path or lies below it (args: path)."""


class PageMissing(OnyxError):
    """A document has no page of this number, or no text on it (args: path, number)."""


class StageMissing(OnyxError):
    """A stage has no model, or is switched off (args: its name)."""


class FormatUnknown(OnyxError):
    """Results are to be written to a file with another ending than those known (args: path, the endings)."""


class NotWritten(OnyxError):
    """A file of results can't be written (args: path, why)."""


class BadCollection(OnyxError):
    """A judged collection lacks a file or a line of it can't be read (args: path, why)."""


class SetMissing(OnyxError):
    """No set of questions has this name (args: name)."""


class ServerUnusable(OnyxError):
    """A language model can't be asked for questions (args: address, why)."""


class LabMissing(OnyxError):
    """The `lab` extra is not installed (args: the library that is missing)."""


class MapFailed(OnyxError):
    """A map of the library could not be drawn (args: why)."""


class TuningFailed(OnyxError):
    """Fine-tuning ended without a model (args: model id, why)."""


class TooFewQuestions(OnyxError):
    """A library gives fewer questions than say anything (args: how many, how many are needed)."""


class BadSettings(OnyxError):
    """The settings file is not TOML or a value is out of range (args: path, why)."""
