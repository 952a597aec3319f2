"""Shapes of names that tell to which body or place an organisation belongs."""

from __future__ import annotations

import re

# What a company or a school has under it, wherever its own text names it alone.
OFFSHOOT = re.compile("[\u4e00-\u9fff]{2,5}分(?:公司|厂)|(?:技师学院|总医院|职工医院|职工大学|附属)")
NUMBERED = re.compile("(?:机关)?(?:离退休|退休|离休)(?:老?干部|党员)?第")
# Schools and centres that each place and each large employer has one of.
FOR_THE_OLD = re.compile(
    "老干部艺术团|老干部合唱团|老干部书画院|老年艺术团|老年大学|老干部大学|老干部活动中心|老干部活动站|老年活动中心"
)
# 经开区党工委: the zone of the place that the text speaks from.
ZONE = re.compile(
    "(?:边境|国家级)?(?:经济技术|经济|高新技术产业|高新技术|工业|旅游|临港)?(?:开发区|合作区|度假区|保税区|经开区|高新区|新区|综保区)(?=党|管|工|老|离|关|组|机)"
)
WHOLE_COMMITTEE = re.compile("(?<=[学院校司团局厂所])委员会")
# 第六小学 is the city's.
NUMBERED_BODY = re.compile("第[一二三四五六七八九十]")
