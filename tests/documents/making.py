"""Small real files made on the spot: PDF by hand, encrypted by pypdf, OpenDocument and EPUB by zipfile."""

import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence

import pypdf
import pypdfium2
from PIL import Image


def pdf(*pages: str, title: str = "", size: int = 12, outline: Sequence[tuple[str, int]] = ()) -> bytes:
    """A PDF with the lines of each page in Helvetica; a line that begins with ! is set twice as large."""
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(objects)

    font = add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    tree = len(objects) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        lines = []
        for line in page.split("\n"):
            large = line.startswith("!")
            shown = line.removeprefix("!").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            lines.append(f"/F1 {size * (1 + large)} Tf ({shown}) Tj 0 -{size * (1 + large) + 2} Td")
        stream = f"BT 72 720 Td {' '.join(lines)} ET".encode("cp1252") if page else b""
        content = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        resources = f"/Resources << /Font << /F1 {font} 0 R >> >>"
        kids.append(
            add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R {resources} >>")
        )
    add(f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>")
    root = add(f"<< /Type /Catalog /Pages {tree} 0 R >>")
    info = add(f"<< /Title ({title}) /Author (Ada Byron) >>")
    data = _assembled(objects, f"/Root {root} 0 R /Info {info} 0 R")
    return _outlined(data, outline) if outline else data


def _assembled(objects: list[bytes], trailer: str) -> bytes:
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def _outlined(data: bytes, outline: Sequence[tuple[str, int]]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for words, page in outline:
        writer.add_outline_item(title=words, page_number=page)
    writer.set_page_label(0, 1, style="/r")
    return _written(writer)


def encrypted(data: bytes, user: str, owner: str = "owner", algorithm: str = "AES-256") -> bytes:
    """The same PDF behind passwords."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user, owner, algorithm=algorithm)
    return _written(writer)


def _written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scan(*pages: str, dpi: int = 150) -> bytes:
    """A PDF whose pages are pictures of the lines of each page; an empty one stays an empty page."""
    with pypdfium2.PdfDocument(pdf(*pages, size=20)) as printed, pypdfium2.PdfDocument.new() as scanned:
        for sheet, text in zip(printed, pages, strict=True):
            width, height = sheet.get_size()
            page = scanned.new_page(width, height)
            if text:
                picture = pypdfium2.PdfImage.new(scanned)
                picture.set_bitmap(sheet.render(scale=dpi / 72))
                picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
                page.insert_obj(picture)
            page.gen_content()
        out = io.BytesIO()
        scanned.save(out)
        return out.getvalue()


def stamped(text: str, stamp: str, dpi: int = 150, share: float = 1.0) -> bytes:
    """A page that is a picture of a text, over so much of its height from below, with a stamp printed at its top."""
    with pypdfium2.PdfDocument(scan(text, dpi=dpi)) as scanned:
        page = scanned[0]
        next(page.get_objects()).set_matrix(pypdfium2.PdfMatrix().scale(612, 792 * share))
        page.gen_content()
        out = io.BytesIO()
        scanned.save(out)
    writer = pypdf.PdfWriter(clone_from=out)
    printed = pypdf.PdfReader(io.BytesIO(pdf(stamp))).pages[0]
    writer.pages[0].merge_transformed_page(printed, pypdf.Transformation().translate(0, 40))
    return _written(writer)


def photographed(text: str, form: str = "PNG", *more: str, turned: int = 0) -> bytes:
    """A picture file with the lines of a text; a TIFF may have more pages. turned: an orientation that cameras note."""
    frames = []
    for each in (text, *more):
        with pypdfium2.PdfDocument(pdf(each, size=20)) as printed:
            frames.append(printed[0].render(scale=150 / 72).to_pil())
    out = io.BytesIO()
    exif = Image.Exif()
    if turned:
        frames[0] = frames[0].transpose(Image.Transpose.ROTATE_90)
        exif[0x0112] = turned
    options = {"save_all": True, "append_images": frames[1:]} if more else {}
    frames[0].save(out, form, exif=exif, **options)
    return out.getvalue()


def icon() -> bytes:
    """A picture of the size of a logo under a signature."""
    out = io.BytesIO()
    Image.new("RGB", (64, 64)).save(out, "PNG")
    return out.getvalue()


def joined(*parts: bytes) -> bytes:
    """The pages of several PDFs in one."""
    writer = pypdf.PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part))
    return _written(writer)


def odt(body: str, manifest: str = "") -> bytes:
    """An OpenDocument text with this XML in its body."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "text", "meta")
    )
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {names}>{text}</office:document-content>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def epub(title: str, body: str) -> bytes:
    """A book of one chapter."""
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            '<rootfiles><rootfile full-path="c.opf" media-type="application/oebps-package+xml"/>'
            "</rootfiles></container>",
            "c.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></metadata><manifest>'
            '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
            "a.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><title>x</title><body>{body}</body></html>',
        }
    )


def tarred(files: dict[str, bytes], packed: str = "") -> bytes:
    """A tar archive, packed or not ("gz", "bz2", "xz")."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{packed}") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of some files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def ods(*sheets: tuple[str, str]) -> bytes:
    """An OpenDocument spreadsheet: name and rows (XML) of each sheet."""
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets)
    return _open_document("spreadsheet", tables)


def ods_row(*cells: str, repeated: int = 1) -> str:
    """A row of an OpenDocument sheet."""
    written = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    written = written or "<table:table-cell/>"
    return f'<table:table-row table:number-rows-repeated="{repeated}">{written}</table:table-row>'


def odp(*slides: tuple[str, str, str]) -> bytes:
    """An OpenDocument presentation: title, text and notes of each slide."""

    def frame(words: str, kind: str) -> str:
        box = f"<draw:text-box><text:p>{words}</text:p></draw:text-box>"
        return f'<draw:frame presentation:class="{kind}">{box}</draw:frame>'

    pages = "".join(
        f"<draw:page><presentation:notes>{frame(notes, 'notes')}</presentation:notes>"
        f"{frame(title, 'title')}{frame(text, 'outline')}</draw:page>"
        for title, text, notes in slides
    )
    return _open_document("presentation", pages)


def _open_document(kind: str, body: str) -> bytes:
    spaces = {each: each for each in ("office", "text", "table", "presentation", "meta")} | {"draw": "drawing"}
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in spaces.items()
    )
    inner = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    facts = f'<office:document-meta {names} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
    facts += "<dc:creator>Ada Byron</dc:creator></office:meta></office:document-meta>"
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {names}>{inner}</office:document-content>",
            "meta.xml": facts,
        }
    )


_TYPES = "application/vnd.openxmlformats-officedocument"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(*sheets: tuple[str, dict[str, str]]) -> bytes:
    """An Excel workbook: name and cells ("B3": words) of each sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    files = {}
    for number, (_, cells) in enumerate(sheets, 1):
        rows: dict[str, str] = {}
        for place, words in cells.items():
            cell = f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'
            rows[place.lstrip("ABCDEFGHIJ")] = rows.get(place.lstrip("ABCDEFGHIJ"), "") + cell
        data = "".join(f'<row r="{row}">{inner}</row>' for row, inner in rows.items())
        files[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>'
        )
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, (name, _) in enumerate(sheets, 1))
    workbook = f'<workbook xmlns="{main}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>'
    return _packed(
        "xl/workbook.xml", workbook, "spreadsheetml.sheet.main", "worksheets/sheet{}.xml", "worksheet", files
    )


def pptx(*slides: tuple[str, ...]) -> bytes:
    """A PowerPoint presentation: the paragraphs of each slide, the first one its title."""
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    show = "http://schemas.openxmlformats.org/presentationml/2006/main"
    names = f'xmlns:a="{main}" xmlns:p="{show}" xmlns:r="{_RELATIONS}"'
    files = {}
    for number, paragraphs in enumerate(slides, 1):
        shapes = "".join(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{n + 2}" name="x"/><p:cNvSpPr/><p:nvPr>'
            f"{'<p:ph type=' + chr(34) + 'title' + chr(34) + '/>' if n == 0 else ''}</p:nvPr></p:nvSpPr><p:spPr/>"
            f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
            for n, words in enumerate(paragraphs)
        )
        files[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {names}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
        )
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
    shown = f"<p:presentation {names}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
    return _packed(
        "ppt/presentation.xml", shown, "presentationml.presentation.main", "slides/slide{}.xml", "slide", files
    )


def _packed(start: str, content: str, kind: str, part: str, relation: str, files: dict[str, str]) -> bytes:
    """An Office Open XML package."""
    folder, _, name = start.partition("/")
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/{relation}" Target="{part.format(n)}"/>'
        for n in range(1, len(files) + 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    types = f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{start}" '
    types += f'ContentType="{_TYPES}.{kind}+xml"/>'
    root = f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="{start}"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships">{root}</Relationships>',
            start: content,
            f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{package}/relationships">{related}</Relationships>',
            **files,
        }
    )


def with_parts(package: bytes, start: str, more: Mapping[str, tuple[str, str]]) -> bytes:
    """The same Office Open XML package with parts that `start` relates to: the relation's last word, and content."""
    folder, _, name = start.rpartition("/")
    listed = f"{folder}/_rels/{name}.rels"
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        files: dict[str, str | bytes] = {each: archive.read(each) for each in archive.namelist()}
        told = archive.read(listed).decode() if listed in files else "<Relationships></Relationships>"
    added = "".join(
        f'<Relationship Id="m{number}" Type="{_RELATIONS}/{kind}" Target="/{part}"/>'
        for number, (part, (kind, _)) in enumerate(more.items())
    )
    files[listed] = told.replace("</Relationships>", added + "</Relationships>")
    return zipped(files | {part: content for part, (_, content) in more.items()})


def part(*paragraphs: str) -> str:
    """A part of such a package that holds paragraphs."""
    return "<x>" + "".join(f"<p><r><t>{words}</t></r></p>" for words in paragraphs) + "</x>"
