"""Where a text speaks of what is to come: 下一步, 将, 力争 and their like, before a time or in the clause behind it."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.scan import Scan

_PLANNED = re.compile(
    "将(?!近)|拟(?!定?[了的])|计划|预计|争取|力争|确保|下一步|下步|要求|届时|接下来|今后|打算|准备|(?:会议|研究|一致)决定|定于|务必|请(?!假)|须"
    # 会议定了三件事：…
    "|(?:定了|定下|确定了?|议定|商定|明确了?|部署了?|安排了?|布置了?|交代了?)[^，。：；]{0,8}[一二两三四五六七八九十几\\d](?:件|项|个方面|条|点)[^，。：；]{0,6}(?=：)"
)
# 将 before a verb, an adverb or a preposition tells of the future; before a noun it is 把 (9月将奖金捐出).
_WILL = (
    "将(?:会|要|于|在|与|同|和|对|向|为|从|以|由|按|把|再|新|继续|陆续|正式|全面|逐步|进一步|联合|组织|举办|举行|召开|开展|开设|开办|开放|开工|启动|启用|建成|建设|新建"
    "|完成|推出|推广|推进|推行|实施|实行|实现|投入|增加|增设|扩大|扩建|达到|达|出台|出版|修订|印发|制定|发布|发放|安排|打造|探索|成立|组建|选派|选出|评选|聘请|邀请|赴|走进"
    "|进行|进驻|遴选|培育|培训|改造|汇编|编印|刊发|集中|统一|不再|用于|列入|纳入|可|能|有|被|还|也|更)"
)
_FOLLOWS = re.compile(
    f"[^。；！？\n]{{0,24}}?(?:{_WILL}|力争|争取|另行|拟(?!定?[了的])|预计|计划(?=[^，。；]{{0,4}}[招新建开举组选增投]))"
)
_STOP = re.compile("[。\n]")


class Plans:
    """Tells of positions, in the order of the text, whether what stands there is planned."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._stop = 0
        self._from: int | None = None  # where a word of the sentence has said that it is a plan

    def holds(self, start: int) -> bool:
        """Whether a word of the sentence before ``start`` announces a plan."""
        self._read_sentence(start)
        return self._from is not None and self._from <= start

    def follows(self, end: int) -> bool:
        """Whether the clause behind a time does: 9月将新开三门课, 全年力争突破百场."""
        return _FOLLOWS.match(self._scan.text, end) is not None

    def _read_sentence(self, position: int) -> None:
        """Up to 。: what 要求 or 下一步 opens goes on over ；."""
        if position < self._stop:
            return
        text = self._scan.text
        begin = max(text.rfind("。", self._stop, position) + 1, self._scan.paragraph_at(position).start)
        end = _STOP.search(text, position)
        self._stop = end.start() if end else len(text)
        planned = _PLANNED.search(text, begin, self._stop)
        self._from = planned.end() if planned else None
