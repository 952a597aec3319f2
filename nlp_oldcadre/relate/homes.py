"""Which region the words 省 市 县 区, 全市 and 我市 mean at a place of the text.

A document speaks from one region. An article of a bulletin may be about another one inside it, which its headline, its
subtitle or its first words name; there 市委 is that city's committee.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

from nlp_oldcadre.model import Document, Mention, RegionValue, Span
from nlp_oldcadre.regions import Place, Regions
from nlp_oldcadre.relate.level_words import LEVELS, bears
from nlp_oldcadre.relate.parts import signed_parts

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ITEM = re.compile(r"[ \u3000]*(?:[●■◆★☆○▲△※►◇□]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、])")
# The head of an item in a page of short news, and what stands below a picture.
_MARKED = re.compile(r"[ \u3000]*[●■◆★☆○▲△※►▶◇□](?!图|[ \u3000]*(?:本[报刊网台]|特约|通讯员|记者|文[/／]))")
_CAPTION = re.compile(r"[ \u3000]*(?:[（(▲△↑←→◀▶]*图(?:[：:为①-⑩一二三四1-9]|\d)|[（(]图)")
# What stands below is no subtitle.
_CONTENTS = re.compile("(?:要目|导读|目录|看点|要闻|内容提要|名单|大事记)[】：:※]?$")
_HEADLINE_LENGTH = 48
# Where a paragraph's own region may stand at the latest: 近日，东港市…
_LEAD = 14
# 来自某县, 赴某县: the paragraph is not about it; nor is it about one of 甲县、乙县.
_ELSEWHERE = tuple("自赴到从与和向、")
_HELD = re.compile("(?:市|县|区|州)?(?:[^，。；]{0,4})(?:举办|召开|举行|办(?!事|公|理|学))")
_GOES_TO = re.compile("(?:走进|来到|前往|奔赴|远赴|赴)$")
# The title of a document that is one text stands in its first lines.
_TOP = 12
_BODY_OF_PLACE = re.compile("[\u4e00-\u9fff]{1,9}?(?:自治[区州县旗]|[省市州县区旗盟])")
_PLACED_HEADLINE = re.compile("[\u4e00-\u9fff]{2,12}[：:]")
# As many regions as are looked at backwards; a text of names alone must stay cheap.
_MOST = 40
# Articles below a column's name are of the second level.
_LOWEST_ARTICLE = 2
_OPENING = ("。", "；", "\n", "：", "！")


class Homes:
    """The region that a text speaks from, place by place.

    Parameters
    ----------
    doc : with sections and ``REGION`` mentions, where they are known already.
    regions : the tree of regions.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document, Mention, RegionValue
    >>> from nlp_oldcadre.tables import load_tables
    >>> from dataclasses import replace
    >>> doc = Document.from_text("大连市西岗区组织部开展活动，区委、市委给予支持。")
    >>> found = Mention("REGION", 0, 3, RegionValue("210200")), Mention("REGION", 3, 6, RegionValue("210203"))
    >>> homes = Homes(replace(doc, mentions=found), Regions.of(load_tables()))
    >>> homes.at(14).name, homes.resolve("区", 14), homes.resolve("市", 17), homes.resolve("省", 17)
    ('大连市', '210203', '210200', '210000')
    """

    def __init__(self, doc: Document, regions: Regions) -> None:
        self._regions = regions
        named = [(m.span, place) for m in doc.mentions if m.type == "REGION" and (place := self._place_of(doc, m))]
        self._named = sorted([*named, *self._of_bodies(doc, {span.start for span, _ in named})])
        self._starts = [span.start for span, _ in self._named]
        self._lines = [Span(*m.span()) for m in _LINE.finditer(doc.text)]
        self._line_starts = [line.start for line in self._lines]
        self._text = doc.text
        # The last place where a headline stands.
        articles = (section.heading for section in doc.sections if section.level <= _LOWEST_ARTICLE)
        self._headlines = {doc.text[start:end]: start for start, end in articles}
        # What was read of the line, by how far.
        self._leads: dict[tuple[int, int], Place | None] = {}
        self.document = self._place_of_document(doc, named)
        # The places where paragraphs begin to tell: behind a heading that stands in their line, if there is one.
        self._run_in = sorted(section.body.start for section in doc.sections if section.kind == "run_in")
        self._heads = {s.body.start: s.heading.start for s in doc.sections if s.kind == "run_in"}
        self._articles = self._with_parts(doc, sorted(self._read_articles(doc), key=lambda pair: pair[0]))
        self._article_starts = [start for start, _ in self._articles]

    def _place_of(self, doc: Document, mention: Mention) -> Place | None:
        code = mention.value.adcode if isinstance(mention.value, RegionValue) else None
        return self._regions.place(code, doc.text[mention.start : mention.end])

    def _of_bodies(self, doc: Document, known: set[int]) -> Iterator[tuple[Span, Place]]:
        """The places that names of schools and their like begin with (崇阳县老年大学), which are no mentions of regions."""
        for mention in doc.mentions:
            if mention.type != "ORG" or mention.start in known:
                continue
            match = _BODY_OF_PLACE.match(doc.text, mention.start, mention.end)
            meant = self._regions.by_name.get(match[0], ()) if match else ()
            if match and len(meant) == 1 and (place := self._regions.place(meant[0].adcode)):
                yield Span(*match.span()), place

    def _place_of_document(self, doc: Document, named: list[tuple[Span, Place]]) -> Place | None:
        """The place that the metadata name, else the region that the text speaks of most."""
        code, name = doc.metadata.adcode, doc.metadata.region
        if code in self._regions.by_code:
            full = self._regions.full_name(code)
            return Place(code, name if name and name.startswith(full) else full)
        return self._regions.place(self._regions.dominant(place.adcode for _, place in named))

    def at(self, position: int) -> Place | None:
        """The place that the text speaks from at ``position``; None where nothing tells."""
        index = bisect_right(self._article_starts, position) - 1
        return self._articles[index][1] if index >= 0 else self.document

    def _is_told_of(self, start: int) -> bool:
        """Whether the first region named from ``start`` on is no origin, goal or member of a list."""
        index = bisect_right(self._starts, start - 1)
        if index >= len(self._named):
            return False
        (first, end), _ = self._named[index]
        is_model = self._text[first - 2 : first] in ("借鉴", "参照", "学习", "推广", "复制", "对标", "观摩", "考察", "对接")
        return (
            not is_model
            and self._text[first - 1 : first] not in _ELSEWHERE
            and self._text[end : end + 1] != "、"
            and not self._is_venue(index)
        )

    def _is_venue(self, index: int) -> bool:
        """在大连办一期培训班: where something is held, whoever's it is."""
        (first, end), _ = self._named[index]
        return self._text[first - 1 : first] == "在" and _HELD.match(self._text, end) is not None

    def opening(self, start: int, end: int) -> Place | None:
        """The place whose name begins in ``[start, end)``, with what follows it directly (大连市西岗区)."""
        return self._deepest_from(start, end)

    def resolve(self, level_word: str, position: int) -> str | None:
        """The region that 省 市 州 县 区 旗 (also 全市, 我市) stands for at ``position``; None where nothing tells."""
        word = level_word.lstrip("全我本各该")
        levels = LEVELS.get(word)
        places = chain(self._told_of(position), (self.lead(position), self.at(position)), self._named_before(position))
        for place in places if levels else ():
            if place and levels and (found := self._at_level(place.adcode, word, levels)):
                return found
        return None

    def _told_of(self, position: int) -> Iterator[Place]:
        """In a text of a whole province the region that opened a sentence last in the paragraph: 嘉兴…；市委…."""
        if self.document is None or not self.document.adcode.endswith("0000"):
            return
        line = self._text.rfind("\n", 0, position)
        for i in range(last := bisect_right(self._starts, position) - 1, max(-1, last - _MOST), -1):
            (start, _), place = self._named[i]
            if start < line:
                break
            if self._text[start - 1 : start] in _OPENING and place.adcode != self.document.adcode:
                yield place
                break

    def _at_level(self, code: str, word: str, levels: tuple[str, ...]) -> str | None:
        """``code`` or what holds it, of the level and with the suffix that the word asks for."""
        if "county" in levels and self._regions.level(code) == "county" and bears(self._regions.name(code), word):
            return code
        if levels[0] == "county":
            return None
        return self._regions.at_level(code, levels[0])

    def lead(self, position: int) -> Place | None:
        """The region that the paragraph begins with, when it lies in the one that the article is about."""
        index = bisect_right(self._line_starts, position) - 1
        if index < 0:
            return None
        start = self._line_starts[index]
        behind = bisect_right(self._run_in, position) - 1
        if behind >= 0 and self._run_in[behind] > start:
            start = self._run_in[behind]
        reach = start + _LEAD if start + _LEAD < position else position
        if (start, reach) not in self._leads:
            head = self._heads.get(start)
            # ▲济南·槐城银杏。市委老干部局…: whose paragraph it is, its heading's first word tells.
            headed = self._read_lead(head, head + 1) if head is not None else None
            self._leads[start, reach] = headed or self._read_lead(start, reach)
        return self._leads[start, reach]

    def _read_lead(self, start: int, reach: int) -> Place | None:
        if not self._is_told_of(start):
            return None
        place, home = self._deepest_from(start, reach), self.at(start)
        return place if place and home and place != home and self._regions.lies_in(home, place) else None

    def _named_before(self, position: int) -> Iterator[Place]:
        """Regions of the same article, from the last one named before ``position`` backwards."""
        index = bisect_right(self._article_starts, position) - 1
        floor = self._articles[index][0] if index >= 0 else 0
        last = bisect_right(self._starts, position) - 1
        for i in range(last, max(-1, last - _MOST), -1):
            span, place = self._named[i]
            if span.start < floor or position - span.start > 2000:
                return
            yield place

    def _read_articles(self, doc: Document) -> Iterator[tuple[int, Place | None]]:
        """``(start, region)`` of each article; the document's region where an article names none inside it."""
        heads = {s.heading.start for s in doc.sections if s.level == 1}
        for index, line in enumerate(self._lines):
            begins = not heads.isdisjoint(range(line.start, min(line.end, line.start + 4)))
            if begins and doc.metadata.adcode and doc.metadata.genre != "bulletin" and index < _TOP:
                yield line.start, self._place_of_headline(line) or self.document
            elif begins or self._is_headline(index) or self._is_item_head(index):
                yield line.start, self._region_of_article(index) or self.document

    def _place_of_headline(self, line: Span) -> Place | None:
        """The place that 衢州柯城：… names before its colon, where it is one inside the document's."""
        if not _PLACED_HEADLINE.match(self._text, line.start, line.end):
            return None
        return self._inside(self._deepest_from(line.start, line.start + 2))

    def _with_parts(self, doc: Document, articles: list[tuple[int, Place | None]]) -> list[tuple[int, Place | None]]:
        """The articles with the attachments that another body signed, which speak from its region."""
        for part in signed_parts(doc):
            place = self._deepest_from(part.signer.start, part.signer.end)
            if place:
                before = [pair for pair in articles if pair[0] < part.start]
                after = [pair for pair in articles if pair[0] >= part.end]
                resumed = before[-1][1] if before else self.document
                articles = [*before, (part.start, place), (part.end, resumed), *after]
        return articles

    def _is_headline(self, index: int) -> bool:
        """A short line with a region and without a full stop, above a paragraph."""
        line = self._lines[index]
        if line.end - line.start > _HEADLINE_LENGTH or self._text[line.end - 1] in "。；：，、":
            return False
        # The place first: few lines name any, and looking at what stands below is dearer.
        if not self._inside(self._deepest_from(line.start, line.end)) or _CAPTION.match(self._text, line.start):
            return False
        return not self._is_in_contents(index) and self._is_above_text(index)

    def _is_item_head(self, index: int) -> bool:
        """A short marked line above a paragraph: ■ 县医院改造病区, which ends what the item before was about."""
        line = self._lines[index]
        is_short = line.end - line.start <= _HEADLINE_LENGTH and self._text[line.end - 1] not in "。；：，、"
        return is_short and bool(_MARKED.match(self._text, line.start)) and self._is_above_text(index)

    def _is_above_text(self, index: int) -> bool:
        return any(below.end - below.start > _HEADLINE_LENGTH for below in self._lines[index + 1 : index + 3])

    def in_contents(self, position: int) -> bool:
        """Whether the line at ``position`` is one of those that 本期要目 lists."""
        index = bisect_right(self._line_starts, position) - 1
        return self._is_in_contents(index) or self._is_announced(index)

    def _is_announced(self, index: int) -> bool:
        """Whether the line is the headline of an article that stands further below."""
        line = self._lines[index]
        return self._headlines.get(self._text[line.start : line.end].lstrip("-—◇●◆■ "), -1) > line.end

    def _is_in_contents(self, index: int) -> bool:
        top = index
        while top > max(0, index - _MOST) and self._is_item(self._lines[top]):
            top -= 1
        return top < index and _CONTENTS.search(self._text, *self._lines[top]) is not None

    def _is_item(self, line: Span) -> bool:
        """Whether the line is a short one of a list."""
        return line.end - line.start <= _HEADLINE_LENGTH and _ITEM.match(self._text, line.start) is not None

    def _region_of_article(self, index: int) -> Place | None:
        """The region of the headline or its subtitles, else of the first paragraph's first words."""
        if _CONTENTS.search(self._text, *self._lines[index]):
            return None
        head = self._lines[index]
        for line in self._lines[index : index + 4]:
            if line is not head and _MARKED.match(self._text, line.start):
                return None
            is_long = line.end - line.start > _HEADLINE_LENGTH or (line is not head and self._text[line.end - 1] == "。")
            reach = line.start + 2 * _LEAD if is_long else line.end
            place = self._inside(self._deepest_from(line.start, reach))
            # 宣讲团走进三沙, 现场会在董市召开: where it goes, not where it is from.
            if place and not is_long:
                at = bisect_right(self._starts, line.start - 1)
                if _GOES_TO.search(self._text, line.start, self._starts[at]) or self._is_venue(at):
                    return None
            if is_long and line is not head and not self._is_told_of(line.start):
                return None
            if place or is_long:
                return place
        return None

    def _inside(self, place: Place | None) -> Place | None:
        """The place when it lies in the document's region (or nothing is known of that)."""
        if place is None or (self.document and not self._regions.lies_in(self.document, place)):
            return None
        return place

    def _deepest_from(self, start: int, end: int) -> Place | None:
        """The first region named in ``[start, end)``, with what follows it directly (大连市西岗区 → 西岗区)."""
        index = bisect_right(self._starts, start - 1)
        if index >= len(self._named) or self._starts[index] >= end:
            return None
        while index + 1 < len(self._named) and self._starts[index + 1] == self._named[index][0].end:
            index += 1
        return self._named[index][1]
