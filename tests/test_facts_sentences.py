"""Facts of whole sentences of a city bureau's report: whose a programme is, where it runs, who issued a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlp_oldcadre.model import Document, Metadata
from nlp_oldcadre.pipeline import process

BUREAU = "衡阳市委老干部局"
CITY = Metadata(genre="report", region="衡阳市", adcode="430400", issuers=(BUREAU,))


def stated(text: str, *predicates: str, metadata: Metadata = CITY) -> set[tuple[str, str, str]]:
    doc = process(replace(Document.from_text(text), metadata=metadata))
    return {(f.subject, f.predicate, f.object) for f in doc.facts if f.predicate in predicates and f.object}


OWNERS = [
    # Whoever ordered it.
    ("按照省委老干部局开展“潇湘银辉”主题活动的统一部署，各县组织学习。", {("潇湘银辉", "湖南省委老干部局")}),
    (
        "根据省委组织部、省委老干部局关于深化“银龄先锋”行动的要求，我市制定了细则。",
        {("银龄先锋", "湖南省委组织部"), ("银龄先锋", "湖南省委老干部局")},
    ),
    (
        "贯彻落实省关工委《关于开展“书香润三湘”活动的通知》精神，全市启动读书活动。",
        {("书香润三湘", "湖南省关心下一代工作委员会")},
    ),
    # Who is only asked for something, or whose rooms are used, does not run it.
    ("协调市中心医院、市第一人民医院开通绿色通道，开展“送医到家”活动46场次。", {("送医到家", BUREAU)}),
    ("用好船山书院、石鼓书院等资源，组织老同志开展“重走长征路”主题教育。", {("重走长征路", BUREAU)}),
    # Who leads, and who helps.
    (
        "实施“雁城护苗”行动。市关工委牵头，市教育局、团市委配合，组织五老进校园。",
        {
            ("雁城护苗", "衡阳市关心下一代工作委员会"),
            ("雁城护苗", "衡阳市教育局"),
            ("雁城护苗", "共青团衡阳市委"),
        },
    ),
    ("启动“银辉伴读”计划，由市老年大学牵头，市图书馆协办。", {("银辉伴读", "衡阳市老年大学"), ("银辉伴读", "衡阳市图书馆")}),
    ("市关工委将其纳入“护雁工程”，在全市推广。", {("护雁工程", "衡阳市关心下一代工作委员会")}),
    # A body that opens the sentence and is named by its noun alone.
    (
        "市老干部志愿服务总队下设“雁羽”分队、“雁语”分队。",
        {("雁羽分队", "衡阳市老干部志愿服务总队"), ("雁语分队", "衡阳市老干部志愿服务总队")},
    ),
    # Its own, whoever takes part; its own rules are carried out.
    ("组建由老党员、老教师参加的“雁城故事”宣讲团。", {("雁城故事宣讲团", BUREAU)}),
    ("开通“衡阳老干部”微信公众号。", {("衡阳老干部", BUREAU)}),
    ("落实“一人一策”工作机制，逐户走访。", {("一人一策", BUREAU)}),
    ("同一天揭牌的还有“银医在线”门诊。", {("银医在线", BUREAU)}),
    # Whom one brings to do it, and one's own that stands elsewhere or is spread.
    ("支持衡阳师范学院老科协开办“垄上课堂”，全年80堂。", {("垄上课堂", "衡阳师范学院老科学技术工作者协会")}),
    ("在长沙市岳麓区设立“衡阳老干部之家”1处。", {("衡阳老干部之家", BUREAU)}),
    ("祁东县委老干部局的“灶台党课”年内已推广到7个县。", {("灶台党课", "祁东县委老干部局")}),
    # A later part of the sentence has its subject to itself.
    ("投入80万元改造中心；市老年大学新增教学点；举办“雁鸣讲坛”。", {("雁鸣讲坛", BUREAU)}),
    ("市委老干部局召开全市离退休干部“雁城银辉”品牌现场观摩交流会。", {("雁城银辉", BUREAU)}),
    (
        "市关工委与市生态环境局、市第一中学共建“小小湘江守护营”。",
        {
            ("小小湘江守护营", "衡阳市关心下一代工作委员会"),
            ("小小湘江守护营", "衡阳市生态环境局"),
            ("小小湘江守护营", "衡阳市第一中学"),
        },
    ),
    (
        "他们自己的名字是白桦林银发讲解队。\n\n讲解队去年3月由市委老干部局、市总工会发起组建。",
        {("白桦林银发讲解队", BUREAU), ("白桦林银发讲解队", "衡阳市总工会")},
    ),
    (
        "市委老干部局、市司法局、市教育局联合送法进校园，听众4300人次。下半年，三家单位将在5所初中设立“暖心信箱”。",
        {("暖心信箱", BUREAU), ("暖心信箱", "衡阳市司法局"), ("暖心信箱", "衡阳市教育局")},
    ),
    # As many as are counted are named nowhere: the paragraph's subject.
    ("市司法局送法进校园。下半年，三家单位将在5所初中设立“暖心信箱”。", {("暖心信箱", "衡阳市司法局")}),
    ("在衡山县开设“名医直通车”义诊点。", {("名医直通车", BUREAU)}),
    # Of what a branch is the model, it is not who does it.
    ("衡东县以大桥镇离退休干部党支部为龙头，推行“洣江老舵手”志愿行动。", set()),
    # Names that only begin like a level.
    ("国学讲堂开讲12期，开设“县城故事会”。", {("县城故事会", BUREAU)}),
    # Others' are not.
    ("以全省“潇湘银辉”行动为总牵引，做好各项工作。", set()),
    ("学习借鉴长沙市“橘洲银辉”、株洲市“动力银匠”经验。", set()),
    ("参加“书香潇湘”活动，贯彻落实“银龄先锋”行动要求。", set()),
    ("推动与“橘洲通”平台对接。", set()),
    # A county or township of the city does it.
    ("衡山县结合实际，在开云镇建起“南岳银发驿站”。", set()),
    ("岳屏镇在全市率先设立“敲门问安”队。", set()),
    ("衡南县、衡东县、祁东县联合推行“湘江银哨”巡护机制。", set()),
]


@pytest.mark.parametrize(("text", "expected"), OWNERS)
def test_whose_a_programme_is(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(name, owner) for name, _, owner in stated(text, "run_by")} == expected


PLACES = [
    ("衡山县结合梯田保护，在长江镇石桥村办起“晚晴驿站”。", {("晚晴驿站", "衡山县长江镇")}),
    ("合唱队在全国老年合唱展演中获金奖。", {("全国老年合唱展演", "全国")}),
    ("在全市推广衡东县“米升议事会”，收集民情2845条。", {("米升议事会", "衡阳市")}),
    ("祁东县委老干部局的“灶台党课”年内已推广到7个县。", {("灶台党课", "衡阳市")}),
    ("在长沙市岳麓区设立“衡阳老干部之家”1处。", {("衡阳老干部之家", "衡阳市")}),
    ("以全省“潇湘银辉”行动为总牵引，做好各项工作。", {("潇湘银辉", "湖南省")}),
    ("按照省委老干部局开展“潇湘银辉”主题活动的统一部署，各县组织学习。", {("潇湘银辉", "湖南省")}),
    ("合唱团获全省老干部合唱大赛金奖。", {("全省老干部合唱大赛", "湖南省")}),
    ("已培育出角山镇“银发农技站”等特色品牌。", {("银发农技站", "衡阳市石鼓区角山镇")}),
    ("蒸湘区雨母山镇退休干部刘志明的“耕读书屋”年接待学生三千人次。", {("耕读书屋", "衡阳市蒸湘区雨母山镇")}),
    ("岳屏镇在全市率先设立“敲门问安”队。", {("敲门问安队", "衡阳市雁峰区岳屏镇")}),
    (
        "衡南县、衡东县、祁东县联合推行“湘江银哨”巡护机制。",
        {("湘江银哨", "衡南县"), ("湘江银哨", "衡东县"), ("湘江银哨", "祁东县")},
    ),
    ("衡山县结合实际，在开云镇建起“南岳银发驿站”。", {("南岳银发驿站", "衡山县开云镇")}),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_where_a_programme_runs(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(name, place) for name, _, place in stated(text, "in_region")} == expected


ISSUERS = [
    ("完成《衡阳市老年大学管理办法》修订工作。", {("衡阳市老年大学管理办法", BUREAU)}),
    ("编送《银龄学习摘编》12期。", {("银龄学习摘编", BUREAU)}),
    ("《关于保护湘江岸线的建议》等6件建议报送市委、市政府。", {("关于保护湘江岸线的建议", BUREAU)}),
    ("《雁城银辉管理办法》同时废止。", {("雁城银辉管理办法", BUREAU)}),
    (
        "联合市融媒体中心拍摄《我的入党故事》系列短片。",
        {("我的入党故事", BUREAU), ("我的入党故事", "衡阳市融媒体中心")},
    ),
    ("提请市政府办公室印发《银发人才激励办法》。", {("银发人才激励办法", "衡阳市政府办公室")}),
    ("编撰《衡阳红霞口述史》。", {("衡阳红霞口述史", BUREAU)}),
    ("市老科协编一本《稻田百问》，5月印发1万册。", {("稻田百问", "衡阳市老科学技术工作者协会")}),
    ("《雁城口述》9月交湖南人民出版社付印。", {("雁城口述", "湖南人民出版社")}),
    ("该团年底前将编印《商户避坑手册》。", set()),
    # The blank between a title's halves stays.
    (
        "印发《关于组织老同志参与屋场会议事 助力乡村共同缔造的通知》。",
        {("关于组织老同志参与屋场会议事 助力乡村共同缔造的通知", BUREAU)},
    ),
    ("市委老干部局局长张伟介绍，明年该市将编制《衡阳市养老服务规划》。", set()),
    # Somebody else's doing: a team's, a person's, a region's.
    ("服务队还与市融媒体中心录制《山里科普》短视频。", set()),
    ("他走村入户写成《关于保护稻田的建议》报送市政府。", set()),
    ("明年我市将编制《衡阳市养老服务规划》。", set()),
    ("12个支部与社区签订《结对共建协议》。", set()),
]


@pytest.mark.parametrize(("text", "expected"), ISSUERS)
def test_who_issued_a_document(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(title, issuer) for title, _, issuer in stated(text, "issued_by")} == expected


def test_what_a_circular_of_several_calls_for_is_run_by_all() -> None:
    text = (
        "关于组织开展“金秋走访月”活动的通知\n\n各单位：\n\n“金秋走访月”活动自2020年开展以来成效明显。\n\n"
        "湘南医学院党委\n湘南医学院离退休工作处\n2024年9月1日\n"
    )
    got = stated(text, "run_by", metadata=Metadata())
    assert got == {("金秋走访月", "run_by", "湘南医学院党委"), ("金秋走访月", "run_by", "湘南医学院离退休工作处")}


def test_what_several_decide_on_is_run_by_all() -> None:
    several = Metadata(genre="circular", region="衡阳市", adcode="430400", issuers=("衡阳市委组织部", BUREAU))
    assert stated("经研究，决定于3月至12月在全市开展“雁城护航”专项行动。", "run_by", metadata=several) == {
        ("雁城护航", "run_by", "衡阳市委组织部"), ("雁城护航", "run_by", BUREAU),
    }  # fmt: skip
    # What only one of them may mean is left open.
    assert stated("用好“雁城通”平台，办好“雁鸣讲堂”。", "run_by", metadata=several) == set()


def test_each_heading_inside_a_paragraph_begins_anew() -> None:
    text = (
        "一、保障\n1、场所。衡南县人民法院腾出房间，挂起牌子，每处二十平方米。2、积分。推行“一案一评”积分制，当事人扫码打分。\n"
    )
    assert ("一案一评", "run_by", "衡南县人民法院") not in stated(text, "run_by")


def test_the_body_before_the_headlines_colon_is_the_texts_own_not_the_source_of_the_page() -> None:
    text = (
        "红山区关工委：微光照亮成长路\n发布日期：2025-05-28  来源：赤峰市关心下一代工作委员会\n"
        "近日，站前街道热闹起来。近年来，创新推出“红烛课堂”，下一步将再建6个“银烛驿站”。\n"
    )
    own = "赤峰市红山区关心下一代工作委员会"
    assert stated(text, "run_by", metadata=Metadata(genre="news")) == {("红烛课堂", "run_by", own), ("银烛驿站", "run_by", own)}


def test_what_the_next_county_makes_is_no_part_of_this_ones_brand() -> None:
    text = (
        "衡山县打造“岳麓银辉”党建品牌，退休技师开办“竹编讲习所”；衡南县成立“银龄果农队”，推广技术17项；耒阳市创办“雷锋小屋”。"
    )
    assert stated(text, "part_of") == {("竹编讲习所", "part_of", "岳麓银辉")}


ROUND_UP = (
    "十面红旗十样红\n——湖南各市州品牌亮绝活\n\n2025-09-03 15:40  来源：潇湘老年新闻网  作者：孔祥\n\n"
    "8月28日，省委老干部局在长沙召开全省离退休干部“潇湘银辉”品牌现场交流会，各市州登台。\n\n"
    "▲衡阳·雁城银杏。市委老干部局2020年创建，组建服务队264支；“湖水护卫岗”的62名干部每周巡泉。\n\n"
    "▲岳阳·洞庭银帆。在库专家812名，开设“洞庭银课”，调处纠纷315起。\n"
)


def test_a_paragraph_of_a_round_up_is_its_citys() -> None:
    got = stated(ROUND_UP, "run_by", "in_region", metadata=Metadata(genre="news"))
    assert ("潇湘银辉", "run_by", "湖南省委老干部局") in got
    assert ("洞庭银课", "in_region", "岳阳市") in got
    # The site that reports of it runs nothing, nor does the province's bureau what a city has.
    assert {name for name, predicate, owner in got if predicate == "run_by" and owner != "衡阳市委老干部局"} == {"潇湘银辉"}


def test_who_made_what_a_heading_inside_a_paragraph_names() -> None:
    assert ("雁城银杏", "run_by", "衡阳市委老干部局") in stated(
        ROUND_UP.replace("雁城银杏。", "“雁城银杏”工程。"), "run_by", metadata=Metadata(genre="news")
    )


def test_what_a_regiment_runs_is_not_its_divisions_own() -> None:
    division = Metadata(genre="report", region="图木舒克市", adcode="659003", issuers=("第三师图木舒克市党委老干部局",))
    assert stated("51团“葡萄架下”议事会调解纠纷60起。", "run_by", metadata=division) == set()
    assert stated("打造“胡杨银驿”品牌。", "run_by", metadata=division) == {
        ("胡杨银驿", "run_by", "第三师图木舒克市党委老干部局")
    }  # fmt: skip


def test_the_whole_region_is_the_autonomous_one_in_a_citys_text() -> None:
    city = Metadata(genre="report", region="百色市", adcode="451000", issuers=("百色市委老干部局",))
    got = stated("合唱队在全区老年文艺汇演中获金奖。", "in_region", metadata=city)
    assert got == {("全区老年文艺汇演", "in_region", "广西壮族自治区")}


def test_what_a_meeting_demands_in_the_news_is_everybodys() -> None:
    text = (
        "衡阳召开调度会\n来源：衡阳先锋网 2025-07-25 16:42\n7月24日，衡阳市委组织部、衡阳市委老干部局召开调度会。\n"
        "会议要求，下半年组织“百名骨干进百村”巡讲。\n"
    )
    assert not stated(text, "run_by", metadata=Metadata(genre="news"))


OWN_PAPER = "通化县老干部工作简报\n\n2024年第5期\n\n中共通化县委老干部局　　2024年7月8日\n\n抓好“两件事”\n\n"


@pytest.mark.parametrize(
    ("text", "name", "owners", "places"),
    [
        # One's own, though part of what the province runs.
        (
            "落实吉林省委老干部局“松江银辉”品牌建设要求，把“柳河晚霞”作为“松江银辉”的子品牌。",
            "柳河晚霞",
            {"通化县委老干部局"},
            {"通化县"},
        ),
        # Where people live is not where it is done.
        (
            "挂牌“候鸟之家”，把在三亚、北海过冬的67名党员编入2个党小组，用“云上微课”送学16次。",
            "云上微课",
            {"通化县委老干部局"},
            {"通化县"},
        ),
    ],
)
def test_whose_it_is_in_a_bodys_own_paper(text: str, name: str, owners: set[str], places: set[str]) -> None:
    facts = [f for f in process(OWN_PAPER + text + "\n").facts if f.subject == name]
    assert {f.object for f in facts if f.predicate == "run_by"} == owners
    assert {f.object for f in facts if f.predicate == "in_region"} == places
