"""What a programme's name alone tells of its place: 全省…大赛, 江苏省…平台, 浙江老干部; and which of places is the widest."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp_oldcadre.regions import Place
from nlp_oldcadre.relate.elsewhere import TOWNS
from nlp_oldcadre.relate.reading import Reading

# 全省…大赛 in a city's text runs in the province, and is not the city's.
LEVEL_IN_NAME = re.compile(
    r"(?:全|(?=国家级))(国|自治区|省|市|县|区|州|盟|旗)"
    r"|(自治区|省|市|县|区|州|盟|旗)(?=老干|老年|老科|老战|离退|离休|关工|五老|直|级|庆祝|纪念|首届|第[一二三四五六七八九十\d])"
)
_ABOVE_IN_NAME = re.compile(
    "(内蒙古|黑龙江|[\u4e00-\u9fff]{2})(?=老干部|离退休|老年|老同志|老党员|老科|关工|青少年|银龄|银发|夕阳红|晚霞|党建)"
)
# The last characters of regions' names.
_PLACE_END = re.compile("[省市县区州盟旗岛]")


def widest(places: Iterable[Place]) -> Place:
    """The highest region among places; the first one where several stand equally high."""
    return min(places, key=_depth)


def _depth(place: Place) -> tuple[int, bool]:
    code = place.adcode
    return 2 if code.endswith("0000") else 4 if code.endswith("00") else 6, place.name.endswith(TOWNS)


def named_place(reading: Reading, name: str) -> Place | None:
    """The region with whose name a programme's name opens: 江苏省离退休干部服务管理平台; 浙江老干部 in a city's text."""
    if short := _ABOVE_IN_NAME.match(name):
        home = reading.homes.document
        found = [r for r in reading.regions.by_short_name.get(short[1], ()) if r.level == "province"]
        if (
            len(found) == 1
            and home
            and (place := reading.regions.place(found[0].adcode))
            and reading.regions.lies_in(place, home)
        ):
            return place
    if not _PLACE_END.search(name, 2, 8):
        return None
    for length in range(min(len(name), 8), 2, -1):
        regions = reading.regions.by_name.get(name[:length], ())
        if len(regions) == 1:
            return reading.regions.place(regions[0].adcode)
    return None
