"""The words for levels (省 市 县 区, 全市, 我市) and the levels that they may stand for."""

from __future__ import annotations

LEVELS = {
    **dict.fromkeys(("省", "自治区", "兵团"), ("province",)),
    **dict.fromkeys(("州", "自治州", "盟", "地", "地区"), ("prefecture",)),
    **dict.fromkeys(("县", "区", "旗", "自治县"), ("county",)),
    "市": ("prefecture", "county"),
}


def bears(name: str, word: str) -> bool:
    """Whether a county's name has the suffix that the level word asks for; 自治县 is a 县."""
    return name.endswith(word[-1])
