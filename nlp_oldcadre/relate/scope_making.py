"""Whether a text brings a programme up where it names it: as what is made, or as what a sentence is about."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention
from nlp_oldcadre.relate.surroundings import Surroundings

_MAKING = (
    "成立|组建|组成|共建|创建|创办|打造|建立|建起|建成|推出|启动|开办|办起|办了|开设|开辟|设立|搭建|搭起|拉起|编成|创设|试点|实施|发起|开展|举办|"
    "推行|探索|培育|发动|取名|起名|命名|名叫|名为|叫作?|改造成|改建成|改成|设|开发|上线|开通"
)
# What is made stands right behind its maker's verb: 组建了一支“…”服务队, 共同实施“…”项目.
_MADE = re.compile(
    f"(?:{_MAKING})了?(?:起|为|出)?(?:(?:一|两|[三四五六七八九十]|\\d+)[个支家所处项场]|本?[省市县区州校]级?)?[“‘]?$"
)
# “…”服务队是…, 晚晴书屋是去年4月办起来的.
_IS_SUBJECT = re.compile(
    "[”’]?(?:志愿服务队|[^，。；、“”]{0,8}?)(?:是|就|都|也|还|于|由|，|自|有|在|现有|每|共|已|从|成立|创建|应运而生|正式|挂牌|启动|收集|覆盖|开讲|运行|依托|"
    "今年|去年|目前|累计|为|走|把|以|揭牌|问世|诞生|建成)"
)
# “…”挂牌, 取名“…”.
_LAUNCHED = re.compile("[”’]?[^，。；“”]{0,10}?(?:挂牌|揭牌|启动|成立|上线|开通|启用|开班|开讲|诞生|应运而生)")


def is_introduced(around: Surroundings, mention: Mention) -> bool:
    """Whether the text brings the programme up there: as what is made, or as the subject of a sentence."""
    text = around.text
    if _MADE.search(text, max(0, mention.start - 12), mention.start) or _LAUNCHED.match(text, mention.end):
        return True
    opening = around.clause_start(mention.start)
    return mention.start - opening <= 1 and bool(_IS_SUBJECT.match(text, mention.end))
