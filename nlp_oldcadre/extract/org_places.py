"""Organisations that begin with a place: a region's name or a level word, then an organ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.extract import org_zones
from nlp_oldcadre.extract.org_groups import is_group, shares_level
from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.org_phrases import WordLine, abbreviation_end, noun_phrase_end
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.word_uses import words_of
from nlp_oldcadre.model import Span

if TYPE_CHECKING:
    from nlp_oldcadre.extract.org import Taken

# A level word is one of its own: not the end of 社区 城市 联盟 红旗, not in 全市, and not 市级 市民. Each alternative begins
# with a character (what must not precede is looked at after it), so that re skips to the next of these characters.
_LEVEL = re.compile(
    "自治区|自治州|自治县|地(?=委(?:老干|组织|宣传|统战|政法|办公))|地区(?<![该本各远偏全西东南北中部族村困牧山农沿边市省岸缘带江湖海高寒旱库革个发达域等].{2})|"
    "兵(?<!建设兵)团|省(?<![全反节外数两邻三四五六七八九十几].)|市(?<![师城超全上都辖列级两三四五六七八九十几].)|县(?<![全郡两三四五六七八九十几].)|"
    "区(?<![全社园小校街山灾军辖牧林景护片战库湾地新老特院禁分].)|州(?<![全九神].)|盟(?:(?<=会同盟)|(?<![联同结加民].))|旗(?<![红国党锦军战校彩会插].)|"
    "镇(?<![各全乡村城市小重古建].)|乡(?<![各全城下家].)(?![镇村])|街(?<![各镇村区].)道"
)
_OTHER_TROOP = re.compile("[集社兵表讲剧乐队唱察访组社]")
_TOWN_NAME = re.compile("、((?![我该本此各全两几每到在去赴由从])[\u4e00-\u9fff]{2,4})$")
# Bodies that no further noun makes another organ.
_COMPLETE = frozenset({"政府", "人民政府", "人大", "政协", "纪委", "纪委监委", "人大常委会"})
# These stand for one town only where the text has named it (石桥镇 … 镇党委).
_TOWN_WORDS = ("镇", "乡", "街道")
# 兵团第八师石河子市 is one: the division and its city.
_DIVISION = re.compile(
    "(?:(?:(?:新疆生产建设)?兵团)?第[一二三四五六七八九十]{1,3}|(?<![第一-龥])[一二三四五六七八九十]{1,2})师$"
)
# 石沟乡小学, 三溪镇卫生院
_OF_TOWN = re.compile(
    "(?:中心|民族|希望|初级|实验)?(?:小学|中学|学校|卫生院|医院|幼儿园|敬老院|养老院|司法所|派出所|卫生室)(?![生校长])"
)
# 某市第四医院, 县第二实验小学
_NUMBERED = re.compile(
    "第?[一二三四五六七八九〇零○0-9]{3,4}(?:医院|队|研究所|厂)(?![长生校])|第[一二三四五六七八九十]{1,3}(?:人民|中心|中医|实验|民族|高级|初级|职业|离休|老干部|干部|社会)?"
    "(?:医院|中学|小学|幼儿园|干休所|休养所|养老院|福利院|老年大学|建筑公司|中等专业学校)(?![生校长])"
)
# 市军休一所, 市军队离退休干部第二休养所; 武警福建省|总队
_OF_RETIRED_SOLDIERS = re.compile(
    "军(?:队离(?:退)?休(?:干部)?|休)(?:干部)?(?:服务)?(?:管理)?第?[一二三四五六七八九十]?(?:休养)?(?:所|中心|服务站)(?![长属])"
    "|(?<=[省市])总队(?=第?[一二三四五六七八九十]*(?:干休所|干部休养所|离职干部|保障部|机关|某))"
)
# 自治区|驻成都老干部服务管理处: what an organ has in another place.
_SEATED = re.compile(
    "(?:老干部|离退休干部|人民政府)?驻[\u4e00-\u9fff]{2,4}?(?:老干部|离退休干部|离休干部|退休干部)?"
    "(?:管理服务站|服务站|服务管理处|服务处|管理处|办事处|联络处|干休所|休养所|活动中心)(?![长])"
)
# Of a party or league, whose name stands before the place: 共青团广东省委员会.
_COMMITTEE = "委员会"
# 福|州|大学 is one word.
_OFFSHOOTS = ("分院", "院区", "分校", "校区")
_SCHOOLS = ("大学", "学院", "公司", "集团", "医院")
# 该局同|县融媒体中心: what the dictionary tears into a name.
_JOINING = frozenset("同到与向在由和对从")
# Behind a place these leave no organ to come.
_NO_ORGAN = frozenset(["", *"，。、；：！？\n”》）（—…·的"])
# 省局, 市局: the bureau of this line of work.
_OWN_BUREAU = re.compile("局(?![长面势限级部域地促])")


def find(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """Spans from the place to the end of the organ and its parts."""
    for place, place_end, is_name in _places(scan):
        if scan.text.startswith("附属", place - 2):  # 某大学附属|北京某医院
            continue
        start = _with_body(scan.text, lexicon, place)
        end = _organ_end(scan.text, lexicon, taken.line, place_end, is_name)
        if end is None and start < place and scan.text.startswith(_COMMITTEE, place_end):
            end = lexicon.extend(scan.text, place_end + len(_COMMITTEE))
        if end is None or (scan.text.endswith(_OFFSHOOTS, start, end) and scan.text.endswith(_SCHOOLS, 0, start)):
            continue  # 某医院|崇明分院 is one, from its head on
        is_many = not is_name and (shares_level(scan.text, start) or taken.is_group_end(start - 1))
        if is_many or is_group(scan.text, start):
            taken.refuse(end)
            scan.reject("ORG", start, end, "organs.csv", "generic")
        elif taken.is_free(start, end):
            yield Span(start, end)


def _places(scan: Scan) -> Iterator[tuple[int, int, bool]]:
    """``(start, end, is a name)`` of chains of regions and of level words, in order."""
    chains: list[tuple[int, int, bool]] = []
    covered: set[int] = set()
    for mention in scan.found.get("REGION", ()):
        covered.update(range(mention.start, mention.end))
        if chains and chains[-1][1] == mention.start:
            chains[-1] = (chains[-1][0], mention.end, True)
        else:
            chains.append((mention.start, mention.end, True))
    towns = {scan.text[m.start : m.end] for m in scan.found.get("REGION", ()) if m.rule == "township"}
    for match in _LEVEL.finditer(scan.text):
        if match[0] in _TOWN_WORDS:
            # A township that no list holds, and not the one named before: 、和平里街道老干部党支部.
            if match.start() not in covered and (
                town := _TOWN_NAME.search(scan.text, max(0, match.start() - 5), match.start())
            ):
                chains.append((town.start(1), match.end(), True))
                continue
            if not any(town.endswith(match[0]) for town in towns):
                continue
        doubled = match.start() - 1 in covered and scan.text[match.start() - 1] == match[0]  # 寿县|县委: of the place before
        if match.start() not in covered and not doubled:
            named = _named_start(scan, match.start(), match.end())
            if named is None and _ends_place(scan, match.start()):
                continue
            chains.append((match.start() if named is None else named, match.end(), named is not None))
    chains += _zones(scan, chains, covered)
    yield from sorted(chains)


def _zones(scan: Scan, chains: list[tuple[int, int, bool]], covered: set[int]) -> list[tuple[int, int, bool]]:
    """Zones, with the region that they are named behind: 长春|净月高新技术产业开发区."""
    begins = {end: start for start, end, is_name in chains if is_name}
    found = [zone for zone in org_zones.find(scan) if zone[1] - 1 not in covered]
    return [(begins.get(start, start), end, is_name or start in begins) for start, end, is_name in found]


def _ends_place(scan: Scan, start: int) -> bool:
    """Whether the level word is the end of a place's name that the dictionary knows: 广|州 in a company's name."""
    index = scan.word_index(start)
    word, tag = scan.words[index]
    # A county that REGION refused is none here: 老干部局|会同|县委组织部.
    is_name = tag.startswith("ns") or (tag == "nt" and word.endswith(_SCHOOLS))
    return scan.word_edges[index] < start and is_name and word not in scan.regions.by_name and word[0] not in _JOINING


def _named_start(scan: Scan, start: int, end: int) -> int | None:
    """Where the region's name begins that the level word ends, when REGION left it to a school or company (某市老年大学)."""
    found = None
    if scan.text[max(0, end - 2) : end] not in _endings(scan):
        return None
    for size in range(2, 12):
        name = scan.text[end - size : end]
        if name in scan.regions.by_name and name not in words_of(scan.tables, "region_words", "full"):
            found = end - size
    if found is not None:
        above = _named_start(scan, found, found)
        return found if above is None else above
    return None


def _endings(scan: Scan) -> frozenset[str]:
    """The last two characters of all regions' names: few level words have such before them."""
    endings: frozenset[str] = scan.tables.keep("org.place_endings", lambda: frozenset(n[-2:] for n in scan.regions.by_name))
    return endings


def _organ_end(text: str, lexicon: OrgLexicon, line: WordLine, place_end: int, is_name: bool) -> int | None:
    """Where the organ behind the place ends; None where none stands there."""
    if text[place_end : place_end + 1] in _NO_ORGAN:
        return None
    if is_name and text[place_end - 1 : place_end] == text[place_end : place_end + 1]:  # 寿县县委
        place_end += 1
    organ = lexicon.longest_at(text, place_end)
    listed = place_end
    if organ and organ.kind != "national":
        listed = lexicon.extend(text, place_end + len(organ.name))
    direct = lexicon.extend(text, place_end) if is_name else place_end
    if is_name and (community := lexicon.community_end(text, place_end)):
        within = lexicon.extend(text, community)
        direct = max(direct, within if within > community else place_end)
    reach = max(listed, direct)
    is_committee = organ is not None and (organ.kind == "committee" or organ.name in _COMPLETE)
    opened = None
    if not is_committee:
        opened = noun_phrase_end(line, text, lexicon, place_end)
        opened = opened or (None if organ else abbreviation_end(line, text, lexicon, place_end))
    elif organ and reach == place_end + len(organ.name):
        opened = noun_phrase_end(line, text, lexicon, reach, is_committee=True)
    if opened:
        opened = lexicon.extend(text, opened)
    if is_name and text[place_end - 1] in "镇乡村道" and (own := _OF_TOWN.match(text, place_end)):
        opened = max(lexicon.extend(text, own.end()), opened or 0)
    if numbered := _NUMBERED.match(text, place_end):
        opened = max(lexicon.extend(text, numbered.end()), opened or 0)
    if resting := _OF_RETIRED_SOLDIERS.match(text, place_end):
        opened = max(lexicon.extend(text, resting.end()), opened or 0)
    if seated := _SEATED.match(text, place_end):
        opened = max(seated.end(), opened or 0)
    best = max(reach, opened or place_end)
    if best == place_end and not is_name and _OWN_BUREAU.match(text, place_end):
        return place_end + 1
    return best if best > place_end else None


def _with_body(text: str, lexicon: OrgLexicon, start: int) -> int:
    if text[start - 1 : start] == "师" and (division := _DIVISION.search(text, max(0, start - 14), start)):
        return division.start()
    if not text.endswith(lexicon.bodies, 0, start):
        return start
    for body in lexicon.bodies:
        at = start - len(body)
        if at >= 0 and text.startswith(body, at) and not (body == "团" and _OTHER_TROOP.match(text, max(0, at - 1))):
            return at
    return start
