"""The limit of the text of one document, whatever the format."""

from __future__ import annotations

from nlp_oldcadre.errors import TooLarge


def check_text_size(size: int, where: str, limit: int, *, zh: str, en: str) -> None:
    """Raise if a text has more bytes than the limit.

    Parameters
    ----------
    zh, en : what the text is of, for the message (``PDF``, ``the PDF``).

    Raises
    ------
    TooLarge : it has.
    """
    if size > limit:
        raise TooLarge(
            where,
            zh=f"{zh}的文字超过单个文件的上限 {limit:,} 字节",
            en=f"the text of {en} is longer than the limit of {limit:,} bytes",
            remedy_zh="请拆成单篇文件，或用 --max-bytes 调高上限",
            remedy_en="split it into single documents, or raise the limit with --max-bytes",
        )
