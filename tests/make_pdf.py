"""Small PDFs made by hand: Chinese text with a font that is not embedded, pictures only, or encrypted."""

from __future__ import annotations

from collections.abc import Sequence


def make_pdf(pages: Sequence[Sequence[str]], *, encrypted: bool = False) -> bytes:
    """A PDF of these pages, each a list of lines; a page without lines is a picture (a grey box)."""
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/ItalicAngle 0/Ascent 800/Descent -200/StemV 80"
        "/CapHeight 700/FontBBox[0 -200 1000 900]>>>>",
    ]
    for number, lines in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {6 + 2 * number} 0 R>>"
        )
        content = _content(lines)
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    trailer = ""
    if encrypted:
        zeros = "00" * 32
        objects.append(f"<</Filter/Standard/V 1/R 2/Length 40/P -44/O<{zeros}>/U<{zeros}>>>")
        trailer = f"/Encrypt {len(objects)} 0 R/ID[<00><00>]"
    return pack(objects, trailer)


def _content(lines: Sequence[str]) -> str:
    if not lines:
        return "0.5 g 50 50 400 600 re f"
    shown = "\n".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -24 Td" for line in lines)
    return f"BT /F1 14 Tf 72 760 Td\n{shown}\nET"


def pack(objects: Sequence[str], trailer: str = "") -> bytes:
    """A file of these objects, the first one its root."""
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode("ascii")
