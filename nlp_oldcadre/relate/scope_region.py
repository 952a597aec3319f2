"""The region that an amount holds for: said in its clause or at the head of its sentence, else the home of the text."""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp_oldcadre.model import Mention, OrgValue, RegionValue
from nlp_oldcadre.regions import Place, Regions
from nlp_oldcadre.relate.homes import Homes
from nlp_oldcadre.relate.surroundings import Surroundings

COUNTRY = "全国"
_SCOPE = re.compile(
    "全国(?!劳动?模|先进|优秀|三八|五一|道德|最美|模范|技术|人大|政协)|[全我本](?:省|自治区|市|州|自治州|盟|县|区|旗|自治县|地区)|师市|全师"
    "|各(?:省|地|市|州|盟|县|区|旗|乡镇|镇)(?![^，。；]{0,6}(?:表示|交流|发言))|(?<=[，。；：“\n])(?:[市县区州旗]里|[市县区州]级(?:机关|(?=投资|财政|筹|安排|补助|列支|拨|投入|配套|出资))|[市县区州]直)"
)
# 在全省评比中获奖, 列全国第三, 占全省的一半: a comparison, not where the amount was counted.
_COMPARED = re.compile("(?:在|获|获得|荣获|评为|为|列|居|占|是|入选|受|被|及|面向|向|从|自|[比较]|高于|低于|[“‘《])$")
# 在全市遴选, 在全省推开: where it is to be.
_SPREAD = re.compile(
    "(?:范围内)?(?:推开|推广|铺开|试点|遴选|开展|实施|建[立设成]|设立|招募|组建|征集|新建|推行|举办|聘|培育|打造)"
)
_ALL_OF_US = frozenset({"师市", "全师"})
_TOWARDS = re.compile("(?:借鉴|参照|推广|学习|复制|赴|到|前往|来到|走进|奔赴|向|从|与|和|来自|在)$")
# 来自西宁市的5支队伍, 在敖汉旗，…: an origin or a stay that the amount is of.
_OF_IT = re.compile("的[^，。；、的]{0,4}$")
_LISTED = frozenset({"、", "和", "及", "与", "，"})
# 当地, 该县: the place that was named last.
_THERE = re.compile(
    "当地|该(?<!在该)[省市州县区镇乡]|(?<=[，。；：“\n])(?:[镇乡]里|[镇乡]上|街道(?=还|又|也|党|把|腾|出|给|投|从|将))"
)
_SUMMED_UP = re.compile("等[近超约共]?[\\d一二两三四五六七八九十百]")
_OPENING = 3
_REMEMBERED = 200
_ASIDE = re.compile("（[^（）]*）")
# 市局举办…, 省委老干部局党员: what it does, not what it says or gives others.
_ITS_OWN = re.compile(
    "(?:先后|共|已|还|积极|精心|专门|率先|及时)?(?:举办|开展|启动|组织|依托|组建|建立|创建|成立|打造|建成|推出|开设|编印|投入)"
)
_PLACES_COUNTED = re.compile("省(?:份|（|区|级行政|$)")


class RegionFinder:
    """Finds the region of an amount in one document."""

    def __init__(self, regions: Regions, around: Surroundings, homes: Homes) -> None:
        self._regions, self._around, self._homes = regions, around, homes
        # What opens a clause is asked for by every amount that follows in its sentence.
        self._openings: dict[int, str | None] = {}
        # Read once a document: none of the words begins inside another, so a stretch holds those that lie in it.
        self._scopes = [m.span() for m in _SCOPE.finditer(around.text)]
        self._theres = [m.span() for m in _THERE.finditer(around.text)]
        self._organ_places: dict[int, str | None] = {}
        # Where anything begins that may tell of a region; most clauses hold none.
        told = (m.start for m in around.doc.mentions if m.type in ("REGION", "ORG"))
        self._telling = sorted([*told, *(at for at, _ in self._scopes), *(at for at, _ in self._theres)])

    def find(self, start: int, indicator: str | None) -> str | None:
        """The full name of the region that the amount at ``start`` holds for; None where nothing tells."""
        if indicator and _PLACES_COUNTED.match(indicator):
            return None
        clause = self._around.clause_start(start)
        said = self._in_order(clause, start) or self._counted_in(clause, start, indicator or "")
        said = said or self._last_said(clause, start, anywhere=True)
        sentence = self._around.sentence(start).start
        while said is None and clause > sentence:
            end, clause = clause, self._around.clause_start(clause - 1)
            if clause not in self._openings:
                self._openings[clause] = self._last_said(clause, end, anywhere=False)
            said = self._openings[clause]
        if said is not None:
            return said
        home = self._homes.lead(start) or self._homes.at(start)
        return home.name if home else None

    def _counted_in(self, clause: int, start: int, indicator: str) -> str | None:
        """The place of the organisation whose own the amount is (宁波市老年大学学员增长6%), wherever the text comes from."""
        for mention in self._around.between("ORG", clause, start):
            value, name = mention.value, self._around.text[mention.start : mention.end]
            if isinstance(value, OrgValue) and indicator.startswith(name):
                place = self._regions.place_in(value.name or "", value.adcode)
                return place.name if place else None
        return None

    def _in_order(self, clause: int, start: int) -> str | None:
        """The region of the amount where a clause lists both one by one (榕城区、普宁市分别建成12个、9个)."""
        at = self._around.text.find("分别", clause, start)
        if at < 0:
            return None
        places: list[str] = []
        last = -1
        for mention in self._around.between("REGION", clause, at):
            if (place := self._place(mention)) is None:
                return None
            if mention.start == last:
                places.pop()
            places.append(place.name)
            last = mention.end
        if not places and (earlier := self._around.between("REGION", self._around.clause_start(clause - 1), clause)):
            # 甲区、乙县设立基金，规模分别为30万元、18万元
            places = [place.name for mention in earlier if (place := self._place(mention))]
        amounts = self._around.between("QUANTITY", at, self._around.clause_end(start))
        if len(places) < 2 or len(places) != len(amounts):
            return None
        return next((name for name, m in zip(places, amounts, strict=True) if m.start == start), None)

    def _last_said(self, start: int, end: int, *, anywhere: bool) -> str | None:
        """The last scope that ``[start, end)`` states; only at its beginning unless ``anywhere``."""
        at = bisect_left(self._telling, start)
        if at == len(self._telling) or self._telling[at] >= end:
            return None
        examples = self._examples_end(start, end)
        named = (said for said in (*self._named(start, end), *self._organs(start, end)) if said[0] >= examples)
        found = [*self._words(start, end), *named]
        if self._theres:
            found += self._there(start, end)
        if not found:
            # 甲镇等17家单位: of all of us.
            home = self._homes.at(start) if anywhere and examples > start else None
            return home.name if home else None
        limit = end if anywhere else min(end, self._opening(start) + _OPENING)
        return max((said for said in found if said[0] < limit), default=(0, None))[1]

    def _examples_end(self, start: int, end: int) -> int:
        """Where the list ends that an amount sums up: 甲区某支部、乙市等50个集体 are not of 甲区 or 乙市 alone."""
        listed = (*self._around.between("REGION", start, end), *self._around.between("ORG", start, end))
        return max((m.end for m in listed if _SUMMED_UP.match(self._around.text, m.end)), default=start)

    def _opening(self, start: int) -> int:
        """Past a time that opens the clause (2020年，全市… is one clause further already, 2020年全市… is not)."""
        times = self._around.between("TIME", start, start + 30)
        return times[0].end if times and times[0].start <= start + 1 else start

    def _words(self, start: int, end: int) -> list[tuple[int, str]]:
        """全国, 全省, 我市 and their like; not those in an aside that was closed."""
        first, last = (bisect_left(self._scopes, (at, 0)) for at in (start, end))
        if first == last:
            return []
        text = self._around.text
        asides = [m.span() for m in _ASIDE.finditer(text, start, end)]
        out = []
        for at, stop in self._scopes[first:last]:
            is_aside = stop > end or any(a <= at < b for a, b in asides)
            if is_aside or (_COMPARED.search(text, max(start, at - 2), at) and not self._spreads(at, stop)):
                continue
            if name := self._resolved(text[at:stop], at):
                out.append((at, name))
        return out

    def _spreads(self, at: int, stop: int) -> bool:
        return self._around.text[at - 1] == "在" and _SPREAD.match(self._around.text, stop) is not None

    def _there(self, start: int, end: int) -> list[tuple[int, str]]:
        """当地 and 该县, which stand for a region that the paragraph named before."""
        first, last = (bisect_left(self._theres, (at, 0)) for at in (start, end))
        out = []
        for at, stop in self._theres[first:last]:
            named = self._around.between("REGION", max(self._around.paragraph_start(at), at - _REMEMBERED), at)
            level = self._around.text[at:stop].strip("该里上")
            places = [p for m in named if (p := self._place(m)) and (level == "当地" or p.name.endswith(level))]
            if places:
                out.append((at, places[-1].name))
        return out

    def _resolved(self, word: str, position: int) -> str | None:
        if word == COUNTRY:
            return COUNTRY
        if word in _ALL_OF_US or word[0] == "各":
            home = self._homes.at(position)
            return home.name if home else None
        word = word[0] if word[-1] in "里关直级" else word
        code = self._homes.resolve(word, position)
        return self._regions.full_name(code) if code and code in self._regions.by_code else None

    def _named(self, start: int, end: int) -> list[tuple[int, str]]:
        """Regions named, with what follows them directly, unless as a goal or an origin, or inside an organisation's name.

        Several in a list (在昭阳区、鲁甸县等地) are what holds them all.
        """
        regions = self._around.between("REGION", start, end)
        organs = self._around.between("ORG", start, end) if regions else []
        out: list[tuple[int, str]] = []
        reached, last = -9, None
        is_passed = False
        for mention in regions:
            if any(o.start <= mention.start < o.end for o in organs):
                continue
            place = self._place(mention)
            between = self._around.text[reached : mention.start] if mention.start - reached < 3 else "…"
            if is_passed and (between in _LISTED or not between):
                # 在昭阳区、鲁甸县: the second is passed over like the first.
                reached = mention.end
                continue
            is_passed = False
            if place and last and between in _LISTED:
                last = self._common(last, place, mention.start)
                out[-1] = (mention.start, last.name)
            elif place and last and not between:
                last = place
                out[-1] = (out[-1][0], place.name)
            elif place and self._holds(mention, start, end):
                last = place
                out.append((mention.start, place.name))
            else:
                last, is_passed = None, True
            reached = mention.end
        return out

    def _common(self, first: Place, second: Place, position: int) -> Place:
        """The smallest region that holds both, no larger than the one that the text is about."""
        home = self._homes.at(position)
        for level in ("county", "prefecture", "province"):
            code = self._regions.at_level(first.adcode, level)
            if code and code == self._regions.at_level(second.adcode, level):
                found = Place(code, self._regions.full_name(code))
                return found if home is None or self._regions.lies_in(home, found) else home
        return home or second

    def _holds(self, mention: Mention, start: int, end: int) -> bool:
        """Whether the amounts that follow are this region's: it is no goal, or stands straight before or apart."""
        text = self._around.text
        before = text[max(start, mention.start - 2) : mention.start]
        if not _TOWARDS.search(before):
            return True
        is_apart = before == "在" and mention.start == start + 1 and text[mention.end : mention.end + 1] == "，"
        return is_apart or bool(_OF_IT.match(text, mention.end, end))

    def _organs(self, start: int, end: int) -> list[tuple[int, str]]:
        """Organisations below the home region: what they do holds for their own."""
        out = []
        for mention in self._around.between("ORG", start, end):
            if mention.start not in self._organ_places:
                self._organ_places[mention.start] = self._place_of_organ(mention)
            if name := self._organ_places[mention.start]:
                out.append((mention.start, name))
        return out

    def _place_of_organ(self, mention: Mention) -> str | None:
        """The place of an organisation that lies in the home region."""
        value, home = mention.value, self._homes.at(mention.start)
        place = self._regions.place_in(value.name or "", value.adcode) if isinstance(value, OrgValue) else None
        if place is None or home is None:
            return None
        if place == home:
            # 县财政安排…, in a paragraph about one of its towns.
            is_opening = mention.start - self._opening(self._around.clause_start(mention.start)) <= 1
            return home.name if is_opening and self._homes.lead(mention.start) else None
        return place.name if self._regions.lies_in(home, place) or self._is_subject(mention) else None

    def _is_subject(self, mention: Mention) -> bool:
        """Whether the organisation opens its sentence, so that what is told there is its own, wherever it lies."""
        start = self._around.sentence(mention.start).start
        return mention.start - self._opening(start) <= 1 and _ITS_OWN.match(self._around.text, mention.end) is not None

    def _place(self, mention: Mention) -> Place | None:
        code = mention.value.adcode if isinstance(mention.value, RegionValue) else None
        return self._regions.place(code, self._around.text[mention.start : mention.end])
