"""Organs of the list that stand without a place: national ones, and short ones that the document resolves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.extract.org_groups import is_group
from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Span

if TYPE_CHECKING:
    from nlp_oldcadre.extract.org import Taken

# 中央 alone is the Central Committee where it decides, or heads a list of levels.
_CENTRE = re.compile(
    "中央(?<![党共团的各为立居]中央)(?=(?:和|、|及)(?:国家|省|市|自治区|各)(?:[委、直]|级|有关)?|关于|决策|部署|精神|要求|政策|批准|号召)(?!和国家机关|(?:和|、)(?:省|自治区)[^，。]{0,3}驻)"
)
# Organs that mean one even without their place; the others need a named organ straight before them (市委、组织部).
_ALONE = re.compile(
    "^(?:第[一二三四五六七八九十]{1,2}(?:实验)?(?:小学|中学|高级中学|人民医院)|老干部局|老干局|老干部工作局|离退休干部局|离退休干部(?:党)?工委|融媒体中心|老干部工作领导小组|机关关工委|.{2,}[局厅])$"
)
_JOINT = re.compile("(?:、|和|及|与|以及|暨)$")
# 全省老干部局, 三市老干部局, 县（市、区）离退休干部工委 are many.
# Armies and their units (第四野战军, 志愿军第十五军四十五师), and numbered branches of the body that the text is about.
_NUMBER = "[一二三四五六七八九十百零0-9]{1,4}"
_UNIT = f"第?{_NUMBER}(?:野战军|集团军|兵团|纵队|军分区|军|师(?!范|生|傅|资|市)|团(?!员|委|组织)|旅(?!游)|支队)"
# Each alternative begins with a character of its own, so that re skips to these.
_ARMY = re.compile(
    "(?:中国人民(?:志愿|解放)军(?!人|报|官|战士)|志愿军(?!人|报|官|战士)|解放军(?!人|报|官|战士)|"
    f"第[一二三四]野战军|第{_NUMBER}(?:集团军|军(?!分区|区)|兵团|纵队))(?:{_UNIT}){{0,3}}"
)
# 解放军联勤保障部队第九二〇医院, 武警河北总队医院
_ARMY_HOSPITAL = re.compile(
    "(?:(?:中国人民)?解放军(?:联勤保障部队)?|联勤保障部队|原?[一-鿿]{2}军区)第?[0-9一二三四五六七八九〇零○]{3,4}医院"
    "|武警[一-鿿]{2,4}(?:省|市|自治区)?总队医院"
)
# 武警某市支队执勤二中队
_ARMED_POLICE = re.compile(
    "武警(?:部队)?(?:[一-鿿]{2,4}?)(?:总队|支队|大队|中队)(?:(?:[一-鿿]{2}|第)?[一二三四五六七八九十]?(?:支队|大队|中队)){0,2}(?!官兵?营)"
)
_ARMED_POLICE_START = re.compile("武(?=警)")
_ARMY_HOSPITAL_END = re.compile("医(?=院)")
_FIRST_OF_NUMBER = re.compile("第")
_UNITS = re.compile(f"(?:{_UNIT}){{1,3}}")
_BRANCH = re.compile(
    f"(?<![厂矿段离])(?:[省市县区州盟]直属?)?(?:机关)?(?:离退休|退休|离休)(?:老?干部|党员)?第{_NUMBER}(?:联合|功能型|临时|流动)?(?:党支部|党总支|支部)(?!书记和)"
)
# 国家关工委: the organ of the whole country.
_COUNTRY = ("国家", "中国", "中央")
_OTHER_POSTS = ("常委、", "副书记、", "党委委员、", "副主席、", "副市长、", "副县长、", "副区长、")
_HOLDS_POST = re.compile("(?:常务)?副?(?:部长|书记|主任|局长|校长)(?![，。；、）)等和及])[\u4e00-\u9fff ]")
_SHORT_SCHOOL = re.compile("(?:[^人]大|理工|农林|北航|哈工程|[一二三四五附总]院|.[钢航])$")
_ACTS = re.compile(
    "组织(?!部|建|的|化)|开展|举办|联合|会同|发动|动员|牵头|承办|主办|配合|编印|编写|开设|聘请|选派|安排|举行|召开|推动|还|也|则|主动"
)
_MANY = re.compile("(?:[省市县区州盟旗镇]级?|基层|全国|[）)])$")


def national(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """国务院, 中组部老干部局, 中国关工委, 中央."""
    for match in find_near(_ARMY_HOSPITAL, _ARMY_HOSPITAL_END, scan.text, back=18):
        yield Span(match.start(), lexicon.extend(scan.text, match.end()))
    for match in find_near(_ARMED_POLICE, _ARMED_POLICE_START, scan.text):
        yield Span(match.start(), lexicon.extend(scan.text, match.end()))
    for start, end, organ in taken.organs:
        if not lexicon.may_end(scan.text, end):
            continue
        if _SHORT_SCHOOL.search(organ.name) and not scan.is_word_edge(start):  # 淮|北师大
            continue
        if organ.kind == "national" and scan.text[start - 1 : start] != "老":
            units = _UNITS.match(scan.text, end) if organ.name.endswith("军") else None
            yield Span(start, units.end() if units else lexicon.extend(scan.text, end))
        elif scan.text.endswith(_COUNTRY, 0, start) and organ.kind != "committee":
            yield Span(start - 2, lexicon.extend(scan.text, end))
    for match in (*_ARMY.finditer(scan.text), *find_near(_BRANCH, _FIRST_OF_NUMBER, scan.text, back=11)):
        if not is_group(scan.text, match.start()):
            yield Span(*match.span())
    for match in _CENTRE.finditer(scan.text):
        yield Span(*match.span())


def _is_named(taken: Taken, text: str, name: str) -> bool:
    """Whether an organisation of that name was named with its place."""
    return any(
        text.endswith(name, span.start, span.end) and span.end - span.start > len(name) for span in taken.organisations()
    )


def find(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """老干局, 商务局离退休干部党支部; after another organ also 组织部, 老年大学, 妇联."""
    line, text = taken.line, scan.text
    for start, end, organ in taken.organs:
        if organ.kind in ("national", "committee") or not taken.is_free(start, end) or not lexicon.may_end(text, end):
            continue
        if is_group(text, start):
            taken.refuse(lexicon.extend(text, end))
            scan.reject("ORG", start, end, f"organs.csv:{organ.name}", "generic")
            continue
        if line.starts[line.index_at(start)] != start:
            continue
        # 政府民政局、财政局: of all the governments in the list; “车轮上的老干局” is a figure of speech.
        if text.startswith("政府", start - 2) or (text[start - 1 : start] == "的" and text[end : end + 1] == "”"):
            taken.refuse(lexicon.extend(text, end))
            continue
        # 市委常委、组织部部长某某某
        if organ.kind == "party" and _HOLDS_POST.match(text, end) and text.endswith(_OTHER_POSTS, 0, start):
            yield Span(start, end)
            continue
        # 由组织部约谈, where 某市委组织部 was named.
        if organ.kind == "party" and text[start - 1 : start] in ("由", "报", "经") and f"委{organ.name}" in text:
            yield Span(start, lexicon.extend(text, end))
            continue
        # 7月，关工委组织…, where a place's one was named.
        if (
            organ.kind == "mass"
            and text[start - 1] in "，。；\n"
            and _ACTS.match(text, end)
            and _is_named(taken, text, organ.name)
        ):
            yield Span(start, end)
            continue
        joint = _JOINT.search(text, max(0, start - 2), start)
        if _MANY.search(text, max(0, start - 2), start) or (joint and taken.is_group_end(joint.start())):
            taken.refuse(lexicon.extend(text, end))
            continue
        if _ALONE.match(organ.name) or (joint and taken.ends_at(joint.start())):
            yield Span(start, lexicon.extend(text, end))
        else:
            scan.reject("ORG", start, end, f"organs.csv:{organ.name}", "context")
