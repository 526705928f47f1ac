"""Small real files made on the spot: PDF by hand, encrypted by pypdf, OpenDocument and EPUB by zipfile."""

import io
import zipfile
from collections.abc import Sequence

import pypdf


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


def zipped(files: dict[str, str]) -> bytes:
    """A zip archive of some texts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
