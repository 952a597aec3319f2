"""The post of each person that the text names with one, and the organisation in which it is held.

A post stands before the name, behind its organisation (市委老干部局局长张某) or without one (退休教师李某), or after the
name as an apposition (张某，市教育局退休干部，). Words for kin and for everybody (老伴, 同志, 群众) are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from nlp_oldcadre.model import Document, Mention, OrgValue, PersonValue
from nlp_oldcadre.tables import Tables

# No chain of posts before a name is longer.
_REACH = 60
_BREAK = re.compile("[，。；：！？\n“”《》]")
# Callings that no list holds, behind what they can't hold themselves: 65岁的保洁员.
_AGENT = re.compile("(?:^|[的、，。和与位名\n])([\u4e00-\u9fff]{2,5}(?<![成动学演])[员师匠医工者兵])$")
# Between two of a list who share a post, and before the post of one who shares the body.
_JOINTS, _JOINED = frozenset({"、", "和", "与", "及"}), frozenset("，、；和")
_BLANK = re.compile(r"\s+")
# What may stand between a name and the organisation of an apposition behind it.
_APPOSED = re.compile(
    "(?:，|（)(?:[男女]，)?(?:[\u4e00-\u9fff]{1,4}族，)?(?:\\d{2,3}岁，)?(?:是|系|为|现为|现任|现任职于|曾任|原任|担任|时任|原为)?|(?:是|系|为|现任|曾任|担任|时任)(?:原)?"
)


@dataclass(frozen=True, slots=True)
class _Posts:
    """The titles of ``person_context.toml`` as patterns: a chain of posts that ends or begins at a place."""

    before: re.Pattern[str]
    behind_body: re.Pattern[str]
    after: re.Pattern[str]
    kin: tuple[str, ...]
    of_one: tuple[str, ...]

    @classmethod
    def of(cls, tables: Tables) -> _Posts:
        posts: _Posts = tables.keep(cls, lambda: cls._compile(tables))
        return posts

    @classmethod
    def _compile(cls, tables: Tables) -> _Posts:
        context = tables.record("person_context")
        titles = "|".join(sorted(context["titles_before"], key=len, reverse=True))
        qualifiers = "|".join(sorted(context["post_qualifiers"], key=len, reverse=True))
        one = f"(?:{qualifiers})*(?:{titles})"
        # Behind its organisation a post may hold a section that no list knows (宣传教育科副科长).
        loose = f"(?:的|原)?(?:[\u4e00-\u9fff]{{0,8}}?(?:{titles}))"
        return cls(
            re.compile(f"(?:{one}、){{0,4}}{one}$"),
            re.compile(f"{loose}(?:(?:、|兼){loose}){{0,4}}"),
            re.compile(f"{loose}(?:(?:、|兼){loose}){{0,4}}(?=[，。；）\n]|$)"),
            tuple(context["not_posts"]),
            tuple(context["posts_of_one"]),
        )


def resolve_persons(doc: Document, tables: Tables) -> Document:
    """The document with the post and the organisation of every person that it names with them.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> doc = Document.from_text("市委老干部局副局长张建国到会，退休教师李秀英发言。")
    >>> found = Mention("ORG", 0, 6, OrgValue("泰安市委老干部局")), Mention("PERSON", 9, 12, PersonValue())
    >>> found += (Mention("PERSON", 19, 22, PersonValue()),)
    >>> doc = resolve_persons(replace(doc, mentions=found), load_tables())
    >>> [(m.value.post, m.value.organisation) for m in doc.mentions[1:]]
    [('副局长', '泰安市委老干部局'), ('退休教师', None)]
    """
    persons = [m for m in doc.mentions if m.type == "PERSON"]
    if not persons:
        return doc
    values = _Reader(doc, _Posts.of(tables)).values(persons)
    return replace(
        doc,
        mentions=tuple([replace(m, value=values[m.start]) if m.type == "PERSON" else m for m in doc.mentions]),
    )


class _Reader:
    def __init__(self, doc: Document, posts: _Posts) -> None:
        self._text, self._posts = doc.text, posts
        self._orgs = [m for m in doc.mentions if m.type == "ORG"]
        self._ends = [m.end for m in self._orgs]
        self._starts = {m.start: m for m in self._orgs}
        self._regions = [m.end for m in doc.mentions if m.type == "REGION"]

    def values(self, persons: list[Mention]) -> dict[int, PersonValue]:
        """The value of each person by where it starts; who stands in a list shares with the one before."""
        found: dict[int, PersonValue] = {}
        last: Mention | None = None
        for mention in persons:
            value = self.value(mention)
            if last is not None:
                value = self._shared(last, found[last.start], mention, value)
            found[mention.start], last = value, mention
        return found

    def _shared(self, last: Mention, before: PersonValue, mention: Mention, value: PersonValue) -> PersonValue:
        """副局长王某、赵某 share the post; 局长李某，副局长王某 share the body."""
        between = self._text[last.end : mention.start]
        if value.post is None and before.post and between in _JOINTS:
            # There is one 局长, but several may be 副局长.
            is_single = before.post.endswith(self._posts.of_one) and "副" not in before.post
            return value if is_single else before
        if value.post and value.organisation is None and before.post and before.organisation:
            is_deputy = value.post == f"副{before.post}" or value.post == before.post
            return (
                replace(value, organisation=before.organisation)
                if is_deputy and between[:1] in _JOINED and between[1:] == value.post
                else value
            )
        return value

    def value(self, mention: Mention) -> PersonValue:
        """The post before the name, else the one behind it."""
        return self._before(mention) or self._behind(mention) or PersonValue()

    def _before(self, mention: Mention) -> PersonValue | None:
        floor = max(0, mention.start - _REACH)
        lead = self._text[floor : mention.start]
        if breaks := [m.end() for m in _BREAK.finditer(lead)]:
            floor += breaks[-1]
        index = bisect_right(self._ends, mention.start) - 1
        if index >= 0 and (org := self._orgs[index]).end > floor:
            between = self._text[org.end : mention.start]
            if self._posts.behind_body.fullmatch(between):
                return self._made(self._former(org) + between.removeprefix("的"), org)
        if match := self._posts.before.search(self._text, floor, mention.start):
            # 桑珠孜区退休干部: the last character is the region's, not the post's.
            region = bisect_right(self._regions, mention.start) - 1
            post = self._text[max(match.start(), self._regions[region] if region >= 0 else 0) : mention.start]
            return self._made(post, None)
        agent = _AGENT.search(self._text, max(floor - 1, 0), mention.start)
        return self._made(agent[1], None) if agent else None

    def _former(self, org: Mention) -> str:
        """原市委组织部部长: the word stands before the organisation."""
        return "原" if self._text.startswith("原", org.start - 1) and org.start else ""

    def _behind(self, mention: Mention) -> PersonValue | None:
        opening = _APPOSED.match(self._text, mention.end)
        if opening is None:
            return None
        org = self._starts.get(opening.end())
        if org is None:
            return None
        match = self._posts.after.match(self._text, org.end)
        return self._made(match[0].removeprefix("的"), org) if match else None

    def _made(self, post: str, org: Mention | None) -> PersonValue | None:
        post = _BLANK.sub("", post)
        if post.endswith(self._posts.kin):
            return None
        body = org.value.name if org and isinstance(org.value, OrgValue) else None
        return PersonValue(post, body)
