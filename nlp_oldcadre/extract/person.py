"""``PERSON``: names of persons, without titles.

Reading guide. A name counts as sure where its neighbourhood says so: a post before it (老党员王爱国), a title or a verb
of speech after it, a list of such names, a byline, a subtitle (——记…). The dictionary's guess that a word is a name is
evidence, never enough alone. Once a name is sure, its other occurrences count as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from nlp_oldcadre.extract.person_bylines import byline_names, reporter_names
from nlp_oldcadre.extract.person_candidates import candidates, closes, is_followed
from nlp_oldcadre.extract.person_lists import begins_word, listed_before, listed_behind
from nlp_oldcadre.extract.person_names import HAN, PersonNames
from nlp_oldcadre.extract.person_rosters import roster_names
from nlp_oldcadre.extract.person_told import is_addressed, told_names
from nlp_oldcadre.extract.scan import Scan, merge
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Mention, PersonValue, Span

_SUBTITLE = re.compile(f"(?:——|—)(?:记|访|追记|走近|专访|记者访)[^\n，。；]{{2,40}}?([{HAN}]{{2,4}})(?=\n|$)")
_POINT = re.compile("·")
_FOREIGN_END = frozenset("、，。；（")
# ，金某某获最佳人气奖: what opens a clause straight before a verb of awarding, unless it is a body, work or group.
_AWARDED = re.compile(
    f"[，。；、：\n]([{HAN}]{{2}}(?![队团组区县市镇村社站部局院校会室员者品牌课法班奖位名次项章])[{HAN}])"
    "(?:先后|多次|还|也|同时|连续|分别)?(?:荣获|获评|获得|获|被评为|被授予|当选|荣膺|荣立|捧回|摘得|夺得)"
)
_CLOSING_TITLE = re.compile(
    "[两三四五六七八九十]位(?:老?同志|老?党员|老?干部|老人|老师|退休|离休)|等(?:同志|老同志|领导|老领导|老干部|老党员|老专家|人)|同志|老人|先生|女士|烈士|院士|教授"
)
_LIST = re.compile("[、和及与]")
_EDGE_BEFORE = frozenset("由？”，。；：、！？\n（）“”》《 　·—-□■●")
# 刘 洋: the two characters of a short name set apart.
_APART = re.compile(" ")
# 传承人符某某等5位
_AMONG = re.compile("等(?:[0-9两二三四五六七八九十几]|人|同志|老|一)")
_HARD_EDGE = frozenset("，。；、（）\n")
# 从教育局退下来的, 年过七旬的, 身患重病的: said of a person whose name follows.
_SAID_OF = re.compile(
    r"(?:名|[他她就都]|大家|老[一-鿿])叫$|(?:原名|本名|全名)叫?$|了(?:近|整整|快|大半)?(?:[\d一二两三四五六七八九十几半]{1,4}多?(?:年|辈子|载|个年头))[一-鿿]{0,3}的$|"
    r"(?:住在?[一-鿿\d]{1,4}|热心肠?|闲不住|在家|退下来|嗓门大|懂[一-鿿]{1,3}|会[一-鿿]{1,3}|手艺好|口才好|威望高|有威望|说话算数|信得过|出身|上下)的$|(?:岁|来|旬|病|休|籍|任|年|癌|疾|亡|世|家|工作|生活|领头|带头|牵头|当过兵|当(?:医生|护士|老师|教师|会计|工人|村医)|获得|称号|”|长|员)的$"
    "|最(?:年长|年轻|大|小|高|老|早|远|长)的$|(?:授予|追授|表彰|聘请|推选|选举)$"
)
# How words for people by their work end, those that no list holds.
_AGENTS = tuple("员者师长工兵医户匠手")
# 退休教师和|家长讲《…》
_JOINTS = frozenset("cpdr")
# Evidence that is enough: a post before and a likely name, or a likely long name with edges or a verb on both sides.
_ENOUGH = 4
# What parts of speech may follow a name of three characters behind a post.
_MAY_FOLLOW = frozenset({"v", "d", "r", "t", "m", "p", "c", "f", "vn", "nrfg"})


def find(scan: Scan) -> Iterator[Mention]:
    """The persons named in the text, outside titles, programmes, slogans and organisations."""
    names = PersonNames.of(scan.tables)
    closed = merge([*scan.closed, *scan.covered("ORG", "REGION")])
    sure = {Span(*span): "byline" for span in (*reporter_names(scan.text, names), *byline_names(scan.text, names))}
    for span in roster_names(scan, names):
        sure.setdefault(span, "roster")
    for span, rule in (*told_names(scan, names), *_in_context(scan, names)):
        sure.setdefault(span, rule)
    for span in listed_before(scan, names, [(s.start, s.end) for s in sure]):
        sure.setdefault(span, "list")
    for span, rule in listed_behind(scan, names, [(s.start, s.end) for s in sure]):
        sure.setdefault(span, rule)
    for span in _repeats(scan, names, sure):
        sure.setdefault(span, "repeat")
    end = 0
    for span in sorted(sure, key=lambda s: (s.start, sure[s] != "byline", -s.end)):  # （陈晓摄）: the byline knows its end
        if span.start >= end and not scan.is_inside(span.start, closed) and not _joins(scan, names, span):
            end = span.end
            yield Mention("PERSON", span.start, end, PersonValue(), sure[span])


def _joins(scan: Scan, names: PersonNames, span: Span) -> bool:
    """Whether 和 joins two nouns, the second an everyday word: 社区干部和开锁|师傅."""
    word, tag = scan.word_from(span.start + 1)
    is_everyday = len(word) == 2 and tag.startswith(("n", "v", "a", "t", "s")) and not tag.startswith(("nr", "nz"))
    return (
        scan.text[span.start] == "和"
        and is_everyday
        and span.start + 3 == span.end
        and names.after.match(scan.text, span.end) is not None
    )


def _in_context(scan: Scan, names: PersonNames) -> Iterator[tuple[Span, str]]:
    """Likely names with enough evidence around them."""
    text = scan.text
    for match in _SUBTITLE.finditer(text):
        if (span := _tail_name(scan, names, match.start(1), match.end(1))) is not None:
            yield span, "subtitle"
    for match in find_near(names.foreign, _POINT, text, back=6):
        last = text.rindex("·", 0, match.end()) + 1
        end = names.transliterated_end(text, last, match.end())
        end = end if end > last else match.end()
        start = _foreign_start(text, names, match.start(), text[match.start() : end])
        if start is not None:
            yield Span(start, end), "foreign"
    for start, end in _behind_titles(scan, names):
        yield Span(start, end), "title"
    for start, end in _before_titles(scan, names):
        yield Span(start, end), "title"
    for start, end in _set_apart(scan, names):
        yield Span(start, end), "apart"
    for match in _AWARDED.finditer(text):
        start = match.start(1)
        is_noun = match[1][0] not in names.wordlike or scan.word_from(start)[1].startswith("n")
        if is_noun and names.looks_like_name(match[1]) and not begins_word(scan, start):
            yield Span(*match.span(1)), "awarded"
    likely = list(candidates(scan, names))
    bodies = {m.start for m in scan.found.get("ORG", ())}
    behind = {m.end for m in scan.found.get("ORG", ())}  # 市第三中学马某某
    often = Counter(text[start:end] for start, end, base in likely if base > 0 and end - start > 2)
    found: set[tuple[int, int]] = set()
    listed = -1
    for start, end, base in likely:
        in_list = listed == start - 1 and bool(_LIST.match(text, listed))
        more = (
            (2 if in_list else 0)
            + (often.get(text[start:end], 0) > 1)
            + (end + 1 in bodies and text[end] in "，（")
            + (start in behind)
            + (2 if end - start == 3 and base > 1 and is_addressed(text, start, end) else 0)
        )
        titled = names.after.match(text, end) if text[start - 1 : start] == "“" else None
        # “田秀才”服务队, “晋钢老师傅”
        if text[start - 1 : start] == "“" and text[titled.end() if titled and end - start == 2 else end :][:1] == "”":
            scan.reject("PERSON", start, end, "quoted", "inside")
        elif _is_enough(scan, names, start, end, _ENOUGH - base - more):
            listed = end
            found.add((start, end))
            yield Span(start, end), "context"
    begins = {start for start, _ in found}
    for start, end, base in reversed(likely):  # 赵敏、钱秀英: what stands before a sure name in a list
        if base > 0 and end + 1 in begins and text[end] == "、" and (start, end) not in found:
            begins.add(start)
            yield Span(start, end), "list"


def _set_apart(scan: Scan, names: PersonNames) -> Iterator[tuple[int, int]]:
    """Names of two characters with a blank between, behind a post or between edges."""
    text = scan.text
    for blank in _APART.finditer(text):
        start, end = blank.start() - 1, blank.start() + 2
        if start < 0 or end > len(text) or text[start] not in names.surnames:
            continue
        if not names.looks_like_name(text[start] + text[end - 1]) or not closes(text, names, end):
            continue
        if names.has_title_before(text, start) or (
            text[start - 1] in "、，" and text[end : end + 1] in ("、", "，", "。", "等", "；")
        ):
            yield start, end


def _behind_titles(scan: Scan, names: PersonNames) -> Iterator[tuple[int, int]]:
    """Names straight behind a post, whatever words the dictionary makes of them, when an edge or a verb follows."""
    text = scan.text
    for _, start, title in scan.find(names.titles):
        if text[start : start + 1] not in names.first_characters:
            continue
        is_word = text[start] in names.wordlike or begins_word(scan, start)
        for end in range(start + 2, start + 5):
            name = text[start:end]
            if len(name) < end - start or not names.looks_like_name(name):
                if name in names.not_names:
                    scan.reject("PERSON", start, end, f"person_context.toml:{name}", "listed")
                continue
            is_told = title.endswith(names.posts_of_one) and len(name) < 4 and _stops(text, names, start, end)
            is_work = len(name) == 3 and names.work.match(text, end) is not None
            has_work = is_work and (is_told or scan.word_from(start)[1] not in _JOINTS)
            if is_word and not is_told and not has_work:
                continue
            if len(name) == 4 and names.surname_of(name) == name[0]:
                continue
            if has_work or closes(text, names, end):
                yield start, end
                break
        else:
            last = None if is_word else _end_by_words(scan, names, start, is_crowd=title in names.crowds)
            if last is not None:
                yield start, last


def _end_by_words(scan: Scan, names: PersonNames, start: int, *, is_crowd: bool) -> int | None:
    """Where the dictionary ends a name behind a post when no verb that we know follows it: 护士长|孙巧云|头一个."""
    word, tag = scan.word_from(start)
    is_guess = tag.startswith("nr") and len(word) > 1
    # Of four characters the last is the next word's: 周桂芬头|一个.
    end = start + (min(len(word), 3) if is_guess else 3)
    name = scan.text[start:end]
    if not names.looks_like_name(name) or names.surname_of(name) != name[0]:
        return None
    if not (is_guess or scan.is_word_edge(end)) or (is_crowd and len(word) == 4):
        return None
    follows = scan.word_from(end)[1]
    if len(name) == 3:
        return end if len(word) == 4 or follows in _MAY_FOLLOW or _goes_on(scan, names, end) else None
    return end if is_guess and is_followed(scan, names, end) else None


def _goes_on(scan: Scan, names: PersonNames, end: int) -> bool:
    """Whether 的 or a deed of one person follows, whatever the dictionary takes it for."""
    return scan.text.startswith("的", end) or names.deed.match(scan.text, end) is not None


def _stops(text: str, names: PersonNames, start: int, end: int) -> bool:
    """Whether an edge follows the name, or one of three characters has a deed of one person behind it."""
    return (
        text[end : end + 1] in _HARD_EDGE
        or _AMONG.match(text, end) is not None
        or (end - start == 3 and names.deed.match(text, end) is not None)
    )


def _before_titles(scan: Scan, names: PersonNames) -> Iterator[tuple[int, int]]:
    """Names between an edge and a title or 等同志, whatever words the dictionary makes of them."""
    text = scan.text
    for match in _CLOSING_TITLE.finditer(text):
        end = match.start()
        for start in range(max(0, end - 4), end - 1):
            name = text[start:end]
            if start and not (text[start - 1] in _EDGE_BEFORE or names.has_title_before(text, start)):
                continue
            if names.looks_like_name(name) and name[0] not in names.wordlike and not begins_word(scan, start):
                yield start, end
                break


def _is_enough(scan: Scan, names: PersonNames, start: int, end: int, wanted: int) -> bool:
    """Whether the neighbourhood speaks for a name as much as is wanted: a title counts three, an edge one, on each side."""
    text = scan.text
    if names.has_title_before(text, start):
        wanted -= 3
    elif start == 0 or text[start - 1] in _EDGE_BEFORE:
        wanted -= 1
    elif _is_agent(scan, start) or _SAID_OF.search(text, max(0, start - 12), start):
        wanted -= 2
    if not 0 < wanted <= 3:
        return wanted <= 0
    if names.after.match(text, end) or names.vita.match(text, end):
        return True
    return wanted == 1 and is_followed(scan, names, end)


def _is_agent(scan: Scan, start: int) -> bool:
    """Whether the word before is one for people by their work that no list holds: 义工, 保洁员."""
    if start < 2 or scan.text[start - 1] not in _AGENTS:
        return False
    index = scan.word_index(start - 1)
    word, tag = scan.words[index]
    return len(word) > 1 and tag.startswith("n") and scan.word_edges[index + 1] == start


def _tail_name(scan: Scan, names: PersonNames, start: int, end: int) -> Span | None:
    """The name at the end of a subtitle, behind a post: 记某局离休干部某某某."""
    for size in (4, 3, 2):
        at = end - size
        if at >= start - 2 and names.looks_like_name(scan.text[at:end]) and names.has_title_before(scan.text, at):
            return Span(at, end)
    return None


def _foreign_start(text: str, names: PersonNames, start: int, surface: str) -> int | None:
    """Where a name with · begins: behind a post or another such name; mottos and brands have the point as well."""
    first = surface.index("·")
    for size in range(2, first + 1):
        at = start + first - size
        if size == first and text[start - 1 : start] == "、" and text[start + len(surface) :][:1] in _FOREIGN_END:
            return at
        if names.has_title_before(text, at) or names.foreign_before.search(text, max(0, at - 16), at):
            return at
    return None


def _repeats(scan: Scan, names: PersonNames, sure: Iterable[Span]) -> Iterator[Span]:
    """Every further occurrence of the sure names, and the names that everybody knows."""
    text = scan.text
    known = {text[s.start : s.end] for s in sure} | {leader for _, _, leader in scan.find(names.leaders)}
    for name in sorted(known, key=len, reverse=True):
        if " " in name or len(name) < 2:
            continue
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not names.theories.match(text, end) and (len(name) > 2 or _stands_free(scan, at, end)):
                yield Span(at, end)
            at = text.find(name, end)


def _stands_free(scan: Scan, start: int, end: int) -> bool:
    """Whether a name of two characters is no part of another word."""
    return scan.is_word_edge(start) and scan.is_word_edge(end)
