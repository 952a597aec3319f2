"""What a text says that a programme is part of, who runs it and who received an honour: sentences and short discourses."""

from __future__ import annotations

import pytest

from nlp_oldcadre.pipeline import process
from nlp_oldcadre.tables import load_tables

TABLES = load_tables()


def stated(text: str, *predicates: str) -> set[tuple[str, str | None]]:
    return {(f.subject, f.object) for f in process(text, tables=TABLES).facts if f.predicate in predicates}


PARTS = {
    "三亚市委老干部局打造“椰城晚霞红”总品牌。在总品牌统领下，机关支部创建“海韵先锋”，老年大学创建“椰林学堂”。": {
        ("海韵先锋", "椰城晚霞红"), ("椰林学堂", "椰城晚霞红"),
    },
    "朔州市委老干部局建立“塞北银才库”，入库专家210人。以此为依托，组建“桑干老农帮帮团”、“右玉绿色宣讲团”。": {
        ("桑干老农帮帮团", "塞北银才库"), ("右玉绿色宣讲团", "塞北银才库"),
    },
    "会议提出，今年将实施“赣江银晖”提升工程，抓好两件事：一是开展“赣江论道”建言活动；二是举办“赣江书画季”。": {
        ("赣江论道", "赣江银晖"), ("赣江书画季", "赣江银晖"),
    },
    "“漓水生辉”工程自2019年实施以来，还相继推出“漓水义诊”“巧手传艺”等项目，惠及群众3万人次。": {
        ("漓水义诊", "漓水生辉"), ("巧手传艺", "漓水生辉"),
    },
    "安阳市委老干部局推动形成“殷都银韵”品牌。林州市“红旗渠”宣讲队、汤阴县“岳乡”合唱团先后纳入该品牌。": {
        ("红旗渠宣讲队", "殷都银韵"), ("岳乡合唱团", "殷都银韵"),
    },
    "“胡杨课堂”由区关工委和实验小学合办，是“胡杨花开”工程中历时最长的一个项目。": {("胡杨课堂", "胡杨花开")},
    "东营市委老干部局打造“黄河入海”服务品牌，从两个方面发力。\n"
    "学有课堂。开设“河口讲堂”，每月两讲。\n为有平台。成立“垦荒志愿团”，服务群众。": {
        ("河口讲堂", "黄河入海"), ("垦荒志愿团", "黄河入海"),
    },
    "渭南市委老干部局以“华岳银耀”为统领，深化品牌建设。韩城市“司马讲堂”、华阴市“老腔艺术团”均在此框架下设立。": {
        ("司马讲堂", "华岳银耀"), ("老腔艺术团", "华岳银耀"),
    },
    "赤水市委老干部局把“丹霞银辉”作为服务老同志的总品牌来抓，统筹推出“丹霞课堂”“丹霞食堂”等项目。": {
        ("丹霞课堂", "丹霞银辉"), ("丹霞食堂", "丹霞银辉"),
    },
    "儋州市关工委开展“古盐田”系列关爱活动。活动分“书信课堂”“心愿驿站”两项，惠及儿童200名。": {
        ("书信课堂", "古盐田"), ("心愿驿站", "古盐田"),
    },
    "“运河科普大篷车”由市老科协创办，去年又在大篷车基础上开通“渤海云课”。": {("渤海云课", "运河科普大篷车")},
    # Only side by side, taken part in, or built with means of a brand without a name.
    "7月3日，“并州书院”举办国学讲座，“晋阳之声”合唱团赴外地参加“唱支山歌给党听”合唱比赛。": set(),
    "近年来，各地依托“侨乡银辉”品牌建成一批老党员活动点，“红棉讲堂”也走进社区。": set(),
}  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), PARTS.items())
def test_parts(text: str, parts: set[tuple[str, str]]) -> None:
    assert stated(text, "part_of") == parts


RUN = {
    "中卫市委老干部局召开“沙坡银铃”服务品牌推进会，部署下一步工作。": {("沙坡银铃", "中卫市委老干部局")},
    "“沂蒙晚晴”志愿服务品牌创建于2018年，是蒙阴县委老干部局倾力打造的平台。": {("沂蒙晚晴", "蒙阴县委老干部局")},
    "“东坡银龄行动”今年3月启动。该行动由眉山市委老干部局牵头，眉山市委宣传部、眉山市教育局配合实施。": {
        ("东坡银龄行动", "眉山市委老干部局"), ("东坡银龄行动", "眉山市委宣传部"), ("东坡银龄行动", "眉山市教育局"),
    },
}  # fmt: skip


@pytest.mark.parametrize(("text", "owners"), RUN.items())
def test_owners(text: str, owners: set[tuple[str, str]]) -> None:
    assert stated(text, "run_by") == owners


AWARDED = {
    "岳阳市老年大学教师周晓敏、君山区退休干部罗建平分获“优秀通讯员”“银发达人”称号。": {
        ("周晓敏", "优秀通讯员"), ("罗建平", "银发达人"),
    },
    "由衡阳市委老干部局选送的“雁城红烛”项目获全省志愿服务项目大赛金奖。": {("雁城红烛", "全省志愿服务项目大赛金奖")},
    "绥化市委组织部探索形成“黑土晚晴”工作法。该工作法被省委组织部评为全省党建创新案例一等奖。": {
        ("黑土晚晴", "全省党建创新案例一等奖"),
    },
    "吐鲁番市委老干部局关心基层，舞蹈队的《葡萄熟了》获全省文艺汇演金奖。": set(),
}  # fmt: skip


@pytest.mark.parametrize(("text", "awards"), AWARDED.items())
def test_recipients(text: str, awards: set[tuple[str, str]]) -> None:
    assert stated(text, "awarded") == awards
