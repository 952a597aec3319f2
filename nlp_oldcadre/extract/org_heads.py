"""Companies, schools, media, societies: a head with a proper name before it, found from the right to the left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.extract.org_groups import is_group
from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.org_phrases import LONGEST, WordLine, is_nominal
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span

if TYPE_CHECKING:
    from nlp_oldcadre.extract.org import Taken

_LONGEST_COMMUNITY = 4
_WITH_PART = frozenset({"公司", "集团", "学院", "医院", "研究院", "研究所", "中学", "小学"})
# 这是…集团, 活动由…公司: what only leads to the name, where the dictionary tore it.
_LED = re.compile(
    "[\u4e00-\u9fff]{0,6}?(?:[这那也就均都]是|(?<![自理缘])由|作为|(?:打造|建设|培育|锻造|转变)成|隶属于?|就职于|毕业于)"
)
# 、太钢集团, 。鲁能集团: two or three characters between an edge and the head.
_SHORT_NAME = re.compile("(?:^|[，。、；：“”\n（])([\u4e00-\u9fff]{2,3})$")
_SCHOOLS = frozenset({"小学", "中学", "幼儿园"})
_NUMERALS = frozenset("一二三四五六七八九十")
# What a university or college teaches; before it stands its name: 淮中|理工大学.
_OF_FIELD = re.compile(
    "(?:理工|师范|工业|农业|农林|林业|医科|医学|医药|科技|科学技术|交通|民族|财经|经贸|工商|石油|矿业|海洋|海事|水利|水利水电|电力|邮电|政法|警察|警官|公安|"
    "外国语|外语|中医药|中医|药科|艺术|音乐|美术|戏剧|体育|传媒|建筑|建设|工程|航空|航天|电子|信息|纺织|轻工|化工|冶金|地质|测绘|食品|旅游|商业|经济|经济管理|"
    "卫生|护理|幼儿师范|城市|文理|职业|技术|职工|应用|高等专科|行政|管理|铁道|铁路|机电|农牧|畜牧|生态|环境|热带|海关){1,4}$"
)
_COLLEGE = re.compile("(?:(?!大学)[\u4e00-\u9fff]){1,9}?学院")
# A text that is a university's names it here at the latest.
_TOP = 160
_SHORT_FIELDS = frozenset({"商", "法", "文", "理", "工", "医", "农", "文法", "", "法商"})
# What the members of a society did before, which the dictionary has as verbs: 退役志愿者|协会.
_STATES = frozenset(
    {
        "出发",
        "会师",
        "起义",
        "解放",
        "渡江",
        "援朝",
        "转战",
        "突围",
        "强渡",
        "胜利",
        "退役",
        "转业",
        "复员",
        "返乡",
        "留学",
        "归国",
        "离退休",
    }
)
# What a quoted name before it makes a programme's team.
_OF_BRANDS = frozenset({"联盟", "艺术团", "合唱团", "联谊会", "学院", "学校"})
# A museum or memorial has a name of its own in any noun: 军垦|博物馆, 革命|纪念馆.
_MUSEUMS = frozenset({"博物馆", "纪念馆", "陈列馆", "展览馆", "博物院"})
_HIGHER = frozenset({"大学", "学院"})
# 滇中, 赣南: a province's one character with a direction, which the dictionary tears.
_DIRECTION = re.compile("[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔滇藏陕秦甘陇青宁疆淮][东西南北中]$")
_NO_NAME = frozenset("全各本该某向在由对家大个获被受经")
_PROPER = ("nr", "ns", "nz", "nt")
# Days that works and schools are called after, which the dictionary has as numbers.
_DAYS = frozenset({"八一", "七一", "五一", "六一", "三八", "五四", "十一", "双十", "一二九", "五七", "九一", "六三", "五二"})
# 抗战时期|学校, 八十年代|工厂: when it was, and no name.
_PERIODS = ("时期", "年代", "时代", "期间", "以来", "初期", "末期", "年间")


def find(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """Spans from the first word of the name to the end of the head and its parts."""
    line = taken.line
    held: Span | None = None
    for at, end, head in _joined(scan.text, scan.find(lexicon.heads)):
        if not lexicon.may_end(scan.text, end) or (head == "商会" and scan.text[at - 1 : at] == "协"):
            continue
        whole = lexicon.extend(scan.text, end)
        # With a part behind it even a name of common words is one: 信息管理学院退休第三党支部.
        start = _name_start(line, lexicon, at, head, has_part=whole > end and head in _WITH_PART)
        if start is None or start >= at:
            continue
        if head in _OF_BRANDS and scan.text[start - 1 : start] == "”":  # “银帆”|顾问联盟
            continue
        if is_group(scan.text, start):
            scan.reject("ORG", start, end, f"org_grammar.toml:{head}", "generic")
            continue
        span = Span(start, whole)
        # The longer of two that begin together: 宝武集团|太钢集团离退休职工管理部.
        if held and span.start > held.start and taken.is_free(*held):
            yield held
        held = span
    if held and taken.is_free(*held):
        yield held


def is_college(scan: Scan, taken: Taken, span: Span) -> bool:
    """Whether a college bears no name of its own, so that it is one of the university whose text it is: 土木学院."""
    match = _COLLEGE.match(scan.text, span.start, span.end)
    if match is None or not taken.has_named("大学", min(_TOP, span.start)):
        return False
    words = scan.words[scan.word_index(span.start) : scan.word_index(match.end() - 1) + 1]
    return not any(tag.startswith(_PROPER) and not _is_field(word.removesuffix("学院")) for word, tag in words)


def _is_field(word: str) -> bool:
    return word in _SHORT_FIELDS or _OF_FIELD.search(word) is not None


def _joined(text: str, heads: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Heads with those that follow them directly made one: 油田|有限责任公司, （集团）|公司."""
    held: tuple[int, int, str] | None = None
    for at, end, head in heads:
        if held and held[1] == at:
            held = (held[0], end, head)
            continue
        if held and held[1] == at - 1 and held[2] == "集团" and text[held[0] - 1] in "（(" and text[held[1]] in "）)":
            held = (held[0] - 1, end, head)
            continue
        if held:
            yield held
        held = (at, end, head)
    if held:
        yield held


def _name_start(line: WordLine, lexicon: OrgLexicon, at: int, head: str, *, has_part: bool) -> int | None:
    """Where the words before the head begin to be its name; None where they name nothing."""
    index = line.index_at(at)
    start, proper = at, False
    if line.starts[index] < at:  # the dictionary has name and head as one word: 南京大学
        word, tag = line.words[index]
        inner = word[: at - line.starts[index]]
        start, proper = line.starts[index], tag.startswith(_PROPER) and inner not in lexicon.general_words
    is_community = head in lexicon.community_heads
    is_free = is_community or head in lexicon.media_heads or head in lexicon.company_heads or has_part
    while index > 0:
        index -= 1
        word, tag = line.words[index]
        if word in lexicon.posts:  # 董事长|某某到|公司: a name of a person begins here
            return None
        if (
            word in lexicon.stop_words
            or word.endswith(_PERIODS)
            or not _may_join(word, tag, is_free)
            or at - line.starts[index] > LONGEST
        ):
            break
        start = line.starts[index]
        # A number inside makes a name of what stands before it: 江南第三棉纺厂.
        numbered = index + 1 < len(line.words) and line.words[index + 1][0].startswith("第") and line.starts[index + 1] < at
        proper = proper or ((tag.startswith(_PROPER) or numbered or word in _DAYS) and word not in lexicon.general_words)
    if head in _HIGHER and (field := _OF_FIELD.search(line.text, start, at)):
        if directed := _DIRECTION.search(line.text, max(0, start - 2), start):
            start = directed.start()
        named = line.text[start : field.start()]
        proper = proper or (len(named) > 1 and named not in lexicon.general_words)
    if led := _LED.match(line.text, start, at):
        start = led.end()
    # 中铁十六|局集团: what a number counts is a part of another name.
    if line.text[start - 1 : start] in _NUMERALS and line.text[start : start + 1] == "局":
        return None
    if proper or (head in _SCHOOLS and line.text[start:at] in lexicon.school_names):
        return start
    if head in _MUSEUMS:
        return start if start < at and _is_noun(line, lexicon, start, at) else None
    short = _SHORT_NAME.search(line.text, max(0, at - 4), at) if head == "集团" else None
    if short and short[1] not in lexicon.general_words and not set(short[1]) & _NO_NAME:
        return short.start(1)
    size = at - start
    is_general = line.words[line.index_at(start)][0] in lexicon.general_words
    if is_community:
        return start if 0 < size <= _LONGEST_COMMUNITY and not is_general else None
    return start if is_free and (size > 3 or (size > 0 and not is_general)) else None


def _is_noun(line: WordLine, lexicon: OrgLexicon, start: int, at: int) -> bool:
    """Whether nouns stand there and none of a general sense."""
    words = line.words[line.index_at(start) : line.index_at(at - 1) + 1]
    return at - start > 1 and words[0][1].startswith(("n", "j", "vn", "s", "f")) and words[0][0] not in lexicon.general_words


def _may_join(word: str, tag: str, is_free: bool) -> bool:
    if tag == "m" and ((word[0] == "第" and len(word) < 4) or word in _DAYS):  # 江南第三棉纺厂, 八一糖厂
        return True
    if word in _STATES:
        return True
    if is_free and len(word) == 1 and "\u4e00" <= word <= "\u9fff":
        return True
    return is_nominal(word, tag) and (is_free or tag != "v")
