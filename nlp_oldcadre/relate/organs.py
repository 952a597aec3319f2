"""Whose text it is: of the body that issued the document, signed an attachment, or stands in an article's headline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from nlp_oldcadre.model import Mention, OrgValue, Section
from nlp_oldcadre.relate.homes import Homes
from nlp_oldcadre.relate.mention_index import MentionIndex, org_name
from nlp_oldcadre.relate.org_forms import OrgForms
from nlp_oldcadre.relate.parts import signed_parts
from nlp_oldcadre.tables import Tables

# The office that prints a bulletin speaks for its body.
_OFFICE = re.compile(r"(?:(?<=[局会委校])|(?<=(?<!干)部)|(?<=大学))办公室$|(?<=协会|学会)秘书处$")
_SECRETARIAT = re.compile("(?<=.{4})(?:秘书处|办公室)$")
# （某局供稿） at the end of a text that says 我局.
_CREDIT = re.compile("（[^（）\n]{4,30}）\\s*$")
_CREDIT_LENGTH = 40
_SOURCE = re.compile("(?:信息|文章|稿件)?来源[：:][ 　]*")
# 在…会议上的讲话, 述职报告: the text of one person, whose posts stand below.
_SPOKEN = re.compile("讲话|述职|致辞|发言|访谈|专访|对话|答记者问")
_POST = re.compile(
    "(?:党组|党委|党总支|支部|副)*(?:书记|[局部处科院校会厅]长|主任|主席)(?:[、 　\n]|(?=[一-鿿·]{2,8}[，。：]))"
)
_FIRST_PERSON = re.compile("[我本](?:局|校|院|办|委|会|厅|中心|公司|集团|社区|街道|支部|单位|部)|学校")
# How far below a headline its organisation may stand: a subtitle (——记某某支部) or the first words.
_HEADLINE_REACH = 60
# As far as a news text goes before it has named whose work it tells, and what that body is.
_LEAD = 240
# （责任单位：…）: whom a plan charges with one of its points, not whose plan it is.
_CHARGED = re.compile("(?:责任|牵头|配合|协办|承办|主办|落实)(?:单位|部门|处室|科室)[：:为][^）)\n]{0,60}$")
_CHARGE_LENGTH = 70
_TOWNS = ("街道", "镇", "乡", "苏木")
# Who reports of it, or prints it.
_MEDIA = re.compile(
    "(?:日报|晚报|晨报|早报|都市报|时报|周报|老年报|周刊|新闻网|在线|客户端|报社|电视台|广播电台|融媒体中心|传媒中心|杂志社?|出版社|通讯社|频道)社?$"
)
_WHOSE_WORK = re.compile("(?:老干部局|老干部处|离退休干部局|关心下一代工作委员会)$")
_OF_THIS_WORK = re.compile("老干部|老干局|离退休|关心下一代|老年大学|老科学技术|老龄")


class Organs:
    """The bodies whose doings the text tells.

    ``own`` is the one body whose document this is: its only issuer, the organisation of its headline, or the one that an
    undated report about its own work names most; None where several or none qualify.
    """

    def __init__(self, index: MentionIndex, homes: Homes, tables: Tables) -> None:
        self._index, self._homes, self._forms = index, homes, OrgForms.of(tables)
        self._doc, self._text = index.doc, index.text
        self._is_bulletin = self._doc.metadata.genre == "bulletin"
        self._parts = signed_parts(self._doc)
        self._of_sections: dict[int, str | None] = {}
        self._above: dict[int | None, str | None] = {}

    @cached_property
    def own(self) -> str | None:
        """The canonical name of the body whose document this is."""
        if self.issuers:
            return self.issuers[0] if len(self.issuers) == 1 else None
        if named := self._sign or self.credited or self._speaker:
            return named
        titles = (s for s in self._doc.sections if s.level == 1)
        headed = next((name for s in titles if (name := self._organ_of_headline(s))), None)
        return next((name for name in (headed, self._most_named(), self._of_lead()) if name and not _MEDIA.search(name)), None)

    @cached_property
    def issuers(self) -> list[str]:
        """The canonical names of all who issued the document."""
        return [self._in_full(self._resolved(_OFFICE.sub("", issuer))) for issuer in self._doc.metadata.issuers]

    @cached_property
    def _sign(self) -> str | None:
        """The body before the colon of the only headline (某区关工委：…); a web page's source may be the level above."""
        titles = [s for s in self._doc.sections if s.level == 1]
        if len(titles) != 1:
            return None
        start, end = titles[0].heading
        signs = (m for _, m in self._index.within("ORG", start, end) if m.start == start and self._text[m.end] in "：:")
        return next(filter(None, map(org_name, signs)), None)

    @cached_property
    def _speaker(self) -> str | None:
        """Whose head gives the speech or the report on duties: below the title, of several posts that of this work."""
        if not _SPOKEN.search(self._doc.metadata.title or ""):
            return None
        top = self._index.within("ORG", 0, min(_LEAD, len(self._text)))
        heads = [name for _, m in top if _POST.match(self._text, m.end) and (name := org_name(m))]
        return next((name for name in heads if _OF_THIS_WORK.search(name)), heads[0] if heads else None)

    @cached_property
    def of_headline(self) -> str | None:
        """The body in the headline of a text that is not a bulletin of several."""
        titles = [s for s in self._doc.sections if s.level == 1]
        return self._organ_of_headline(titles[0]) if len(titles) == 1 else None

    def _resolved(self, surface: str) -> str:
        """The full name of an issuer that the text has in a short form (洛阳市关工委)."""
        same = (m for _, m in self._index.of("ORG") if self._text[m.start : m.end].endswith(surface))
        return next(filter(None, map(org_name, same)), surface)

    def _of_lead(self) -> str | None:
        """The one body of this work in the home region that the first paragraphs name."""
        home, reach = self._doc.metadata.adcode, min(_LEAD, len(self._text))
        lead = (m.value for m in self._not_charged(0, reach) if isinstance(m.value, OrgValue))
        names = {value.name for value in lead if value.adcode == home and value.name and _OF_THIS_WORK.search(value.name)}
        return names.pop() if len(names) == 1 else None

    def _not_charged(self, start: int, end: int) -> Iterator[Mention]:
        """The organisations in ``[start, end)`` beside those in notes about who is in charge."""
        for _, mention in self._index.within("ORG", start, end):
            if not _CHARGED.search(self._text, max(0, mention.start - _CHARGE_LENGTH), mention.start):
                yield mention

    @cached_property
    def credited(self) -> str | None:
        """The body that a text in the first person (我局, 我校) names in brackets at its end."""
        if source := self._source():
            return source
        credit = _CREDIT.search(self._text, max(0, len(self._text) - _CREDIT_LENGTH))
        if credit is None or not _FIRST_PERSON.search(self._text):
            return None
        bodies = self._index.within("ORG", credit.start(), len(self._text))
        name = org_name(bodies[0][1]) if bodies else None
        return self._in_full(self._forms.write_out(_SECRETARIAT.sub("", name))) if name else None

    def _source(self) -> str | None:
        """The office of this work that a web page gives as its source (来源：某局)."""
        match = _SOURCE.search(self._text, 0, _LEAD)
        bodies = self._index.within("ORG", match.end(), match.end() + _CREDIT_LENGTH) if match else None
        name = org_name(bodies[0][1]) if match and bodies and bodies[0][1].start == match.end() else None
        return self._in_full(name) if name and _WHOSE_WORK.search(name) else None

    def _in_full(self, name: str) -> str:
        """The name as the text's organisations have it, with what lies above it (渝北区委老干部局 → 重庆市渝北区委老干部局)."""
        names = (org_name(m) or "" for _, m in self._index.of("ORG"))
        return max((n for n in names if n.endswith(name)), key=len, default=name)

    def _organ_of_headline(self, section: Section) -> str | None:
        """The organisation in a headline or in the subtitle below it."""
        lines = self._text[section.heading.start : min(section.heading.end + _HEADLINE_REACH, section.body.end)].split("\n")
        subtitle = [line for line in lines[1:3] if line.startswith(("——", "—", "--"))]
        end = section.heading.end + (len("\n".join(lines[:3])) - len(lines[0]) if subtitle else 0)
        names = (org_name(m) for _, m in self._index.within("ORG", section.heading.start, end))
        return next((name for name in names if name and not _MEDIA.search(name)), None)

    def _most_named(self) -> str | None:
        home = self._doc.metadata.adcode
        orgs = (m.value for m in self._not_charged(0, len(self._text)) if isinstance(m.value, OrgValue))
        names = Counter(value.name for value in orgs if value.adcode == home)
        best = Counter({name: n for name, n in names.items() if not _MEDIA.search(name or "")}).most_common(1)
        return best[0][0] if best and best[0][1] > 1 else None

    def at(self, position: int) -> str | None:
        """The body that the text at ``position`` is about.

        That which signed the attachment, that of the nearest headline above or of the article's first words, else the
        document's own.
        """
        for part in self._parts:
            if part.start <= position < part.end:
                return self._name_at(part.signer)
        if not self._is_bulletin:
            return self.own
        section = self._index.section_at(position)
        if section not in self._above:
            self._above[section] = next(filter(None, map(self._organ_of_section, self._sections_above(section))), None)
        return self._above[section] or (self.own if self._homes.at(position) == self._homes.document else None)

    def _name_at(self, signer: Mention) -> str | None:
        return next((org_name(m) for _, m in self._index.within("ORG", *signer.span) if m.start == signer.start), None)

    def _sections_above(self, index: int | None) -> list[int]:
        """The section and those that it stands under as far as they are titles or first-level headings, the innermost first."""
        out: list[int] = []
        while index is not None and len(out) < 8:
            if self._doc.sections[index].level <= 2:
                out.append(index)
            index = self._doc.sections[index].parent
        return out

    def _organ_of_section(self, index: int) -> str | None:
        if index not in self._of_sections:
            section = self._doc.sections[index]
            named = self._organ_of_headline(section)
            self._of_sections[index] = named or (self._organ_of_article(section) if section.level == 1 else None)
        return self._of_sections[index]

    def _organ_of_article(self, section: Section) -> str | None:
        return self._organ_of_lead(section) or self._only_of_this_work(section)

    def _only_of_this_work(self, section: Section) -> str | None:
        """The one body of this work that the article names in the region that it is about."""
        home = self._homes.at(section.body.start)
        if home is None or home == self._homes.document or home.name.endswith(_TOWNS):
            return None
        inside = (m.value for _, m in self._index.within("ORG", *section.body) if isinstance(m.value, OrgValue))
        names = {value.name for value in inside if value.adcode == home.adcode and value.name}
        bodies = {name for name in names if _WHOSE_WORK.search(name)}
        return bodies.pop() if len(bodies) == 1 else None

    def _organ_of_lead(self, section: Section) -> str | None:
        """The body with whose name the article begins, where it is of the region that the article is about."""
        home = self._homes.at(section.body.start)
        if home is None or home == self._homes.document:
            return None
        reach = min(section.body.start + _HEADLINE_REACH, section.body.end)
        found = next((m for _, m in self._index.within("ORG", section.body.start, reach)), None)
        if found is None or not isinstance(found.value, OrgValue) or found.value.adcode != home.adcode:
            return None
        return found.value.name
