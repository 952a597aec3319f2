"""``run_by`` and ``in_region``: whose a programme is, and where it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.model import Fact, Mention, OrgValue, ProgramValue
from nlp_oldcadre.regions import Place
from nlp_oldcadre.relate.elsewhere import TOWNS, above, foreign, is_of_part, joint_places, local_place, several, spread_to
from nlp_oldcadre.relate.mention_index import org_name, program_name
from nlp_oldcadre.relate.own_work import bears_place, is_anothers, is_run, opens_with_verb, with_own_body
from nlp_oldcadre.relate.owner_frames import counted_hosts
from nlp_oldcadre.relate.owners import Owner, named_owners
from nlp_oldcadre.relate.program_places import widest
from nlp_oldcadre.relate.reading import Reading
from nlp_oldcadre.relate.standing import Standing
from nlp_oldcadre.relate.subjects import is_partner, subject_above
from nlp_oldcadre.relate.title_owners import decided, host_titled, issuers_titled

_DEMANDED = re.compile("(?:会议|会上|大会|他|她)[^，。；：]{0,6}(?:指出|要求|强调|明确|提出|部署|通报|认为)")
# 51团“…”, 第四十四团党委办起“…”: a regiment's of the Corps.
_OF_REGIMENT = re.compile(
    r"(?:\d{1,3}|[一二三四五六七八九〇]{1,4})团(?:场|党委|机关)?(?!支|员|队|圆|结|体)[^，。；、“”]{0,10}“?$"
)
_NEAR = 24
_WHOLE_COUNTRY = "全国"
_AT_LARGE = re.compile("全[省市县区州盟旗](?:还|共|已|先后|现|陆续)?(?:有|建|设|打造|涌现|培育)")
_SUBTITLES = ("——", "──", "--")
# In 在敖汉旗，… a region opens the sentence.
_OPENING = 2
_NATIONAL = ("中国", "中央", "中共中央", "全国", "国家", "人民", "教育部", "民政部")
_OF_NO_REGION = re.compile("集团|公司|油田|勘探局|研究[所院](?!.*老)|(?<!老年|干部|党员)大学|中国科学院")
_UNIVERSITY = re.compile("大学|学院|研究[所院]")
# Parts of parts go no deeper.
_DEEPEST = 5
# 把“甲”作为“乙”在本区的子品牌: one's own, whoever runs the whole.
_SUB_BRAND = re.compile("”?(?:品牌|项目)?(?:作为|是|列为|定为|打造成)“?[^，。；“”]{2,14}”?[^，。；“”]{0,12}的?[子分]品牌")


def programmes(reading: Reading) -> Iterator[Fact]:
    """Owners and widest region of every programme."""
    for name, standing in _standings(reading).items():
        for owner, evidence in standing.owners.items():
            yield Fact(name, "run_by", owner, program=name, evidence=evidence)
        if standing.joint:
            for joint in standing.joint:
                yield Fact(name, "in_region", joint.name, region=joint.name, program=name, evidence=standing.places[joint])
        elif standing.level == "国" and not standing.places:
            yield Fact(name, "in_region", _WHOLE_COUNTRY, region=_WHOLE_COUNTRY, program=name, evidence=standing.seen)
        elif places := standing.local or standing.places:
            place = standing.spread or widest(places)
            # A region that holds them all rests on the first of them.
            evidence = places.get(place) or next(iter(places.values()))
            yield Fact(name, "in_region", place.name, region=place.name, program=name, evidence=evidence)


def _standings(reading: Reading) -> dict[str, Standing]:
    out: dict[str, Standing] = {}
    unowned: list[tuple[int, Mention, Standing, bool]] = []
    for index, mention in reading.of("PROGRAM"):
        name = program_name(mention)
        standing = out.get(name) or out.setdefault(name, Standing.of(reading, name))
        standing.seen = standing.seen or (index,)
        # A table of contents tells nothing that its article does not.
        if reading.homes.in_contents(mention.start):
            continue
        standing.spread = standing.spread or spread_to(reading, mention)
        if local := local_place(reading, mention):
            _note_local(reading, standing, local, index)
            continue
        if joint := joint_places(reading, mention):
            standing.joint = standing.joint or tuple(joint)
            standing.places.update(dict.fromkeys(joint, (index,)))
            continue
        named = [] if standing.is_national else list(named_owners(reading, mention))
        standing.is_named |= bool(named)
        for org, owner in named:
            standing.owners.setdefault(owner, (index, org))
        if named and (own := with_own_body(reading, mention)):
            standing.owners.setdefault(own, (index,))
        _place_all(reading, standing, [reading.doc.mentions[org] for org, _ in named], index)
        if named and not standing.places:
            _place_at_home(reading, standing, mention, index, named)
        # 与甲、乙共同实施: the first shows that the subject is left out.
        partners = [is_partner(reading, reading.doc.mentions[org]) for org, _ in named[:1]]
        if standing.level and not standing.places:
            # 获全省…大赛金奖: whoever holds it, the contest is the province's.
            _place_by_level(reading, standing, mention, index)
        if all(partners) and not _tells_of_others(reading, standing, mention, index) and not is_anothers(reading, mention):
            unowned.append((index, mention, standing, bool(partners)))
    named_alone = {id(standing) for standing in out.values() if standing.owners}
    # What a headline alone tells gives way to what the text below says.
    for index, mention, standing, has_partner in sorted(unowned, key=lambda item: _is_headed(reading, item[1].start)):
        if standing.local:
            continue
        if id(standing) not in named_alone or has_partner or opens_with_verb(reading, mention):
            _own(reading, standing, index, mention)
    host_titled(reading, out)
    for org, mention, owner in counted_hosts(reading):
        out[program_name(mention)].owners.setdefault(owner, (org,))
    _inherit(reading, out)
    issuers_titled(reading, out)
    decided(reading, out)
    return out


def _place_by_level(reading: Reading, standing: Standing, mention: Mention, index: int) -> None:
    if place := _of_level(reading, standing.level or "", mention.start):
        standing.places.setdefault(place, (index,))


def _of_level(reading: Reading, level: str, position: int) -> Place | None:
    """The region of a level; 全区 in a city's text of an autonomous region is that one."""
    if code := reading.homes.resolve(level, position):
        return reading.regions.place(code)
    home = reading.homes.document
    province = reading.regions.place(reading.regions.at_level(home.adcode, "province")) if home and level == "区" else None
    return province if province and province.name.endswith("自治区") else None


def _note_local(reading: Reading, standing: Standing, local: Place, index: int) -> None:
    """大姚县“…”: what the text tells of a place inside its own is that place's."""
    standing.local.setdefault(local, (index,))


def _tells_of_others(reading: Reading, standing: Standing, mention: Mention, index: int) -> bool:
    """Notes where and by whom, when the sentence says that another region, or the one above, acts."""
    place = above(reading, mention)
    found = None if place else foreign(reading, mention)
    place = found[0] if found else place
    if place is None:
        return False
    standing.places.setdefault(place, (index,))
    for org, owner in found[1] if found else ():
        standing.owners.setdefault(owner, (index, org))
    return True


def _place_at_home(reading: Reading, standing: Standing, mention: Mention, index: int, named: list[Owner]) -> None:
    """What a school's or company's own body runs is where the text speaks from, unless the body is a national one."""
    place = reading.homes.at(mention.start)
    is_local = any(not name.startswith(_NATIONAL) and not _has_no_region(reading, name) for _, name in named)
    if place and is_local and not standing.is_national:
        standing.places.setdefault(place, (index,))


def _has_no_region(reading: Reading, organ: str | None) -> bool:
    """Whether the body is a university or company, which no region's name begins: its work is told of no region."""
    if organ is None or not _OF_NO_REGION.search(organ) or reading.tells_of_home:
        return False
    home = reading.homes.document
    # 上海申江纺织公司 in a text of 上海; a university bears its place's name without being of it.
    if home and not _UNIVERSITY.search(organ) and organ.startswith(tuple(reading.short_names(home.adcode))):
        return False
    return not any(organ[:size] in reading.regions.by_name for size in range(2, 9))


def _inherit(reading: Reading, standings: dict[str, Standing]) -> None:
    """Whoever runs a programme runs its parts, and where it does, unless the document names somebody else for them."""
    for index, mention in _from_wholes(reading):
        assert isinstance(mention.value, ProgramValue)
        parent, own = standings.get(mention.value.parent or ""), standings[mention.value.name]
        if parent is None or _SUB_BRAND.match(reading.text, mention.end):
            continue
        organ = _body_at(reading, mention.start)
        if parent.owners and organ not in parent.owners and set(own.owners) <= {organ} and not own.is_named:
            own.owners.clear()
            own.places.clear()
            own.places.update(dict.fromkeys(parent.places, (index,)))
        elif organ in parent.owners and _run_jointly(parent) and set(own.owners) <= {organ} and not own.is_named:
            # What several run together has parts that all of them run.
            own.owners.clear()
        if own.local:
            continue
        if not own.places and not own.owners:
            own.places.update(dict.fromkeys(parent.places, (index,)))
        if not own.owners:
            own.owners.update(parent.owners)
            if parent.local:
                own.local.update(dict.fromkeys(parent.local, (index,)))


def _run_jointly(standing: Standing) -> bool:
    """Whether one place of the text names several bodies that run it."""
    return standing.is_named and len({evidence[0] for evidence in standing.owners.values()}) == 1 < len(standing.owners)


def _from_wholes(reading: Reading) -> list[tuple[int, Mention]]:
    """The programmes in an order in which none stands before what it is part of."""
    parents = {program_name(m): m.value.parent for _, m in reading.of("PROGRAM") if isinstance(m.value, ProgramValue)}

    def depth(name: str | None) -> int:
        steps = 0
        while name is not None and steps < _DEEPEST:
            name, steps = parents.get(name), steps + 1
        return steps

    depths = {name: depth(name) for name in parents}
    return sorted(reading.of("PROGRAM"), key=lambda pair: depths[program_name(pair[1])])


def _body_at(reading: Reading, position: int) -> str | None:
    """Whose doing the text at ``position`` is: the paragraph's subject, else the body that the article is about.

    What a meeting demands in the news is everybody's.
    """
    if reading.doc.metadata.genre == "news":
        line = reading.text.rfind("\n", 0, position) + 1
        if _DEMANDED.match(reading.text, line):
            return None
    subject = subject_above(reading, position)
    return org_name(subject) if subject else reading.organs.at(position)


def _own(reading: Reading, standing: Standing, index: int, mention: Mention) -> None:
    level, many = standing.level, several(reading, mention)
    place = standing.place or (_of_level(reading, level, mention.start) if level else _place_around(reading, mention, many))
    if not standing.place and not level and _has_no_region(reading, _body_at(reading, mention.start)):
        place = None
    is_headline_alone = standing.places and _is_headed(reading, mention.start)
    if place and not is_headline_alone:
        standing.places.setdefault(place, (index,))
    # What bears the name of the region above is run there.
    is_above = standing.place is not None and standing.place != reading.homes.document and not bears_place(reading, mention)
    if (
        many == "subject"
        or standing.joint
        or is_above
        or (level and place != reading.homes.document)
        or is_of_part(reading, mention)
        or _is_of_city(reading, mention)
        or _OF_REGIMENT.search(reading.text, max(0, mention.start - _NEAR), mention.start)
    ):
        return
    organ = _body_at(reading, mention.start)
    # A statement that stands already needs no further evidence.
    if organ and organ not in standing.owners and _is_of_text(reading, standing, mention) and is_run(reading, mention):
        standing.owners[organ] = (index,)


def _is_of_city(reading: Reading, mention: Mention) -> bool:
    """▲威海：…建成“…”: in a round-up, the city's with which the paragraph begins."""
    told = reading.homes.lead(mention.start)
    line = reading.text.rfind("\n", 0, mention.start) + 1
    # 在某县设立“…”: where it stands.
    if reading.text[line : line + 1] in tuple("在于到赴为向从"):
        return False
    if told is None or told == reading.homes.document or told.name.endswith(TOWNS):
        return False
    return subject_above(reading, mention.start) is None


def _is_headed(reading: Reading, position: int) -> bool:
    """Whether the place is in a heading, or in the subtitle below one."""
    line = reading.text.rfind("\n", 0, position) + 1
    return reading.in_heading(position) or reading.text.startswith(_SUBTITLES, line)


def _is_of_text(reading: Reading, standing: Standing, mention: Mention) -> bool:
    return not standing.is_national or bears_place(reading, mention)


def _place_around(reading: Reading, mention: Mention, many: str | None) -> Place | None:
    """The region that opens the sentence, or that of the paragraph's subject, within the one that the text speaks from."""
    home = reading.homes.at(mention.start)
    start = reading.sentence_at(mention.start).start
    # 像这样的议事点，全区还有“…”: the sentence looks up from the place that the paragraph tells of.
    if home is None or many or _AT_LARGE.search(reading.text, start, mention.start):
        return home
    inner = (place for place in _places_above(reading, mention) if place and reading.regions.lies_in(home, place))
    return next(inner, home)


def _places_above(reading: Reading, mention: Mention) -> Iterator[Place | None]:
    start = reading.sentence_at(mention.start).start
    yield reading.homes.opening(start, min(start + _OPENING, mention.start))
    subject = subject_above(reading, mention.start)
    value = subject.value if subject else None
    yield reading.regions.place_in(value.name or "", value.adcode) if isinstance(value, OrgValue) else None
    yield reading.homes.lead(mention.start)


def _place_all(reading: Reading, standing: Standing, owners: list[Mention], index: int) -> None:
    """The owners' places; 某镇党委同县科协合办: the township's, which the others help."""
    first = owners[0].value if owners else None
    place = reading.regions.place_in(first.name or "", first.adcode) if isinstance(first, OrgValue) else None
    for org in owners[:1] if place and place.name.endswith(TOWNS) else owners:
        _place(reading, standing, org, index)


def _place(reading: Reading, standing: Standing, org: Mention, index: int) -> None:
    if isinstance(org.value, OrgValue) and (place := reading.regions.place_in(org.value.name or "", org.value.adcode)):
        standing.places.setdefault(place, (index,))
