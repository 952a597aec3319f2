"""The programme that a heading or title ties an amount to."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention, ProgramValue, Section
from nlp_oldcadre.relate.program_standing import is_own_work, is_standing
from nlp_oldcadre.relate.scope_items import is_filed_under
from nlp_oldcadre.relate.scope_making import is_introduced
from nlp_oldcadre.relate.surroundings import Surroundings

AT_LARGE = re.compile("(?<![从在向对为])[全我](?:省|市|县|区|州|盟|旗|国|校|院|镇|乡)|据统计|据不完全统计")
# 全县设有离退休干部党支部46个: how many there are, whatever is done.
CENSUS = re.compile(
    "(?:现有|设有|共有|下设|现设|辖有)[^。；]{0,60}(?:党组织|党支部|党总支|党委|党员|离退休|离休|退休|教职工|老干部|老同志)"
)
_FRAME = re.compile("[”’]?[^，。；“”]{0,6}?为(?:总?抓手|引领|统领|牵引|载体|主线|依托|龙头|(?:总|主|母|统一)?品牌)")
# Below a title, above its text.
_SUBTITLE = re.compile("\\s*(?:—|―|－|-){1,2}[^\\n]{4,60}")
# An article of a bulletin that tells of one thing.
_SHORT = 600
# 关于开展“…”活动的通知 against 关于推进…品牌建设的意见.
_ANNOUNCED = re.compile("开展|做好|举办|组织|启动|举行|参加|有关(?:事项|事宜|安排)|倡议|方案")
_BUILT = re.compile("品牌|建设|要点|工作法|模式|机制|意见")
_CARRIER = re.compile("[”’]?(?:行动|活动|品牌|工程|计划|项目)?是[^，。；]{2,30}(?:载体|抓手|平台|总?品牌|渠道)")
_NUMBERED = re.compile(
    "[ \u3000]*(?:第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+、"
    "|（[一二三四五六七八九十]+）|\\d{1,2}[.．、]|[●◆○■★▶▲▼△◇□])?[ \u3000]*(?:[\u4e00-\u9fff]{2,7}[·：:—])?[ \u3000]*[“‘]?"
)
_NAMED_ITEM = re.compile("[”’]?(?:行动|活动|品牌|工程|计划|项目)?[。：:]")
_YEAR = re.compile("\\d{4}(?:/\\.\\.)?")
_ALONE = re.compile("(?:现有|共有|编制|下设|设有|拥有|还|另)")
_SUPPORT = re.compile("组织(?:领导|保障|实施)|保障|领导|要求|考核|督导|投入|宣传|责任|加强队伍|自身建设")


def in_title(around: Surroundings, sentence: int, start: int) -> list[Mention]:
    """The programme that the title of the document or article names, unless the amount is of the whole region."""
    sections = around.sections(start)
    section = next((s for s in sections if s.level == 1), None)
    titled = _titled(around, section) if section else []
    if not titled and around.doc.metadata.genre not in ("bulletin", "report"):
        return _of_carrier(around, start) if around.doc.metadata.genre == "circular" else []
    if CENSUS.search(around.text, sentence, around.clause_end(start)):
        return []
    # What a circular announces holds for 全区 as well; elsewhere 全市 counts what the city has.
    reach = around.clause_start(start) if around.doc.metadata.genre == "circular" else sentence
    if AT_LARGE.search(around.text, reach, start):
        return []
    innermost = around.section(start)
    if innermost and any(is_filed_under(around, m) for m in around.between("PROGRAM", *innermost.heading)[:1]):
        return []
    if section is None or (around.doc.metadata.genre == "circular" and not _announces(around, section)):
        return []
    if titled and around.doc.metadata.genre != "circular" and _is_of_body(around, sentence):
        return []
    if titled and around.doc.metadata.genre == "news" and _is_of_year(around, sentence):
        return []
    if titled:
        found = [m for m in titled if _is_told(around, section, m, start)]
    else:
        found = _of_article(around, section, sentence, start)
    if not found:
        found = [m for m in _of_preamble(around, section) if _goes_with(around, m, sentence, start)]
    return [m for m in found if not is_standing(around, m, *around.sentence(start))]


def _of_carrier(around: Surroundings, start: int) -> list[Mention]:
    """The programme that rules without one in their title declare to be what they are about: “…”行动是…的统一载体."""
    named = around.between("PROGRAM", 0, start)
    return next(([m] for m in named if _CARRIER.match(around.text, m.end)), [])


def in_opening(around: Surroundings, start: int) -> list[Mention]:
    """The programme that stands as the name of an item before what is told of it: 第六条  银辉讲席。每人…."""
    line = around.paragraph_start(start)
    named = around.between("PROGRAM", line, min(start, line + 40))[:1]
    return [m for m in named if _NUMBERED.fullmatch(around.text, line, m.start) and _NAMED_ITEM.match(around.text, m.end)]


def _goes_with(around: Surroundings, mention: Mention, sentence: int, start: int) -> bool:
    """Whether a sentence or its heading tells of the brand's own work: a report goes on to all that an office does."""
    innermost = around.section(start)
    heading = innermost is not None and is_own_work(around, mention, *innermost.heading)
    return heading or is_own_work(around, mention, sentence, around.sentence(start).end)


def _announces(around: Surroundings, title: Section) -> bool:
    """Whether a circular is about one event that it announces; what a plan for a brand lists is rarely the brand's."""
    is_announced = _ANNOUNCED.search(around.text, *title.heading) is not None
    return is_announced and _BUILT.search(around.text, *title.heading) is None


def _is_of_body(around: Surroundings, sentence: int) -> bool:
    """Whether a sentence opens with a body that acts or has what is counted: 县畜牧站编制6名."""
    return any(
        m.start - sentence <= 1 and _ALONE.match(around.text, m.end) for m in around.between("ORG", sentence, sentence + 40)
    )


def _is_of_year(around: Surroundings, sentence: int) -> bool:
    """Whether a sentence of a report on an event opens with a whole year (去年，集团为…): it tells of the standing work."""
    times = around.between("TIME", sentence, sentence + 12)
    value = getattr(times[0].value, "value", None) if times and times[0].start - sentence <= 4 else None
    return value is not None and _YEAR.fullmatch(value) is not None


def _titled(around: Surroundings, section: Section) -> list[Mention]:
    """The programme of the title, else of the subtitle below it (——某区推行“…”的做法)."""
    if found := around.between("PROGRAM", *section.heading)[:1]:
        return found
    # A feature of a newspaper has people in its subtitle and tells of their whole lives.
    subtitle = (
        _SUBTITLE.match(around.text, section.heading.end) if around.doc.metadata.genre in ("bulletin", "report") else None
    )
    return around.between("PROGRAM", *subtitle.span())[:1] if subtitle else []


def _is_told(around: Surroundings, section: Section, mention: Mention, start: int) -> bool:
    """Whether the body has named the programme before: what stands earlier is why it was begun."""
    first = next((m for m in around.between("PROGRAM", mention.end, section.body.end) if name_of(m) == name_of(mention)), None)
    return first is None or start > around.sentence(first.start).start


def _of_article(around: Surroundings, section: Section, sentence: int, start: int) -> list[Mention]:
    """The one programme of a short article of a bulletin, named in its first sentences or before in the paragraph."""
    if around.doc.metadata.genre != "bulletin" or section.body.end - section.body.start > _SHORT:
        return []
    named = around.between("PROGRAM", *section.body)
    if len({name_of(m) for m in named}) != 1:
        return []
    opening = around.sentence(around.sentence(section.body.start + 2).end + 1).end
    is_before = named[0].start < min(opening, sentence)
    is_listed = around.paragraph_start(start) != around.paragraph_start(named[0].start) and named[0].start > opening
    is_about = any(is_introduced(around, m) for m in named)
    return named[:1] if is_before and is_about and not is_listed else []


def _of_preamble(around: Surroundings, section: Section) -> list[Mention]:
    """The brand that a report names as its means before its first heading: 以“…”品牌为抓手."""
    if around.doc.metadata.genre != "report":
        return []
    end = around.first_heading_below(section)
    named = around.between("PROGRAM", section.heading.end, end)
    frames = [
        m for m in named if _FRAME.match(around.text, m.end) and around.text[max(0, m.start - 2) : m.start].startswith("以")
    ]
    return frames if len(frames) == 1 else []


def in_heading(around: Surroundings, start: int) -> list[Mention]:
    """The programme of the innermost heading that names one, when it is not that of the document or of an article."""
    for section in around.sections(start):
        if section.level == 1:
            return []
        # 加强队伍 below 升级“…”平台 is about the office.
        if _SUPPORT.search(around.text, *section.heading) and not around.between("PROGRAM", *section.heading):
            return []
        if named := around.between("PROGRAM", *section.heading)[:1]:
            return [m for m in named if not is_filed_under(around, m)]
    return []


def name_of(mention: Mention | None) -> str | None:
    return mention.value.name if mention and isinstance(mention.value, ProgramValue) else None
