"""The scan of a page that was signed by hand: what it is by its content, and that it is not the unsigned
page."""

import io
from typing import Final

_KINDS: Final = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
)


class NoScan(ValueError):
    """Say why a file is not the scan of a signed page."""


def kind_of_scan(data: bytes) -> str:
    """Return what a scan is by its content: PDF, PNG, JPEG or TIFF. Raises NoScan."""
    found = next((kind for magic, kind in _KINDS if data.startswith(magic)), None)
    if found is None:
        raise NoScan("is no PDF, PNG, JPEG or TIFF by its content")
    return found


def check_scan(scan: bytes, packet: bytes) -> str:
    """Return what a scan is; raises NoScan where it is none, or shows a page of the packet as it was printed.

    A page of the packet on which something was drawn since is another page, and passes.
    """
    kind = kind_of_scan(scan)
    if scan == packet:
        raise NoScan("is the unsigned packet itself")
    if kind == "PDF" and (number := _unsigned_page(scan, packet)):
        raise NoScan(f"has the unsigned page {number} of the packet: scan the paper that was signed")
    return kind


def _unsigned_page(scan: bytes, packet: bytes) -> int:
    """Return the number of a packet's last page where a PDF has it with nothing drawn on it; else 0."""
    import pikepdf

    from form4kit.signoff.attached import MOST_PAGES
    from form4kit.signoff.page_fonts import Unknown
    from form4kit.signoff.page_marks import differ, marks_of
    from form4kit.signoff.pdf_bounds import NotAPacket, within_bounds

    try:
        within_bounds(scan, packet=False)
        with pikepdf.open(io.BytesIO(packet)) as signed, pikepdf.open(io.BytesIO(scan)) as pdf:
            last = len(signed.pages)
            wanted = marks_of(signed.pages[-1])
            if len(pdf.pages) > MOST_PAGES:
                raise NoScan(f"has more than {MOST_PAGES} pages: scan the page that was signed")
            for page in pdf.pages:
                try:
                    alike = "/Annots" not in page.obj and not differ(wanted, marks_of(page))
                except Unknown:
                    continue
                if alike:
                    return last
    except NotAPacket as error:
        raise NoScan(str(error)) from None
    except pikepdf.PasswordError:
        raise NoScan("is encrypted") from None
    except NoScan:
        raise
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return 0  # whoever looks at it sees that it shows nothing
    return 0
