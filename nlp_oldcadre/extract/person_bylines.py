"""Names in bylines: 本报记者 某某 通讯员 某某某, 责任编辑：某 某."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.person_names import HAN, PersonNames
from nlp_oldcadre.matching import find_near

# One name: two to four characters, or two with blanks between them.
_NAME = re.compile(
    f"[{HAN}]{{2,6}}(?:·[{HAN}]{{2,8}}){{1,2}}(?![{HAN}])|"
    f"[{HAN}]{{2,3}}(?=文/图|图/文|摄影报道|摄影|摄|供图)|"
    f"[{HAN}]{{2,4}}(?![{HAN}])|[{HAN}][ \u3000]{{1,3}}[{HAN}]{{1,2}}(?![{HAN}])"
)
# 摄影：离退休工作部 周 晨: the office before the name.
_BODY = re.compile(f"[{HAN}]{{1,14}}[部局处科办中心社室会委校院所台报队][ \u3000]*(?=[{HAN}])")
_BETWEEN = re.compile("[、，, \u3000/|*]{1,4}")


_ONE_NAME = f"(?:[{HAN}]{{2,4}}?|[{HAN}][ \u3000]{{1,3}}[{HAN}](?=[^{HAN}]|通讯员|记者|实习|摄|文/|本报|$))"
# Reporters, whose names stand up to the next reporter or the bracket's end, blanks or not; any name will do.
_REPORTERS = re.compile(
    "(?:本报|本刊|本网|本台|特约)?(?:记者|通讯员|实习生)[ \u3000：:]*"
    f"({_ONE_NAME}(?:[、，, \u3000]+{_ONE_NAME}){{0,4}})"
    "(?=[ \u3000]*(?:(?:本报|本刊|特约|实习)?记者|通讯员|实习生|[）)】\n]|$|摄|文/图|报道$))"
)
_REPORTER = re.compile("记者|通讯员|实习生")
_ONE = re.compile(f"[{HAN}]{{2,4}}|[{HAN}][ \u3000]{{1,3}}[{HAN}]{{1,2}}(?![{HAN}])")


_ONE_OF_BRACKET = f"(?:[{HAN}]{{2,3}}?|[{HAN}][ \u3000]{{1,3}}[{HAN}])"
# 赵 晨 摄, 央金/摄: a caption's photographer, behind the sentence.
_PHOTOGRAPHER = re.compile(
    f"(?<![{HAN}])(?:([{HAN}]{{2,4}})(?:[ \u3000]*/[ \u3000]*|[ \u3000]+)|"
    f"([{HAN}][ \u3000]{{1,3}}[{HAN}])[ \u3000]*/?[ \u3000]*|(?<=[ \u3000由：（])([{HAN}]{{2,3}})(?=摄[）)]))"
    "(?:摄影|摄(?![影制像])|供图|绘)(?=[ \u3000]*(?:[\n）)]|$))"
)
_PHOTO = re.compile("[摄供绘]")
_NO_REPORTER = frozenset(
    {
        "文图",
        "文摄",
        "摄影报道",
        "摄影",
        "报道",
        "综合报道",
        "手记",
        "札记",
        "观察",
        "调查",
        "感言",
        "点评",
        "寄语",
        "走访",
        "采访",
        "体验",
    }
)
# □ 张晓明 王 玲: a line of its own below the headline or the text.
_BOXED = re.compile(f"[□■◎○◆][ \u3000]*({_ONE_OF_BRACKET}(?:[、 \u3000]+{_ONE_OF_BRACKET}){{0,3}})(?=[ \u3000]*(?:\n|$))")
# A bracket of names closes a text or a caption: （王春生 李国强）, （陈晓 摄）.
_BRACKET = re.compile(
    f"[（(](?:[{HAN}]{{2,14}}[部局处科办中心社室会委校院所台报队][ \u3000]+)?"
    f"({_ONE_OF_BRACKET}(?:[、 \u3000]+{_ONE_OF_BRACKET}){{0,3}})[ \u3000]*"
    "(?:摄影?|供图|供稿|报道|文/图|图/文)?[）)](?=\\s*(?:\n|$))"
)


def reporter_names(text: str, names: PersonNames) -> Iterator[tuple[int, int]]:
    """Spans of reporters' names in a dateline or at the end of a text."""
    reached = -1
    for match in find_near(_REPORTERS, _REPORTER, text, back=2):
        if match.start() != reached and not _begins_byline(text, match.start()):
            continue
        reached = match.end()
        for one in _ONE.finditer(text, *match.span(1)):
            is_word = one.group() in names.not_names and one.group()[0] not in names.surnames
            if not is_word and one.group() not in names.titles_before and one.group() not in _NO_REPORTER:
                yield one.span()


def byline_names(text: str, names: PersonNames) -> Iterator[tuple[int, int]]:
    """Spans of the names that follow the kinds of work that bylines name."""
    for bracket in _BRACKET.finditer(text):
        found = list(_ONE.finditer(text, *bracket.span(1)))
        if all(names.may_be_name(one.group()) for one in found):
            yield from (one.span() for one in found)
    for box in _BOXED.finditer(text):
        found = list(_ONE.finditer(text, *box.span(1)))
        if all(names.may_be_name(one.group()) for one in found):
            yield from (one.span() for one in found)
    for photo in find_near(_PHOTOGRAPHER, _PHOTO, text, back=9):
        group = photo.lastindex or 1
        if names.may_be_name(photo[group]) or names.is_transliterated(photo[group]):
            yield photo.span(group)
    for kind in names.byline.finditer(text):
        if not _begins_byline(text, kind.start()):
            continue
        at = kind.end()
        if not _NAME.match(text, at) and (body := _BODY.match(text, at)):
            at = body.end()
        first = at
        while match := _NAME.match(text, at):
            surface = re.sub(r"[ \u3000]", "", match.group())
            if match.start() > first and text[match.end() : match.end() + 1] in ("：", ":"):  # 印数：200份
                break
            if "·" not in surface and not names.may_be_name(surface) and not names.is_transliterated(surface):
                break
            end = match.end()
            if "·" in surface and (last := names.transliterated_end(text, text.rindex("·", 0, end) + 1, end)) < end:
                yield match.start(), last  # 古丽娜尔·吐尔逊|王 强: no blank was left between them
                at = last
                continue
            yield match.span()
            gap = _BETWEEN.match(text, match.end())
            if gap is None:
                break
            at = gap.end()


def _begins_byline(text: str, start: int) -> bool:
    """Whether a line, a bracket or another byline stands before, not a sentence."""
    return start == 0 or not ("\u4e00" <= text[start - 1] <= "\u9fff")
