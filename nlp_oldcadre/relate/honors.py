"""Who received an honour: the subject of its clause, or of the text before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from nlp_oldcadre.model import Document, HonorValue, Mention, PersonValue, ProgramValue
from nlp_oldcadre.relate.honor_lists import (
    OF_THINGS,
    before_others,
    called_by_tail,
    counted_before,
    is_agent,
    joined_from,
    listed_from,
    names_of,
    one_by_one,
    own_body,
    receiving,
    start_of,
    subject_name,
    without_work,
)
from nlp_oldcadre.relate.honor_own import holder_before, told_by_title
from nlp_oldcadre.relate.honor_rolls import Rolls
from nlp_oldcadre.relate.honor_words import HonorWords, meant_by
from nlp_oldcadre.rules import HonorRule
from nlp_oldcadre.tables import Tables

# 10个支部获评…, 两人分别获评…: a group without names.
_GROUP = re.compile(
    r"(?<![头首第])(?:\d+|[一二两三四五六七八九十百]+)(?:余|多)?(?:个|名|人|位|项|件|家|所|篇|幅|门|堂|部|支|首|集|组|台)(?!月)[^，。；]{0,24}$|(?:一批|多人|多名|多个|多项|多家|双双|分别|一些)[^，。；]{0,16}$"
)
# 书画小组在…中捧回: the clause has a subject of its own, which no name identifies.
_UNNAMED = re.compile(
    "^[\u4e00-\u9fff]{0,6}(?:小组|代表队|合唱队|舞蹈队|表演队|队员|学员|选手|学生|老同志|老党员|课题|论文|调研报告)"
    "(?:们|代表)?(?:在|获|先后|捧|荣|多次|也|还|均|都|夺|勇夺|摘|斩|拿)[^，。；]{0,24}$"
)
_GUIDED = re.compile("(?:指导|辅导|带领|培养)(?:的)?(?:学生|学员|选手|孩子|青少年|学校)")
_CHOSEN = re.compile(
    "(?:选树|评选出|评出|推选出|评定(?!为)|认定(?!为)|选出|评选(?!中|里|活动|大赛|会|上)|表彰了|推出)[^。；]{0,80}$"
)
# 评出支部11个，某支部被某局评为…: the clause has a subject of its own again.
_OWN_CLAUSE = re.compile("，[^，。；]{4,40}(?:被|荣?获|当选|夺|斩获|摘|捧|拿|赢得)[^，。；]{0,20}$")
_CEREMONY = re.compile("[”’]?(?:称号|奖章)?(?:的?(?:颁发|颁授|颁奖|授予|授牌|命名|评选|推荐|申报|创建)|中[^，。；]{0,8}[占有])")
# 荣获“…”称号的张某
_RELATIVE = re.compile("[”’]?(?:荣誉)?(?:称号)?的(?=[^，。；]{2})")
# No sentence of this register runs longer.
_REACH = 400
# A post with its organisation is hardly longer.
_POST_LENGTH = 40
# As many as are looked at of those who follow a title.
_LISTED_AFTER = 12
_HE = re.compile("[他她]")
# 该支部荣获…, 这一机制获评…: the last body or programme that the noun can mean.
# 宣讲团副团长某某被评为…: somebody whose name was not read.
_UNKNOWN = re.compile(
    "(?:团长|队长|院长|会长|校长|馆长|站长|组长|主任|书记|教授|队员|学员|骨干|负责人|牵头人|发起人|代表)[\u4e00-\u9fff·]{2,8}$"
)
_NAMELIKE = re.compile(
    "(?!(?:新近|日前|近日|最近|刚刚|随后|此前|前不久))(?![位名列排居他她先曾多连荣还也已共累近今去又再均都其并两三四五六七八九十次年同被])[\u4e00-\u9fff]{2,3}(?<![局位校部办会关门心队团区县市目人])"
)
# 由甲选送的“乙”获…: 由 is part of what 乙 is, and no passive.
_PASSIVE = re.compile("被|受到|经|由(?![^，。；“”]{2,20}的)")
# 社区党委书记某某荣获…: a person whose name was not read holds the body's post.
_POST_HOLDER = re.compile(
    "”?(?:原|副|党支部|党总支|名誉|常务|执行|荣誉|老|第一)*(?:书记|主任|局长|校长|院长|队长|团长|会长|站长|组长|理事长)[一-鿿·]{2,8}$"
)
_CONFERS = ("授予", "追授", "颁授", "颁发", "表彰", "命名")
# 舞蹈队的《…》, 离休干部党支部获得…, 社区也捧回了…: who received it is not who was named before.
_WORK = re.compile("[^，。；“”]{0,12}《[^《》]+》")
# 某镇、某乡被命名为: places receive it.
_TOWNS = re.compile(
    "(?:[一-鿿](?:(?![镇乡村县区市])[一-鿿]){0,5}(?:镇|乡|街道|村|社区|县|区|市)[、和与]?){1,8}等?(?:均|都|分别|先后|双双)*(?:被|$)"
)
_OWN_SUBJECT = re.compile(
    "[一-鿿]{1,10}的《|[一-鿿]{2,8}(?:党支部|党总支|科室|舞蹈队|合唱队|代表队)(?=也|还|先后|均|被|在|$)|(?:社区|街道|村|学校)(?:也|还)$"
)
_WORK_LEADS = re.compile(
    "(?:去年|今年|其中|同年|[\\d年月]{2,8}|(?!选送|创作|排演|编排|拍摄|录制|报送|推荐)(?:(?!的)[一-鿿]){2,8}(?=《))?《[^《》]+》(?!的)[^，。；《》]{0,8}(?:参加|获|夺|拿|捧|登|入选|在|也|还|被|斩|摘)"
)
# 为荣获“…”的张某、李某颁奖
_OF_THOSE = re.compile("”?(?:称号|荣誉|荣誉称号)?的")
_LONGEST_LIST = 30
_NEAR_PARTS = 3
_SENT_IN = re.compile(
    "(?:撰写|执笔|编写|编著|朗诵|演唱|演奏|讲述|主讲|自编|自写|演讲|书写|绘制|写|唱|画|拍|选送|报送|推荐|推选|创作|编排|编创|原创|表演|参演|演出|排演|拍摄|制作)的[^，。；“”《》]{0,14}(?:《[^《》]+》|“[^“”]+”)(?:在[^，。；]{2,40}[中上里])?[^，。；]{0,6}$"
)
_SO_MANY_WORKS = re.compile("[”’]?\\d+余?[项件篇幅部个]")
_COUNTED_WORKS = re.compile("\\d+余?[项件篇幅部个][^。；]{0,12}$")
_OWN_WORK = re.compile("的[^，。；“”《》]{0,8}(?:《[^《》]+》|“[^“”]+”)(?:也|还|先后|均|一举)?$")
_PARTED = re.compile("[，。；]")


def resolve_honors(doc: Document, tables: Tables) -> Document:
    """The document with the recipients of its honours, where it names them.

    Examples
    --------
    >>> from nlp_oldcadre.model import OrgValue
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "东湖区委老干部局荣获全省先进集体。"
    >>> found = (Mention("ORG", 0, 8, OrgValue("南昌市东湖区委老干部局")), Mention("HONOR", 10, 16, HonorValue()))
    >>> doc = resolve_honors(replace(Document.from_text(text), mentions=found), load_tables())
    >>> doc.mentions[1].value.recipient
    '南昌市东湖区委老干部局'
    """
    honours = {(m.start, m.end) for m in doc.mentions if m.type == "HONOR"}
    if not honours:
        return doc
    # A title in quotation marks may have been taken for a programme's name as well: it receives nothing.
    named = (m for m in doc.mentions if m.type in ("ORG", "PERSON", "PROGRAM") and (m.start, m.end) not in honours)
    # Nor does the journalist who reports of it.
    subjects = [m for m in named if m.rule != "byline"]
    starts = [m.start for m in subjects]
    words, rolls = HonorWords.of(tables), Rolls(doc)

    def received(honor: Mention) -> str | None:
        named = _recipient(doc, honor, subjects[: bisect_left(starts, honor.start)], subjects, words)
        return rolls.of(honor) or named if honor.rule == HonorRule.ROLL else named or rolls.of(honor)

    return replace(
        doc,
        mentions=tuple([replace(m, value=HonorValue(received(m))) if m.type == "HONOR" else m for m in doc.mentions]),
    )


def _recipient(doc: Document, honor: Mention, before: list[Mention], subjects: list[Mention], words: HonorWords) -> str | None:
    floor = max(0, honor.start - _REACH)
    start = max([doc.text.rfind(c, floor, honor.start) + 1 for c in "。！？；\n"] + [floor])
    lead = doc.text[start : honor.start]
    last = max((m for m in words.verbs.finditer(lead)), key=lambda m: m.end(), default=None)
    # 获省科协“…”优秀奖: who gives it stands straight before.
    here = [m for m in before[bisect_left(before, start, key=start_of) :] if m.end != honor.start or m.type != "ORG"]
    if last and last[0].endswith(_CONFERS):
        given = [m for m in here if m.start >= start + last.end() and m.end <= honor.start]
        if given and "，" not in doc.text[start + last.end() : given[0].start]:
            return "、".join(dict.fromkeys(filter(None, (subject_name(doc, m) for m in given))))
    # What is given for years of service goes to many; a roll's heading names nobody itself.
    if honor.rule in (HonorRule.MEDAL, HonorRule.ROLL) or _GUIDED.search(lead):
        return None
    if honor.rule == HonorRule.COMMENDED:
        praised = [m for m in here if m.start > start + lead.rfind("对")] if "对" in lead else []
        return names_of(doc, praised) if praised else None
    if ourselves := own_body(doc, lead, passive=True):
        return ourselves
    if honor.rule == HonorRule.PRAISED or _is_none_given(doc.text, honor, lead):
        return None
    if honor.rule == HonorRule.STANDING:
        if held := holder_before(doc, honor, here):
            return held
        # 支部书记张某是全国劳动模范
        if doc.text[honor.start - 1] in "是系" and here and here[-1].end == honor.start - 1:
            return subject_name(doc, here[-1])
        return _named_after(doc, honor, subjects)
    if last and _RELATIVE.match(doc.text, honor.end) and (given_to := _named_after(doc, honor, subjects)):
        return given_to
    clause = re.split("[，：]", lead)[-1]
    if told := told_by_title(doc, honor, clause, start, subjects):
        return told
    if listed := before_others(doc, here, honor.start - len(clause), honor.start):
        return names_of(doc, listed)
    if shared := one_by_one(doc, honor, here, start):
        return shared
    if counted := counted_before(doc, here, honor.start - len(clause), start + last.start() if last else honor.start):
        return names_of(doc, counted)
    if _GROUP.search(clause) or _UNNAMED.search(clause):
        return None
    # Who receives it stands before the verb, and before 被 where it is passive.
    if last and honor.rule != HonorRule.RANKED:
        lead = lead[: last.start()]
        clause = re.split("[，：]", lead)[-1]
        if _GROUP.search(clause) or _UNNAMED.search(clause):
            return None
    passive = next(_PASSIVE.finditer(clause), None)
    limit = start + len(lead) - len(clause) + passive.start() if passive else start + len(lead)
    here = [m for m in here if m.end <= limit]
    acting = receiving(doc.text, here)
    # 学员马某的《…》获得…; 某局选送的《…》获得…: whose work it is
    own = acting and acting[-1].type == "PERSON" and _OWN_WORK.match(doc.text, acting[-1].end, limit)
    if own or (acting and _SENT_IN.match(doc.text, acting[-1].end, limit)):
        return subject_name(doc, acting[-1])
    if acting and "所在" not in lead[-40:] and _is_anothers(doc.text, acting[-1], limit):
        return None
    if named := _own_noun(doc, lead, clause, here, before, words):
        return named
    received = _among(doc, honor, here, lead, words)
    # 《甲》参加…，拿了金奖: a work whose maker nobody tells
    if not received and any(_WORK_LEADS.match(part) for part in re.split("[，：]", lead)[-_NEAR_PARTS:]):
        return None
    return received or _elsewhere(doc, honor, lead, clause, start, before, words)


def _is_none_given(text: str, honor: Mention, lead: str) -> bool:
    """Whether the sentence names no one: it tells of a choice or of a ceremony."""
    if _CEREMONY.match(text, honor.end):
        return True
    # 指导项目83项，获省级奖4项: so many works of others
    if _SO_MANY_WORKS.match(text, honor.end) and _COUNTED_WORKS.search(lead):
        return True
    chosen = _CHOSEN.search(lead)
    return chosen is not None and not _OWN_CLAUSE.search(chosen[0])


def _among(doc: Document, honor: Mention, here: list[Mention], lead: str, words: HonorWords) -> str | None:
    """Who of those named in the sentence receives it: the last one that confers nothing."""
    inside = receiving(doc.text, here)
    # 张某所在的支部: the body receives it, and not the person, where it is named.
    if "所在" in lead[-40:]:
        where = doc.text.rfind("所在", 0, honor.start)
        inside = [m for m in inside if m.start > where and m.type == "ORG"]
        return subject_name(doc, inside[-1]) if inside else None
    noun = words.noun.match(re.split("[，：]", lead)[-1])
    if noun and inside and (meant := meant_by(doc.text, noun[1], inside, words.kinds)):
        return subject_name(doc, meant)
    inside = without_work(doc.text, honor, inside)
    # 兵团级工作室 is no title of a person.
    if inside and inside[-1].type == "PERSON" and OF_THINGS.search(doc.text, honor.start, honor.end):
        inside = [m for m in inside if m.type != "PERSON"] or inside
    return names_of(doc, inside) if inside else None


def _is_anothers(text: str, last: Mention, limit: int) -> bool:
    """Whether the clause has a subject that no mention is: a post's holder, a body, a work, a person of a name not read."""
    if last.type != "PERSON" and _POST_HOLDER.match(text, last.end, limit):
        return True
    clause = max(text.rfind(mark, last.end, limit) for mark in "，；：") + 1
    if not clause:
        return last.type != "PROGRAM" and _WORK.match(text, last.end, limit) is not None
    return _OWN_SUBJECT.match(text, clause, limit) is not None or _NAMELIKE.fullmatch(text, clause, limit) is not None


def _own_noun(
    doc: Document, lead: str, clause: str, here: list[Mention], before: list[Mention], words: HonorWords
) -> str | None:
    """“甲”获评…，支部被评为…: the last clause has a subject of its own, which the text named before."""
    noun = words.noun.match(clause) if "，" in lead and "所在" not in lead[-40:] else None
    if noun is None or meant_by(doc.text, noun[1], here, words.kinds):
        return None
    found = meant_by(doc.text, noun[1], before, words.kinds)
    return subject_name(doc, found) if found else None


def _elsewhere(
    doc: Document, honor: Mention, lead: str, clause: str, start: int, before: list[Mention], words: HonorWords
) -> str | None:
    """Who was named before: what 该支部 means, else the subject of the sentences before."""
    if "所在" in lead[-40:] or _TOWNS.match(clause):
        return None
    if honor.rule == HonorRule.RANKED:
        # A report tells what its own body reached.
        own = doc.metadata.genre == "report" and doc.metadata.issuers
        return doc.metadata.issuers[0] if own else doc.metadata.region
    for back, part in enumerate(reversed(re.split("[，：]", lead))):
        noun = words.noun.match(part) if back < _NEAR_PARTS else None
        meant = meant_by(doc.text, noun[1], before, words.kinds) if noun else None
        if meant := meant or called_by_tail(part, before):
            return subject_name(doc, meant)
    if _UNKNOWN.search(clause) or _NAMELIKE.fullmatch(clause):
        return None
    return _earlier(doc, lead, start, before)


def _named_after(doc: Document, honor: Mention, subjects: list[Mention]) -> str | None:
    """全省劳动模范张某, 全国先进个人、市关工委主任孙某: the name follows the title, with a post between at most."""
    first = bisect_left(subjects, honor.end, key=start_of)
    if joint := _OF_THOSE.match(doc.text, honor.end):
        return listed_from(doc, subjects[first : first + _LONGEST_LIST], joint.end())
    after = [m for m in subjects[first : first + 4] if m.start - honor.end <= _POST_LENGTH and m.type != "PROGRAM"]
    after = [m for m in after if not _PARTED.search(doc.text, honor.end, m.start)]
    person = next((m for m in after if m.type == "PERSON"), None)
    if person and (person.start <= honor.end + 4 or (isinstance(person.value, PersonValue) and person.value.post)):
        return names_of(doc, joined_from(doc.text, person, subjects[first : first + _LISTED_AFTER]))
    # 以全国先进集体、某镇退休干部党支部为龙头: the title leads its bearer.
    opens = doc.text[honor.start - 1] in "以由是有，。；："
    near = next((m for m in after if m.start <= honor.end + 2 and (opens or "、" not in doc.text[honor.end : m.start])), None)
    return subject_name(doc, near) if near else None


def _earlier(doc: Document, lead: str, start: int, before: list[Mention]) -> str | None:
    """The subject of the sentences before: the last person for 他, else the paragraph's first organisation."""
    if _HE.search(lead):
        people = [m for m in before[bisect_left(before, start - _REACH, key=start_of) :] if m.type == "PERSON"]
        return subject_name(doc, people[-1]) if people else None
    paragraph = doc.text.rfind("\n", 0, start) + 1
    titled = next((s for s in reversed(doc.sections) if s.level == 1 and s.heading.start <= start), None)
    spans = [(paragraph, len(doc.text))] + ([(titled.heading.start, titled.heading.end + 40)] if titled else [])
    if own := own_body(doc, lead):
        return own
    for first, last in spans:
        part = before[bisect_left(before, first, key=start_of) : bisect_left(before, last, key=start_of)]
        if body := next((m for m in part if _is_body(m) and not is_agent(doc.text, m)), None):
            return subject_name(doc, body)
    return None


def _is_body(mention: Mention) -> bool:
    """Whether the mention is an organisation, or a team."""
    return mention.type == "ORG" or (isinstance(mention.value, ProgramValue) and mention.value.kind == "team")
