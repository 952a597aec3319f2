"""What the verb ``show`` does: a page with its mentions boxed, as a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from nlp_oldcadre import console
from nlp_oldcadre.errors import NotWritable, system_reason
from nlp_oldcadre.model import MENTION_TYPES, Document


def save(document: Document, page: int, output: Path | None, types: str | None, *, dpi: int) -> Path:
    """Write the page as a picture (PNG, or what the suffix of ``output`` says), and say so.

    Parameters
    ----------
    output : None for a file in the working folder, called like the document.
    types : the mention types to box, with commas between; None for all.

    Raises
    ------
    OldcadreError : the page can't be drawn or the file not written; subclasses say why.
    """
    wanted = tuple(kind.strip().upper() for kind in types.split(",") if kind.strip()) if types else MENTION_TYPES
    path = output or Path(f"{PurePosixPath(document.source.uri).stem or 'page'}_p{page}.png")
    console.check_folder(path)
    picture = document.page_image(page, types=wanted, dpi=dpi)
    try:
        picture.save(path)
    except ValueError as error:
        raise NotWritable(
            path.as_posix(), zh="不认识这种图片后缀", en="no format of pictures has this suffix",
            remedy_zh="请用 .png 或 .jpg", remedy_en="use .png or .jpg",
        ) from error  # fmt: skip
    except OSError as error:
        zh, en = system_reason(error)
        raise NotWritable(
            path.as_posix(), zh=f"图片写不出去（{zh}）", en=f"the picture can't be written ({en})",
            remedy_zh="请换一个位置", remedy_en="choose another place",
        ) from error  # fmt: skip
    _tell(document, page, wanted, path)
    return path


def _tell(document: Document, page: int, types: Sequence[str], path: Path) -> None:
    shown = (m for m in document.mentions if m.type in types)
    count = sum(any(number == page for number, _ in document.boxes(m.start, m.end)) for m in shown)
    last = len(document.pages)
    zh, en = f"图片：{path}（第 {page}/{last} 页，标注 {count} 处）", f"{path}: page {page} of {last}, mentions: {count}"
    print(console.say(zh, en), file=sys.stderr)
