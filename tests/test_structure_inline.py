"""Headings inside paragraphs, lines that stand alone on pages, and what a head and a tail name: made-up documents."""

from __future__ import annotations

import pytest
from test_structure import build, headings, known

from nlp_oldcadre.model import Metadata
from nlp_oldcadre.structure.senders import plain_name

CIRCLED = """某县委老干部局2024年工作总结

一、主要工作

（一）抓阵地。①建中心。投入80万元改造活动中心，面积扩大到600平方米。②强队伍。配备专职人员3名，全部持证上岗。③优服务。每周开放六天。
（二）抓服务。走访慰问老同志120人次，发放慰问金6万元。
"""

CONDITIONS = """关于选聘银龄讲师的通知

各离退休党支部：

一、条件

1.政治过硬。2.身体健康。3.年龄不超过七十周岁。符合条件的由支部推荐，经局党组研究后公布。

二、时间

10月底前报名。
"""

COUNTED = """某铁路局集团公司离退休管理处2023年工作总结

2023年，管理处围绕中心工作，服务老同志4200名，各项工作平稳推进。

一是抓学习聚共识。全年组织集中学习24次，送学上门310人次，编发学习资料12期。

二是抓服务解难题。走访慰问2100人次，帮助解决困难86件，投入帮扶资金40万元。

三是存在的问题。站段活动室面积普遍偏小，志愿服务还停留在少数骨干。

下一步打算：一要建好站区活动点8处，二要把健康小屋覆盖到所有站段。

某铁路局集团公司离退休管理处
2023年12月20日
"""

BULLETIN = """银 龄 工 作 动 态
〔2022〕第8期
中共怀化市委老干部局编 2022年5月6日

四月工作概况

1、政治学习
举办读书班2期，参加180人。
2、志愿服务
组建宣讲队6支，宣讲40场。

会同县：办起“侗乡银辉”夜校
会同县委老干部局
会同县委老干部局依托老年大学办起“侗乡银辉”夜校，招收学员120名。

报：省委老干部局，市委办公室、市委组织部  送：市政府办、市财政局
发：各县(市、区)委老干部局
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CIRCLED, [(2, "主要工作"), (3, "抓阵地"), (4, "建中心"), (4, "强队伍"), (4, "优服务"), (3, "抓服务")]),
        # Nothing stands behind the names: members of a list.
        (CONDITIONS, [(2, "条件"), (2, "时间")]),
        (COUNTED, [(2, "抓学习聚共识"), (2, "抓服务解难题"), (2, "存在的问题"), (2, "下一步打算")]),
        # Below a numbered heading 一是 only counts.
        (
            COUNTED.replace("2023年，管理处", "一、主要做法\n\n2023年，管理处"),
            [(2, "主要做法")],
        ),
    ],
)
def test_headings_inside_paragraphs(text: str, expected: list[tuple[int, str]]) -> None:
    assert headings(build(text))[1:] == expected


def test_a_bulletin_with_letters_apart_and_a_short_first_headline() -> None:
    doc = build(BULLETIN)
    assert headings(doc) == [
        (1, "银龄工作动态"), (1, "四月工作概况"), (2, "政治学习"), (2, "志愿服务"), (1, "会同县：办起“侗乡银辉”夜校"),
    ]  # fmt: skip
    found = known(doc)
    assert (found["issue"], found["date"], found["issuers"]) == (8, "2022-05-06", ("怀化市委老干部局",))
    # As written: the brackets are the source's.
    assert found["copies_to"] == (
        "省委老干部局", "市委办公室", "市委组织部", "市政府办", "市财政局", "各县(市、区)委老干部局",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("03 要闻 2024年3月8日 星期五", "2024-03-08"),
        ("A07  乡村            2023年11月6日  星期一", "2023-11-06"),
        ("综合新闻·08  2022.11.07 星期一", "2022-11-07"),
    ],
)
def test_a_folio_is_no_title(head: str, date: str) -> None:
    doc = build(f"{head}\n\n灯下老裁缝\n\n本报记者 何某某\n\n每周三晚上，活动室总亮着灯。68岁的吴某带着邻居缝补衣服。\n")
    assert headings(doc) == [(1, "灯下老裁缝")]
    assert known(doc)["date"] == date


@pytest.mark.parametrize(
    "path", ["首页>>工作动态>>正文", "您当前的位置：首页 > 党建频道 > 基层", "当前位置: 网站首页 / 老干部之家"]
)
def test_a_path_never_goes_on(path: str) -> None:
    doc = build(f"{path}\n荣退礼上话初心\n2024-01-05\n1月3日，永州市中心医院为12名退休职工举行荣退仪式，颁发纪念牌。\n")
    assert headings(doc) == [(1, "荣退礼上话初心")]


def test_a_caption_ends_with_its_credit() -> None:
    text = "▲老党员在护河。  本报记者 周明 摄\n\n五年下来，队员由6人增加到86人，清理垃圾40吨\n，护住了一湾清水。\n"
    assert build(text).text.splitlines()[0].endswith("摄")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("抄送：省委教育工委，校党委办公室、校工会、校关工委。", ["省委教育工委", "校党委办公室", "校工会", "校关工委"]),
        ("报：市老科协、市科协，区委组织部、区退役军人事务局", ["市老科协", "市科协", "区委组织部", "区退役军人事务局"]),
        # One person's posts, and bodies under one.
        ("报：市委常委、市委组织部部长", ["市委常委、市委组织部部长"]),
        ("报：自治区党委办公厅、组织部", ["自治区党委办公厅、组织部"]),
        ("发：各街道党工委、新泾镇党委", ["各街道党工委、新泾镇党委"]),
        ("（发：各乡镇党委，县直各单位；报：市委老干部局）", ["各乡镇党委", "县直各单位", "市委老干部局"]),
        ("（此件公开发布） 抄送：县委办公室，县政府办公室", ["县委办公室", "县政府办公室"]),
        ("发：各县委老干部局、滨江新区党群工作部", ["各县委老干部局", "滨江新区党群工作部"]),
        ("送：县委办公室 发：各党支部", ["县委办公室", "各党支部"]),
        ("抄：各县委老干部局，市直各单位", ["各县委老干部局", "市直各单位"]),
        ("报：省教育厅 省委老干部局", ["省教育厅", "省委老干部局"]),
        # Whose leaders: said of all.
        ("报：市委、市人大、市政府、市政协领导", ["市委、市人大、市政府、市政协领导"]),
    ],
)
def test_copies(line: str, expected: list[str]) -> None:
    doc = build(
        f"关于做好走访慰问工作的通知\n\n各党支部：\n\n请认真做好走访慰问工作。\n\n某县委老干部局\n2024年1月5日\n\n{line}\n"
    )
    assert list(doc.metadata.copies_to) == expected


@pytest.mark.parametrize(
    ("text", "region"),
    [
        # A university's address tells its city; the number's mark would only tell the province.
        (
            "中共洛川理工职业大学委员会文件\n\n豫洛理党〔2024〕9号\n\n关于开展荣退仪式的通知\n\n各党总支：\n\n"
            "请将名单寄至河南省平顶山市新华区学院路1号离退休处。\n\n中共洛川理工职业大学委员会\n2024年9月1日\n",
            "平顶山市",
        ),
        ("阿拉山口海关离退休干部工作总结\n\n走访慰问160人次。\n\n阿拉山口海关离退休干部办公室\n2024年12月30日\n", "阿拉山口市"),
        # A committee's own address tells nothing that its name does not.
        (
            "关于举办书画展的通知\n\n各县（市、区）委老干部局：\n\n作品寄成都市青羊区某街1号。\n\n四川省委老干部局\n2024年3月1日\n",
            "四川省",
        ),
    ],
)
def test_the_place_of_a_body_without_one_in_its_name(text: str, region: str) -> None:
    assert build(text).metadata.region == region


COLUMNS = """退管工作简报

第8期

某某矿业集团离退休人员管理中心    2022年9月6日

◆ 要 闻

集团公司召开三季度工作例会

8月30日，集团公司召开例会，通报工作进度，六个服务站的站长参加会议。

◆ 支部风采

一把扳手讲了二十三课

机修厂第二党支部每月十五日开讲党课，今年以来已讲二十三课，听课青工七百多人次。

◆ 数说退管

中心走访慰问离退休人员2316人次，接待来信来访147件次，全部办结。
"""


def test_lines_with_the_mark_of_a_column_are_columns() -> None:
    assert headings(build(COLUMNS)) == [
        (1, "退管工作简报"), (1, "要闻"), (2, "集团公司召开三季度工作例会"), (1, "支部风采"),
        (2, "一把扳手讲了二十三课"), (1, "数说退管"),
    ]  # fmt: skip


def test_names_with_a_dot_before_bulleted_paragraphs() -> None:
    text = (
        "十面红旗\n——品牌各亮绝活\n\n2025-09-03 15:40  来源：某老年新闻网\n\n"
        "8月28日，省委老干部局召开观摩交流会，十个市登台。\n\n"
        "▲衡阳·雁城银杏。市委老干部局2020年创建，组建服务队264支，注册志愿者1.9万名。\n\n"
        "▲岳阳·洞庭银帆。在库专家812名，近三年提交建议1046条，27条被采纳。\n"
    )
    assert headings(build(text))[1:] == [(2, "衡阳·雁城银杏"), (2, "岳阳·洞庭银帆")]


def test_a_carried_title_with_its_years_in_brackets() -> None:
    text = (
        "关于印发《衡阳市“雁城银韵”行动实施方案（2025—2027年）》的通知\n\n各县市区：\n\n现印发给你们。\n\n"
        "衡阳市委老干部局\n2025年3月18日\n\n衡阳市“雁城银韵”行动实施方案\n（2025—2027年）\n\n一、目标任务\n\n组建宣讲队1支。\n"
    )
    assert (1, "衡阳市“雁城银韵”行动实施方案\n（2025—2027年）") in headings(build(text))


def test_the_subtitle_may_be_the_body_that_sends_a_report_in() -> None:
    text = (
        "让“白骏马”跑遍草原\n——中共锡林郭勒盟委老干部局\n\n（2024年11月）\n\n锡林郭勒盟现有离退休干部1.87万人，居住分散。\n\n"
        "一、组织跟着人走\n\n组建联合支部76个，走访慰问310人次，现将经验汇报如下。\n"
    )
    assert known(build(text, Metadata(genre="report")))["issuers"] == ("锡林郭勒盟委老干部局",)
    told = text.replace("——中共锡林郭勒盟委老干部局", "——记锡林郭勒盟林业局离退休第三党支部")
    assert "issuers" not in known(build(told, Metadata(genre="report")))


def test_articles_below_a_column_that_the_contents_list() -> None:
    text = (
        "夕阳情简报\n\n2023年第4期（总第58期）\n\n某省老年教育协会主办\n\n本期要目\n• 协会召开年会\n• 各地动态\n\n"
        "协会召开年会\n\n"
        "12月6日，协会召开年会，80名代表参加会议，通报全年工作。\n\n各地动态\n\n芜湖：老年学堂进社区\n\n"
        "芜湖市老年大学在12个社区开设学堂，招收学员800名，聘请教师36名。\n"
    )
    assert headings(build(text))[2:] == [(1, "协会召开年会"), (1, "各地动态"), (2, "芜湖：老年学堂进社区")]


def test_what_a_body_hands_in_at_a_meeting_is_its() -> None:
    for tail in ("经验交流材料", "在全市老干部工作会议上的发言", "先进事迹材料"):
        head = f"银龄聚力  晚霞增辉\n——中共临江县委老干部局{tail}\n（2023年3月5日）\n\n"
        text = f"{head}临江县有离退休干部3200名。近年来，我们建成活动点46个。\n"
        assert build(text).metadata.issuers == ("临江县委老干部局",), tail


def test_a_branch_committee_is_no_party_committee() -> None:
    assert plain_name("中共临江县第二中学退休教师支部委员会") == "临江县第二中学退休教师支部委员会"
    assert plain_name("中共临江县医院总支部委员会") == "临江县医院总支部委员会"


def test_words_in_brackets_before_a_paragraph_are_its_heading() -> None:
    text = (
        "临江县老干部工作一月一览\n第5期\n临江县委老干部局编  2024年6月3日\n\n"
        "【编者按】本月工作头绪多，现将各组完成的情况摘要刊发，供大家参考。\n\n"
        "【本月数字】截至5月底，全县登记离退休干部3200名，建成活动点46个，服务群众2.1万人次。\n\n"
        "【下月安排】组织七一座谈会，开展走访慰问，完成活动中心二楼改造并投入使用。\n"
    )
    assert [text for _, text in headings(build(text)) if len(text) == 4] == ["本月数字", "下月安排"]


def test_members_of_a_list_that_a_colon_opens_are_no_headings() -> None:
    text = (
        "关于通报表扬先进的通报\n\n各乡镇党委：\n\n经研究，决定对下列集体予以表扬。\n\n一、先进集体\n授予“银龄先锋集体”称号：\n"
        "1．城关镇“夕阳红”宣讲队\n2．河口镇离退休干部党支部\n3．县人民医院退休党支部\n\n"
        "二、先进个人\n授予张某等10名同志先进个人称号，各奖励500元，从工作经费中列支。\n\n临江县委老干部局\n2024年4月2日\n"
    )
    assert [text for _, text in headings(build(text))] == ["关于通报表扬先进的通报", "先进集体", "先进个人"]


def test_a_speech_is_of_its_speakers_region() -> None:
    text = (
        "在“枫叶合唱团”成立十周年会上的讲话\n\n大连市沙河口区春柳街道离退休干部党委副书记、合唱团团长  佟某某\n"
        "（2023年9月8日）\n\n各位老伙计：\n\n大家好！今天来了二百来号人，大连、沈阳的老工友都到了。\n"
    )
    assert build(text).metadata.region == "大连市沙河口区"


def test_an_item_behind_a_dash_goes_on_over_the_page() -> None:
    text = (
        "临江县老干部工作简报\n\n第5期\n\n临江县委老干部局  2024年7月8日\n\n抓住三个环节办好实事\n\n"
        "一是抓载体。设立“晚霞大院”31个，接待群众1.3万人次，调处纠纷146起。\n\n二是抓硬件。\n"
        "- 支部工作经费由2000元提高到4000元，财政拨付22万元。\n- 轮训支部书记57名，到县革命纪念馆\n\n－ 2 －\n\n"
        "开展现场教学2次，组织参观3次，听众达200人次。\n\n三是抓实事。走访慰问离休干部26名，送去慰问金7万元。\n"
    )
    doc = build(text)
    assert "到县革命纪念馆开展现场教学2次" in doc.text
    assert [text for _, text in headings(doc)][-3:] == ["抓载体", "抓硬件", "抓实事"]
