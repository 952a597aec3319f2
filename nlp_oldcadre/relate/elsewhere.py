"""Programmes that a text tells of but that are not its own: of another region, of several, of the region above."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention, OrgValue, RegionValue
from nlp_oldcadre.regions import Place
from nlp_oldcadre.relate.mention_index import org_name
from nlp_oldcadre.relate.reading import Reading

# A place's own: 大姚县的“…”, 岚山头街道有个“…”
_STRAIGHT = 30
_STRAIGHT_BEFORE = re.compile("的?“|的|(?:就|还|也)?有(?:一?个|一)“|(?:则|还|也)?(?:自办|自创)了?“")
# 雄村镇卖花渔村“…”, 碧阳镇退休干部余某的“…”, 箭盘山街道在全区率先设立“…”
_TOWNS_OWN = re.compile(
    "(?:[\u4e00-\u9fff]{1,6}(?:村|社区|屯|寨|嘎查|里))?(?:(?:原|离休|退休|离退休|返乡|老|回乡)[\u4e00-\u9fff·]{0,12}(?:干部|教师|职工|党员|书记|主任|人|同志|军人|专家|艺人|医生|支书|师傅|工匠|法官|民警)[\u4e00-\u9fff·]{0,8})?"
    "(?:(?:的|(?:就|则|也|还|自)?(?:有|办)?(?:一?[个支间家处])?)?“"
    "|(?:(?:也|还|又|则|先后|积极|创新|探索|因地制宜|在全[区县市州旗镇]|率先|首创)*(?:设立|办起|开办|建起|成立|推行|推出|打造|组建|创办|开设|创设|建立|创建|探索|搞起?))了?“)"
)
TOWNS = ("街道", "镇", "乡", "苏木")
# As far as a region's doing reaches in its sentence.
_REACH = 50
# After these the sentence comes home: 借鉴某市…的经验，在全县开展….
_COMES_HOME = re.compile("经验|做法|模式，|回来后|我[省市县区州局校旗]|全[省市县区州旗校]|本[省市县区局]|我们|结合实际|随后")
_JOINED = re.compile("[、和与及，]|以及")
_IN = re.compile("[在于到赴向为]$")
# 我市借助驻外办事处…设立: in a county's text the city above acts.
_SET_UP = re.compile("[^，。；“”]{0,6}(?:设立|设置?|建立|建成|建|成立|开设|开办|挂牌)了?“?")
# 以全省“…”为总牵引: the province's, in a city's text.
_ABOVE_STRAIGHT = re.compile("全(省|市|州|盟)(?:的|统一的?|部署的)?“$")
_ABOVE = re.compile("(?:[^，。；“”\n]{0,16}，)?(?:我(市|省|州)|全(市|省|州)(?=已|共|建成|统一|部署|推广|启动|开展))")

# “甲”是省里的大品牌
_SAID_ABOVE = re.compile(
    "”?(?:活动|行动|品牌|工程|平台)?是(省|市|州|自治区|全省|全市|全州|全区)(?:里|级|委)?[^，。；“”]{0,8}的[^，。；“”]{0,4}(?:品牌|活动|行动|工程|平台|项目)"
)
_SPREAD_AFTER = re.compile(
    "[^。；]{0,40}?(?:(?:在|向|面向)?全(省|市|州|盟|县|区|旗)[^，。；“”]{0,10}(?:推广|推开|铺开)"
    "|(?:推广|推开)(?:到|至)了?(?:(省|市)内|其[他余]|全部|所有)?[\\d一二三四五六七八九十两]+个(?:[省市县区州旗乡镇街]|县区|乡镇|街道))"
)
_SPREAD_BEFORE = re.compile("(?:在|向|面向)全(省|市|州|盟|县|区|旗)(?:复制|全面)?(?:推广|推开)[^，。；“”]{0,12}“?$")
# 在三亚、北海过冬的党员: where people live says nothing of what is done with them.
_LIVING = re.compile(
    "(?:[、和与及][\u4e00-\u9fff]{2,6}?){0,2}(?:等地)?(?:过冬|越冬|居住|生活|务工|定居|养老|休养|疗养|避寒|避暑|打工|经商|带孙子|投靠子女)(?:者|着)?的"
)
_ACT_TOGETHER = re.compile("(?:三地|两地|[三四五两]县)?(?:联合|携手|共同|协同|合作)")
# What stands between a sentence's start and the region that does it; no 在, 为.
_OPENS_WITH = re.compile("[\n 　●■◆▲★○◇□·•※]*(?:(?:如|比如|例如|其中|此外|同时|近年来|今年以来|去年)[，,]?)?")
_NO_DOER = re.compile("的|等|[、和与及]|[一-鿿]{0,6}(?:局|委|办公室|协会|联合会|总工会|老促会|中心|大学|支部|医院|学校)")
_OPENING = 8
# 会同甲县、乙县建立“丙”: with whom one does it.
_WITH = re.compile("(?:会同|联合|携手|协同|与|同|和)$")


def foreign(reading: Reading, mention: Mention) -> tuple[Place, list[tuple[int, str]]] | None:
    """The region that neither holds the text's own nor lies in it and whose doing the programme is, with its bodies there."""
    sentence = reading.sentence_at(mention.start)
    near = reading.within("REGION", max(sentence.start, mention.start - _REACH), mention.start)
    # 驻上海老党员驿站: one's own, wherever it stands.
    near = [pair for pair in near if reading.text[pair[1].start - 1 : pair[1].start] != "驻"]
    near = [pair for pair in near if not _LIVING.match(reading.text, pair[1].end)]
    home = reading.homes.at(mention.start) if near else None
    if home is None:
        return None
    first = near[-1][1]
    for _, earlier in reversed(near[:-1]):
        if first.start - earlier.end > 1:
            break
        first = earlier
    if _WITH.search(reading.text, max(sentence.start, first.start - 2), first.start):
        return None
    # 在成都市双流区设立“…”: where one's own stands.
    alone = all(m.start >= first.start for _, m in near)
    if (
        alone
        and reading.text[first.start - 1 : first.start] in ("在", "驻")
        and _SET_UP.fullmatch(reading.text, near[-1][1].end, mention.start)
    ):
        return None
    place = _place(reading, near[-1][1])
    if place is None or reading.regions.lies_in(home, place) or reading.regions.lies_in(place, home):
        return None
    if _COMES_HOME.search(reading.text, near[-1][1].end, mention.start):
        return None
    bodies = [(i, m) for i, m in reading.within("ORG", *sentence) if isinstance(m.value, OrgValue)]
    return place, [(i, name) for i, m in bodies if (name := org_name(m)) and m.value.adcode == place.adcode]  # type: ignore[union-attr]


def several(reading: Reading, mention: Mention) -> str | None:
    """``subject`` where regions in a list act (甲县、乙县先后设立…), ``place`` where it is done in them, else None."""
    sentence = reading.sentence_at(mention.start)
    found = reading.within("REGION", max(sentence.start, mention.start - _REACH), mention.start)
    near = [m for _, m in found if not _LIVING.match(reading.text, m.end)]
    if len(near) < 2:
        return None
    if not _JOINED.fullmatch(reading.text, near[-2].end, near[-1].start):
        return None
    first = len(near) - 2
    while first and _JOINED.fullmatch(reading.text, near[first - 1].end, near[first].start):
        first -= 1
    if "，" in reading.text[near[-1].end : mention.start]:
        return None
    before = reading.text[max(0, near[first].start - 1) : near[first].start]
    return "place" if _IN.search(before) else "subject"


def joint_places(reading: Reading, mention: Mention) -> list[Place]:
    """甲县、乙县联合推行“…”: every region of the list that acts together before the programme."""
    sentence = reading.sentence_at(mention.start)
    near = reading.within("REGION", max(sentence.start, mention.start - _REACH), mention.start)
    found = [m for _, m in near] if len(near) > 1 else []
    if not found or not _ACT_TOGETHER.match(reading.text, found[-1].end, mention.start):
        return []
    first = len(found) - 1
    while first and _JOINED.fullmatch(reading.text, found[first - 1].end, found[first].start):
        first -= 1
    return [place for m in found[first:] if (place := _place(reading, m))]


def is_of_part(reading: Reading, mention: Mention) -> bool:
    """元阳县结合实际，办起“…”: whether a region inside the text's own opens the sentence and does it."""
    sentence = reading.sentence_at(mention.start)
    times = reading.within("TIME", sentence.start, min(sentence.start + _OPENING, mention.start))
    begin = times[0][1].end if times and times[0][1].start <= sentence.start + 1 else sentence.start
    found = reading.within("REGION", begin, min(begin + _OPENING, mention.start))
    home = reading.homes.at(mention.start) if found else None
    if home is None or _NO_DOER.match(reading.text, found[0][1].end):
        return False
    opening = reading.text[begin : found[0][1].start].lstrip("，")
    place = _place(reading, found[0][1])
    inside = place is not None and place != home and reading.regions.lies_in(home, place)
    return inside and _OPENS_WITH.fullmatch(opening) is not None


def spread_to(reading: Reading, mention: Mention) -> Place | None:
    """“…”在全市推广, 在全市推广甲县“…”, 年内推广到七个县: the text's own region, or the one that it names."""
    if not reading.spreads:
        return None
    sentence = reading.sentence_at(mention.start)
    if reading.text.find("推", sentence.start, sentence.end) < 0:
        return None
    following = reading.within("PROGRAM", mention.end, sentence.end)
    end = following[0][1].start if following else sentence.end
    match = _SPREAD_AFTER.match(reading.text, mention.end, end) or _SPREAD_BEFORE.search(
        reading.text, sentence.start, mention.start
    )
    if match is None:
        return None
    level = match[1] or (match.re is _SPREAD_AFTER and match[2]) or ""
    home = reading.homes.document
    if not level and match.re is _SPREAD_AFTER:
        # 乙市关工委把它推广到六个县: whoever spreads it does so in its own region.
        by = next((m.value for _, m in reversed(reading.within("ORG", mention.end, match.end()))), None)
        home = reading.regions.place_in(by.name or "", by.adcode) if isinstance(by, OrgValue) else home
    place = reading.regions.place(reading.homes.resolve(level, mention.start)) if level else home
    document = reading.homes.document
    if place is None or document is None or (place == document and place.adcode.endswith("0000") and not level):
        return None
    return (
        place
        if place == document or any(reading.regions.lies_in(*pair) for pair in ((place, document), (document, place)))
        else None
    )


def above(reading: Reading, mention: Mention) -> Place | None:
    """The region above the text's own, where the sentence says that it acts (我市 in a county's paper)."""
    sentence = reading.sentence_at(mention.start)
    match = (
        _ABOVE.match(reading.text, sentence.start, mention.start)
        or _SAID_ABOVE.match(reading.text, mention.end)
        or _ABOVE_STRAIGHT.search(reading.text, max(sentence.start, mention.start - 8), mention.start)
    )
    home = reading.homes.at(mention.start) if match else None
    if match is None or home is None:
        return None
    place = reading.regions.place(reading.homes.resolve(next(filter(None, match.groups())), mention.start))
    return place if place and place != home and reading.regions.lies_in(place, home) else None


def local_place(reading: Reading, mention: Mention) -> Place | None:
    """The place inside the text's own that stands straight before the name: 大姚县“…”, 越秀路街道的“…”."""
    # 杭州的河畔银师: its place's, without marks as well.
    if reading.text[mention.start - 1 : mention.start] not in ("“", "的"):
        return None
    near = reading.within("REGION", max(0, mention.start - _STRAIGHT), mention.start)
    home = reading.homes.at(mention.start) if near else None
    if home is None:
        return None
    place = _place(reading, near[-1][1])
    shape = _TOWNS_OWN if place and place.name.endswith(TOWNS) else _STRAIGHT_BEFORE
    if not shape.fullmatch(reading.text, near[-1][1].end, mention.start):
        return None
    return place if place and place != home and reading.regions.lies_in(home, place) else None


def _place(reading: Reading, region: Mention) -> Place | None:
    value = region.value
    surface = reading.text[region.start : region.end]
    return reading.regions.place(value.adcode, surface) if isinstance(value, RegionValue) else None
