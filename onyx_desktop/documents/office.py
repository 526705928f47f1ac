"""Office files, books and Outlook mail → text with headings, by kreuzberg; slides and sheets are pages of their own.

Only importer of kreuzberg. It is asked for HTML, which our own reader of HTML turns into text: that keeps headings,
paragraphs and table cells, and no mark-up signs get into the text. Sheets come as tables, slides with a mark each; old
`.ppt` files tell nobody where a slide ends. It is told its format by the first bytes, because names lie. What it leaves
out (notes, comments, text boxes, diagrams, headers) is added from the file itself, and so is all of a file that it
can't take apart. Refuses encrypted files (an OLE container with an encrypted package, or a manifest that says so).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html import unescape
from typing import TYPE_CHECKING, Any

import kreuzberg

from onyx_desktop.documents import html, open_document, open_xml, sheets, slides
from onyx_desktop.documents.first_row import first_row
from onyx_desktop.documents.mail import moment
from onyx_desktop.documents.parts import one_line, parts
from onyx_desktop.documents.text import stem
from onyx_desktop.documents.titles import first_line, plausible
from onyx_desktop.documents.unreadable import Unreadable
from onyx_desktop.domain import Document, Mail, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onyx_desktop.documents.source import Source

    Paragraphs = Mapping[int, Sequence[str]]

_OFFICE = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
_MIMES = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".odt": f"{_ODF}.text",
    ".ods": f"{_ODF}.spreadsheet",
    ".odp": f"{_ODF}.presentation",
    ".epub": "application/epub+zip",
    ".rtf": "application/rtf",
    ".doc": "application/msword",
    ".ppt": "application/vnd.ms-powerpoint",
    ".xls": "application/vnd.ms-excel",
    ".msg": "application/vnd.ms-outlook",
    ".fb2": "application/x-fictionbook+xml",
}
_SAME = {
    ".docm": ".docx",
    ".dotx": ".docx",
    ".ott": ".odt",
    ".ots": ".ods",
    ".otp": ".odp",
    ".pptm": ".pptx",
    ".ppsx": ".pptx",
    ".xlsm": ".xlsx",
    ".xltx": ".xlsx",
}
_OLD = {".doc", ".ppt", ".xls", ".msg"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_STREAMS = ("EncryptedPackage", "EncryptedSummary")
_WORD_6_MARK = b"\xdc\xa5"
_WORD_MARK, _WORD_LOCKED = b"\xec\xa5", 0x01  # of the second byte of the flags, ten bytes behind the mark
_OLE_STREAMS = (
    ("WordDocument", ".doc"),
    ("PowerPoint Document", ".ppt"),
    ("Workbook", ".xls"),
    ("__properties_version1.0", ".msg"),
)
_ZIP_PARTS = (("word/", ".docx"), ("ppt/", ".pptx"), ("xl/", ".xlsx"))
_PASSWORD_WORDS = ("password", "encrypt")
_MOST_UNPACKED_BYTES = 500 << 20
# kreuzberg 4.10 loses these signs in Word files, because its XML reader skips entities; they travel in disguise
_MARKED = str.maketrans({"&": "\uf5a0", "<": "\uf5a1", ">": "\uf5a2"})
_UNMARKED = str.maketrans({"\uf5a0": "&amp;", "\uf5a1": "&lt;", "\uf5a2": "&gt;"})
_WORDS_WITH_ENTITIES = re.compile(r">([^<]*&[^<]*)<")
_BOLD, _PICTURE = re.compile(r"\*\*([^*\n]+)\*\*"), re.compile(r"!\[([^\]\n]*)\]\([^)\s]*\)")
_SHEETS = {".xlsx", ".xls", ".ods"}
_OPEN_XML = {".docx", ".pptx", ".xlsx"}
_OPEN = {".ods": open_document.read_sheets, ".odp": open_document.read_slides}


def read(path: Source) -> Document:
    """Read an office file. Raises `Unreadable` (PASSWORD, DAMAGED, EMPTY, TOO_LARGE, UNSUPPORTED)."""
    data = path.read_bytes()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and path.suffix.lower() != ".fb2":
        return html.read(path)  # saved as a web page under an office name, as many programs do
    form = _form(data, path.suffix.lower())
    if form in _OPEN:
        (pages, headings), (title, author) = _OPEN[form](data), open_document.title(data)
        return _located(path, form, (pages, headings), title, author)
    beside = open_xml.beside(data) if form in _OPEN_XML else {}
    try:
        result = _extracted(_with_signs_marked(data) if form == ".docx" else data, form)
    except Unreadable as refused:
        if refused.reason is Reason.DAMAGED and form in _OPEN_XML and (running := open_xml.running(data)):
            return _pieced(path, form, running, beside)
        if form == ".doc" and _is_word_6(data):
            raise Unreadable(Reason.UNSUPPORTED, "of Word 6 or 95") from None
        raise
    content = _without_signs(result.content) if form == ".pptx" else result.content
    found = html.extract(content.translate(_UNMARKED))
    title = one_line(str(result.metadata.get("title") or result.metadata.get("subject") or ""))
    author = one_line(", ".join(map(str, result.metadata.get("authors") or [])))
    if form in _SHEETS and (result.tables or beside):
        return _located(path, form, _workbook(result, data, beside), title, author)
    if form == ".pptx":
        shown, placed = slides.paged(found.text, found.headings)
        if shown or beside:
            return _located(path, form, (slides.with_more(shown, beside), placed), title, author)
    more = open_document.paragraphs(data) if form == ".odt" else beside.get(0, ())
    found.text = "\n\n".join(filter(None, (found.text.rstrip(), *open_xml.lacking(more, found.text))))
    if not found.text.strip():
        raise Unreadable(Reason.EMPTY, "no words")
    pages, headings = parts(found.text, found.headings)
    if not plausible(title, path.stem):
        first = found.headings[0] if found.headings else (1, "")
        own = first[1] if first[0] == 0 and plausible(first[1], path.stem) else first_line(found.text)
        title = own or stem(path)
    mail = _mail(result.metadata) if form == ".msg" else None
    return Document(title, pages, headings, author=author, reader="kreuzberg", mail=mail)


def _pieced(path: Source, form: str, running: Paragraphs, beside: Paragraphs) -> Document:
    """A document of paragraphs alone, by slide or, under 0, of a text."""
    more = {place: [*running.get(place, ()), *beside.get(place, ())] for place in running.keys() | beside.keys()}
    if form == ".pptx" and 0 not in more:
        return _located(path, form, (slides.with_more((), more), ()), "", "")
    pages, headings = parts("\n\n".join(words for place in sorted(more) for words in more[place]), [])
    return Document(first_line(pages[0].text) or stem(path), pages, headings, reader="paragraphs")


def _workbook(result: kreuzberg.ExtractionResult, data: bytes, beside: Paragraphs) -> sheets.Paged:
    names = result.metadata.get("sheet_names") or []
    named = ((names[place - 1] if 0 < place <= len(names) else "", words) for place, words in beside.items())
    return sheets.with_more(sheets.paged(_sheets(result, data)), named)


def _mail(facts: Mapping[str, Any]) -> Mail:
    """The fields of an Outlook message."""
    recipients = [each for key in ("to_emails", "cc_emails", "bcc_emails") for each in facts.get(key) or ()]
    return Mail(
        one_line(str(facts.get("from_email") or "")),
        one_line(", ".join(map(str, recipients))),
        one_line(str(facts.get("subject") or "")),
        moment(str(facts.get("created_at") or "")),
    )


def _extracted(data: bytes, form: str) -> kreuzberg.ExtractionResult:
    """What kreuzberg makes of it, as HTML. Raises `Unreadable` (PASSWORD, DAMAGED)."""
    if form not in _MIMES:
        raise Unreadable(Reason.DAMAGED, "a broken archive under another name")
    config = kreuzberg.ExtractionConfig(
        output_format="html",
        use_cache=False,
        enable_quality_processing=False,
        disable_ocr=True,
        pages=kreuzberg.PageConfig(insert_page_markers=True, marker_format=f"\n\n{slides.MARK}\n\n")
        if form == ".pptx"
        else None,
    )
    try:
        return kreuzberg.extract_bytes_sync(data, _MIMES[form], config=config)
    except (kreuzberg.KreuzbergError, ValueError, RuntimeError, OSError) as error:
        locked = any(word in str(error).lower() for word in _PASSWORD_WORDS)
        raise Unreadable(Reason.PASSWORD if locked else Reason.DAMAGED, type(error).__name__) from None


def _located(path: Source, form: str, paged: open_document.Paged, title: str, author: str) -> Document:
    """A document whose pages are slides or sheets. Raises `Unreadable` (EMPTY)."""
    pages, headings = paged
    if not any(page.text.strip() for page in pages):
        raise Unreadable(Reason.EMPTY, "no words")
    if form in _SHEETS or not plausible(title, path.stem):
        own = headings[0].text if form not in _SHEETS and headings and headings[0].page == pages[0].number else ""
        title = own if plausible(own, path.stem) else stem(path)
    reader = "open document" if form in _OPEN else "kreuzberg"
    return Document(title, pages, headings, paged=True, author=author, reader=reader)


def _sheets(result: kreuzberg.ExtractionResult, data: bytes) -> Iterator[tuple[str, Iterator[sheets.Row]]]:
    """The tables of a result with their names; rows are numbered where the file tells which one is the first."""
    names = result.metadata.get("sheet_names") or []
    for table in result.tables:
        index = table.page_number - 1
        name = names[index] if 0 <= index < len(names) else ""
        first = first_row(data, index)
        yield name, ((first and first + number, row) for number, row in enumerate(table.cells))


def _with_signs_marked(data: bytes) -> bytes:
    """The same Word file, its entities written as signs; pictures stay behind, for no one looks at them."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
            for name in source.namelist():
                target.writestr(name, b"" if name.startswith("word/media/") else _mended(name, source.read(name)))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return data
    return out.getvalue()


def _mended(name: str, content: bytes) -> bytes:
    if not name.startswith("word/") or not name.endswith(".xml") or b"&" not in content:
        return content
    text = content.decode("utf-8", "surrogateescape")
    return _WORDS_WITH_ENTITIES.sub(_marked, text).encode("utf-8", "surrogateescape")


def _marked(words: re.Match[str]) -> str:
    return ">" + unescape(words[1]).translate(_MARKED) + "<"


def _without_signs(content: str) -> str:
    """Slides as kreuzberg gives them, without the signs that it puts around bold words and for pictures."""
    return _BOLD.sub(r"\1", _PICTURE.sub(r"\1", content))


def _form(data: bytes, suffix: str) -> str:
    """The suffix that tells the truth."""
    named = _SAME.get(suffix, suffix)
    if data.startswith(_OLE):
        return _ole_form(data, named)
    if data.startswith(b"PK\x03\x04"):
        return _zip_form(data, named)
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if named == ".fb2":
        return named
    if named in _OLD:
        raise Unreadable(Reason.UNSUPPORTED, "older than the format its name says")
    raise Unreadable(Reason.DAMAGED, "not the format its name says")


def _ole_form(data: bytes, named: str) -> str:
    if any(mark.encode("utf-16-le") in data for mark in _LOCKED_STREAMS) or _is_locked_word(data):
        raise Unreadable(Reason.PASSWORD, "encrypted package")
    for stream, form in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return form
    if named in _OLD:
        return named
    raise Unreadable(Reason.UNSUPPORTED, "unknown OLE container")


def _is_word_6(data: bytes) -> bool:
    """Whether the header of a document of Word 6 or 95 begins a sector, or a small one."""
    return any(data.startswith(_WORD_6_MARK, place) for place in range(512, min(len(data), 1 << 17), 64))


def _is_locked_word(data: bytes) -> bool:
    """Whether the header of a Word document, which begins a sector, says that the rest is encrypted."""
    start = next((place for place in range(512, min(len(data), 1 << 16), 512) if data.startswith(_WORD_MARK, place)), 0)
    return bool(start and data[start + 11 : start + 12] and data[start + 11] & _WORD_LOCKED)


def _zip_form(data: bytes, named: str) -> str:
    """Which of the zip formats it is; refuses the encrypted and those that unpack to no end."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _MOST_UNPACKED_BYTES:
                raise Unreadable(Reason.TOO_LARGE, "unpacked")
            names = {entry.filename for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries) or "META-INF/encryption.xml" in names:
                _refuse_locked(archive, names)
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise Unreadable(Reason.PASSWORD, "encrypted parts")
            if "mimetype" in names:
                kind = archive.read("mimetype").strip().decode("ascii", "replace").removesuffix("-template")
                return next((form for form, mime in _MIMES.items() if mime == kind), named if named in _MIMES else "")
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return named  # kreuzberg may do better with a broken archive
    for folder, form in _ZIP_PARTS:
        if any(name.startswith(folder) for name in names):
            return form
    raise Unreadable(Reason.UNSUPPORTED, "an archive of another kind")


def _refuse_locked(archive: zipfile.ZipFile, names: set[str]) -> None:
    """Encrypted entries need a password, except for the fonts of books, which are obfuscated and need none."""
    listed = archive.read("META-INF/encryption.xml") if "META-INF/encryption.xml" in names else b""
    if not listed or b"xmlenc#aes" in listed:
        raise Unreadable(Reason.PASSWORD, "encrypted parts")
