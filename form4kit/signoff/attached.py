"""What is attached to a PDF."""

import io


def attached_to(data: bytes) -> dict[str, bytes] | None:
    """Return the files attached to a PDF by name; None where nothing here can read one (extra `sign`).

    What is no sound PDF has none.
    """
    try:
        import pikepdf
    except ImportError:
        return None
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return {name: each.get_file().read_bytes() for name, each in pdf.attachments.items()}
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, KeyError):
        return {}
