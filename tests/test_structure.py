"""Structure over small made-up documents of many shapes: headings with their levels, and metadata, whole."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from conftest import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_oldcadre.clean import clean
from nlp_oldcadre.model import Document, Metadata, Span
from nlp_oldcadre.structure import structure
from nlp_oldcadre.structure.dates import find_date
from nlp_oldcadre.structure.lines import read_roles, role_of
from nlp_oldcadre.tables import load_tables

TABLES = load_tables()
FAMILIES = TABLES.record("numbering")["family"]
ROLES = TABLES.record("line_roles")["role"]


def build(text: str, metadata: Metadata | None = None) -> Document:
    doc = Document.from_text(text)
    if metadata:
        doc = Document(doc.id, doc.source, doc.source_text, doc.text, doc.offsets, metadata=metadata)
    return structure(clean(doc, TABLES), TABLES)


def headings(doc: Document) -> list[tuple[int, str]]:
    return [(s.level, doc.text[s.heading.start : s.heading.end]) for s in doc.sections]


def known(doc: Document) -> dict[str, object]:
    fields = type(doc.metadata).__dataclass_fields__
    return {name: value for name in fields if (value := getattr(doc.metadata, name)) not in (None, ())}


COUNTY_RULES = """中共嘉善县委老干部局文件

善老干〔2021〕15号

关于印发《嘉善县离退休干部学习活动阵地管理办法（试行）》的通知

各镇（街道）党（工）委，县级机关各部门：

现将《嘉善县离退休干部学习活动阵地管理办法（试行）》印发给你们，请结合实际认真贯彻执行。

中共嘉善县委老干部局

二〇二一年九月十日

嘉善县离退休干部学习活动阵地管理办法（试行）

第一章 总则

第一条 为规范全县离退休干部学习活动阵地管理，提高使用效益，制定本办法。

第二条 本办法所称阵地，是指老干部活动中心、老年大学和社区活动室。

第二章 日常管理

第三条 阵地实行专人负责制。

第四条 阵地每周开放时间不少于四十小时，节假日照常开放。

抄送：市委老干部局，县委办公室。
"""

CITY_BULLETIN = """夕阳红工作简报

2022年第3期（总第57期）

中共汉中市委老干部局编 2022年4月15日

目 录

★市委老干部局部署全年重点任务……………………1
★洋县：办好“银龄课堂” 丰富文化养老……………2
★勉县开展春季走访慰问………………………………3

市委老干部局部署全年重点任务

4月8日，市委老干部局召开全体干部会议，对全年重点任务作出安排。会议要求，各科室要倒排工期。

洋县：办好“银龄课堂” 丰富文化养老

洋县老干部局坚持开门办学，开设课程12门。
（洋县老干部局供稿）

勉县开展春季走访慰问

连日来，勉县县委老干部局组织走访离休干部36人，送去慰问金5万元。

报：省委老干部局，市委领导；
送：市级各部门。
发：各县区委老干部局。
责任编辑：马 宁
"""

WEB_NEWS = """首页 > 工作动态 > 正文
临夏州老年大学春季学期开学
来源：州委老干部局 作者：马某 发布时间：2023-03-06 09:30 浏览次数：218
3月6日，临夏州老年大学举行春季学期开学典礼，300余名学员参加。
今年，学校新开设智能手机、非遗剪纸等课程8门。全州各县老年教育机构同步开学。
上一篇：无
下一篇：关于开展健康体检的通知
"""

WORK_SUMMARY = """2022年度老干部工作总结

2022年，在市委的正确领导下，贺州市委老干部局扎实推进各项工作，现总结如下。

一、主要工作

（一）加强政治引领

一是健全学习制度。全年组织集中学习24次，发放学习资料600份。
二是办好专题培训。举办培训班3期，培训党支部书记150人。
三是开展主题活动。组织老同志参观红色教育基地6批次。

（二）落实两项待遇

全市发放离休干部护理费120万元。

二、存在问题

基层工作力量还比较薄弱。

三、下一步打算

继续抓好落实。

中共贺州市委老干部局
2022年12月28日
"""

SENDERS_SIDE_BY_SIDE = """中共晋中市委组织部  中共晋中市委老干部局  晋中市财政局
晋中市人力资源和社会保障局
关于做好困难离退休干部帮扶工作的意见
（2020年7月1日）
为做好困难离退休干部帮扶工作，提出如下意见。
一、帮扶对象
生活确有困难的离退休干部。
"""

JOINT_ISSUE = """中共晋中市委组织部
中共晋中市委老干部局 文件
晋中市财政局

市老字[2020]第9号

关于做好困难离退休干部帮扶工作的意见

各县（区、市）委组织部、老干部局、财政局：

为做好困难离退休干部帮扶工作，提出如下意见。

一、帮扶对象

家庭生活确有困难的离退休干部。

二、帮扶标准

1．离休干部。每人每年补助不超过5000元，由同级财政列支。

2．退休干部。每人每年补助不超过3000元，由原单位列支。

中共晋中市委组织部 中共晋中市委老干部局
晋中市财政局
2020年7月1日

（此件公开发布）

中共晋中市委老干部局办公室 2020年7月2日印发
"""

PASSED_ON = """中共巴彦淖尔市委老干部局
关于转发《自治区党委老干部局关于认真做好
老干部防暑降温工作的通知》的通知

各旗县区委老干部局：

现将《自治区党委老干部局关于认真做好老干部防暑降温工作的通知》转发给你们，请遵照执行。

2019年7月12日

自治区党委老干部局
关于认真做好老干部防暑降温工作的通知

各盟市委老干部局：

入夏以来，气温持续升高，请各地务必做好老干部防暑降温工作。
"""

RUN_IN_REPORT = """银龄聚力添光彩
——鹤岗市发挥老干部作用工作汇报
近年来，鹤岗市坚持把发挥老干部作用摆在突出位置，取得明显成效。
一、搭建平台，让老有所为有载体
1.建好工作室。在社区建立老干部工作室42个，接待群众3000多人次。
2.组好志愿队。组建志愿服务队18支，开展活动260场次。
3.管好微阵地。开设微信公众号，推送信息500条。
二、完善机制，让老有所为有保障
1.健全组织体系。成立领导小组，建立联席会议制度。
2.强化经费支持。全市每年安排专项经费80万元。
"""

LEAD_SENTENCES = """金辉映初心 桑榆展作为
——玉树州老干部局先进事迹
玉树州老干部局坚持用心用情，推动工作上台阶。
抓学习凝心铸魂。建立学习日制度，每月组织集中学习2次，送学上门180人次。
抓阵地提质增效。投入资金200万元，改造活动室9个，新增活动项目12项。
抓服务暖心惠老。开通就医绿色通道，为65名离休干部签约家庭医生。
"""

SHORTEST_LEADS = """四时同乐润桑榆
本网讯（通讯员 郑某） 金风送爽，桂子飘香。近日，邵武市老干部活动中心的课程表又添了新内容。
春之声。开设合唱、朗诵等课程12门，每周排练两次，学员达到360人。
夏之行。组织退休干部到和平古镇、天成岩等地参观4批次。
秋之韵。举办摄影、书画作品展6场，展出作品480幅。
当地退休教师说，日子一天比一天有滋味。
"""

NEWS_SUBHEADS = """让晚年生活更有滋味
本报记者 郑某 通讯员 何某
清晨，走进长乐区老年大学，歌声阵阵。近年来，福州市长乐区扎实推进老年教育。
家门口有了新课堂
过去，学校一座难求。如今，长乐区在18个乡镇（街道）设立教学点。
课程里有了新花样
无人机、短视频等新课程报名火爆，去年招收学员2600人次。
生活中有了新舞台
老年大学艺术团下基层演出40场。全区老年人的生活更加丰富。
"""

UNIVERSITY = """中共兰河大学委员会离退休工作处文件
兰大离退〔2023〕2号
关于开展离退休教职工健康体检的通知
各二级党委、各离退休党支部：
为关心离退休教职工身体健康，定于4月开展健康体检。
一、体检时间
2023年4月10日至20日。
二、体检地点
校医院。
附件：1.体检安排表
2.体检须知
离退休工作处
2023年3月28日
"""

CARE_COMMITTEE = """# 关心下一代工作动态

第12期

曲靖市关心下一代工作委员会办公室 2021年6月1日

## 【本期导读】

- 麒麟区“五老”讲党史进校园
- 会泽县启动关爱行动

## 麒麟区“五老”讲党史进校园

5月28日，麒麟区关工委组织“五老”走进10所学校。

## 会泽县启动关爱行动

会泽县关工委筹集资金30万元，资助学生300名。
"""

PLAIN_NOTICE = """关于举办全区离退休干部书画展的通知
各单位：
　　为丰富老同志精神文化生活，经研究，决定举办书画展。现将有关事项通知如下：
　　一、时间地点
　　2023年9月20日，区文化馆。
　　二、作品要求
　　（一）主题鲜明
　　作品要反映新时代新气象。
　　（二）形式多样
　　书法、绘画、摄影均可。
　　联系人：周某  联系电话：0755-88888888
中共深圳市盐田区委老干部局
2023年8月1日
"""

WRAPPED = """关于加强离退休干部党支部建设的实施方案

    为深入贯彻落实上级部署要求，进一步加强全县离退休
干部党支部标准化规范化建设，充分发挥离退休干部党员先
锋模范作用，结合本县实际，制定本方案。
    一、目标任务
    用两年左右时间，使全县离退休干部党支部组织健全、
制度完善、运行规范、作用突出，建成示范党支部20个。
    二、方法步骤
    （一）动员部署。召开动员会，印发通知，明确责任分
工，营造浓厚氛围。
    （二）组织实施。对照标准开展自查，建立问题清单，逐
项整改销号。
"""

STATE_COMPANY = """离退休工作情况交流
（第8期）
北方重工集团离退休管理中心 2020年11月5日
本期要目
●暖心工程暖人心
●老专家走进车间传技艺
暖心工程暖人心
——离退休管理中心为民服务纪实
中心组织志愿者入户探访空巢老人86户，解决难题43件。
老专家走进车间传技艺
11月3日，12名老专家来到一线车间，与青年职工结成对子。
"""

CASES = [
    pytest.param(
        COUNTY_RULES,
        [
            (1, "关于印发《嘉善县离退休干部学习活动阵地管理办法（试行）》的通知"),
            (1, "嘉善县离退休干部学习活动阵地管理办法（试行）"),
            (2, "总则"),
            (2, "日常管理"),
        ],
        {
            "genre": "circular",
            "title": "关于印发《嘉善县离退休干部学习活动阵地管理办法（试行）》的通知",
            "issuers": ("嘉善县委老干部局",),
            "number": "善老干〔2021〕15号",
            "date": "2021-09-10",
            "recipients": ("各镇（街道）党（工）委", "县级机关各部门"),
            "copies_to": ("市委老干部局", "县委办公室"),
            "region": "嘉善县",
            "adcode": "330421",
        },
        id="county rules with chapters and articles",
    ),
    pytest.param(
        CITY_BULLETIN,
        [
            (1, "夕阳红工作简报"),
            (1, "目录"),
            (1, "市委老干部局部署全年重点任务"),
            (1, "洋县：办好“银龄课堂” 丰富文化养老"),
            (1, "勉县开展春季走访慰问"),
        ],
        {
            "genre": "bulletin",
            "title": "夕阳红工作简报",
            "issuers": ("汉中市委老干部局",),
            "issue": 3,
            "total_issue": 57,
            "date": "2022-04-15",
            "copies_to": ("省委老干部局", "市委领导", "市级各部门", "各县区委老干部局"),
            "region": "汉中市",
            "adcode": "610700",
        },
        id="city bulletin with dotted contents",
    ),
    pytest.param(
        WEB_NEWS,
        [(1, "临夏州老年大学春季学期开学")],
        {
            "genre": "news",
            "title": "临夏州老年大学春季学期开学",
            "date": "2023-03-06",
            "region": "临夏回族自治州",
            "adcode": "622900",
        },
        id="web news",
    ),
    pytest.param(
        WORK_SUMMARY,
        [
            (1, "2022年度老干部工作总结"),
            (2, "主要工作"),
            (3, "加强政治引领"),
            (3, "落实两项待遇"),
            (2, "存在问题"),
            (2, "下一步打算"),
        ],
        {
            "genre": "report",
            "title": "2022年度老干部工作总结",
            "date": "2022-12-28",
            "issuers": ("贺州市委老干部局",),
            "region": "贺州市",
            "adcode": "451100",
        },
        id="work summary",
    ),
    pytest.param(
        SENDERS_SIDE_BY_SIDE,
        [(1, "关于做好困难离退休干部帮扶工作的意见"), (2, "帮扶对象")],
        {
            "genre": "circular",
            "title": "关于做好困难离退休干部帮扶工作的意见",
            "issuers": ("晋中市委组织部", "晋中市委老干部局", "晋中市财政局", "晋中市人力资源和社会保障局"),
            "date": "2020-07-01",
            "region": "晋中市",
            "adcode": "140700",
        },
        id="senders side by side",
    ),
    pytest.param(
        JOINT_ISSUE,
        [
            (1, "关于做好困难离退休干部帮扶工作的意见"),
            (2, "帮扶对象"),
            (2, "帮扶标准"),
            (3, "离休干部"),
            (3, "退休干部"),
        ],
        {
            "genre": "circular",
            "title": "关于做好困难离退休干部帮扶工作的意见",
            "issuers": ("晋中市委组织部", "晋中市委老干部局", "晋中市财政局"),
            "number": "市老字〔2020〕9号",
            "date": "2020-07-01",
            "recipients": ("各县（区、市）委组织部、老干部局、财政局",),
            "region": "晋中市",
            "adcode": "140700",
        },
        id="joint issue",
    ),
    pytest.param(
        PASSED_ON,
        [
            (
                1,
                "中共巴彦淖尔市委老干部局\n关于转发《自治区党委老干部局关于认真做好老干部防暑降温工作的通知》的通知",
            ),
            (1, "自治区党委老干部局\n关于认真做好老干部防暑降温工作的通知"),
        ],
        {
            "genre": "circular",
            "title": "中共巴彦淖尔市委老干部局关于转发《自治区党委老干部局关于认真做好老干部防暑降温工作的通知》的通知",
            "issuers": ("巴彦淖尔市委老干部局",),
            "date": "2019-07-12",
            "recipients": ("各旗县区委老干部局",),
            "region": "巴彦淖尔市",
            "adcode": "150800",
        },
        id="passed on, title over three lines",
    ),
    pytest.param(
        RUN_IN_REPORT,
        [
            (1, "银龄聚力添光彩"),
            (2, "搭建平台，让老有所为有载体"),
            (3, "建好工作室"),
            (3, "组好志愿队"),
            (3, "管好微阵地"),
            (2, "完善机制，让老有所为有保障"),
            (3, "健全组织体系"),
            (3, "强化经费支持"),
        ],
        {"genre": "report", "title": "银龄聚力添光彩", "region": "鹤岗市", "adcode": "230400"},
        id="report with numbered run-ins",
    ),
    pytest.param(
        LEAD_SENTENCES,
        [(1, "金辉映初心 桑榆展作为"), (2, "抓学习凝心铸魂"), (2, "抓阵地提质增效"), (2, "抓服务暖心惠老")],
        {"genre": "report", "title": "金辉映初心 桑榆展作为", "region": "玉树藏族自治州", "adcode": "632700"},
        id="lead sentences without numbers",
    ),
    pytest.param(
        SHORTEST_LEADS,
        [(1, "四时同乐润桑榆"), (2, "春之声"), (2, "夏之行"), (2, "秋之韵")],
        {"genre": "news", "title": "四时同乐润桑榆", "region": "邵武市", "adcode": "350781"},
        id="lead sentences of three characters",
    ),
    pytest.param(
        NEWS_SUBHEADS,
        [
            (1, "让晚年生活更有滋味"),
            (2, "家门口有了新课堂"),
            (2, "课程里有了新花样"),
            (2, "生活中有了新舞台"),
        ],
        {"genre": "news", "title": "让晚年生活更有滋味", "region": "福州市长乐区", "adcode": "350112"},
        id="news with sub-headings",
    ),
    pytest.param(
        UNIVERSITY,
        [(1, "关于开展离退休教职工健康体检的通知"), (2, "体检时间"), (2, "体检地点")],
        {
            "genre": "circular",
            "title": "关于开展离退休教职工健康体检的通知",
            "issuers": ("兰河大学委员会离退休工作处",),
            "number": "兰大离退〔2023〕2号",
            "date": "2023-03-28",
            "recipients": ("各二级党委、各离退休党支部",),
        },
        id="university notice",
    ),
    pytest.param(
        CARE_COMMITTEE,
        [
            (1, "关心下一代工作动态"),
            (1, "本期导读"),
            (1, "麒麟区“五老”讲党史进校园"),
            (1, "会泽县启动关爱行动"),
        ],
        {
            "genre": "bulletin",
            "title": "关心下一代工作动态",
            "issuers": ("曲靖市关心下一代工作委员会办公室",),
            "issue": 12,
            "date": "2021-06-01",
            "region": "曲靖市",
            "adcode": "530300",
        },
        id="bulletin in Markdown",
    ),
    pytest.param(
        PLAIN_NOTICE,
        [
            (1, "关于举办全区离退休干部书画展的通知"),
            (2, "时间地点"),
            (2, "作品要求"),
            (3, "主题鲜明"),
            (3, "形式多样"),
        ],
        {
            "genre": "circular",
            "title": "关于举办全区离退休干部书画展的通知",
            "issuers": ("深圳市盐田区委老干部局",),
            "date": "2023-08-01",
            "recipients": ("各单位",),
            "region": "深圳市盐田区",
            "adcode": "440308",
        },
        id="notice without letterhead",
    ),
    pytest.param(
        WRAPPED,
        [
            (1, "关于加强离退休干部党支部建设的实施方案"),
            (2, "目标任务"),
            (2, "方法步骤"),
            (3, "动员部署"),
            (3, "组织实施"),
        ],
        {"genre": "circular", "title": "关于加强离退休干部党支部建设的实施方案"},
        id="every printed line with its newline",
    ),
    pytest.param(
        STATE_COMPANY,
        [
            (1, "离退休工作情况交流"),
            (1, "本期要目"),
            (1, "暖心工程暖人心"),
            (1, "老专家走进车间传技艺"),
        ],
        {
            "genre": "bulletin",
            "title": "离退休工作情况交流",
            "issuers": ("北方重工集团离退休管理中心",),
            "issue": 8,
            "date": "2020-11-05",
        },
        id="company bulletin",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "metadata"), CASES)
def test_headings(text: str, wanted: list[tuple[int, str]], metadata: dict[str, object]) -> None:
    assert headings(build(text)) == wanted


@pytest.mark.parametrize(("text", "wanted", "metadata"), CASES)
def test_metadata(text: str, wanted: list[tuple[int, str]], metadata: dict[str, object]) -> None:
    assert known(build(text)) == metadata


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role["name"])
def test_roles_hold_their_examples(role: dict) -> None:
    compiled = read_roles(TABLES)
    assert [role_of(text, 0, compiled) for text in role["examples"]] == [role["name"]] * len(role["examples"])
    assert role["name"] not in [role_of(text, 0, compiled) for text in role["counter_examples"]]


def test_no_line_of_a_role_is_longer_than_its_row_says() -> None:
    parser = pytest.importorskip("re._parser", reason="widths of patterns are read with the parser of Python 3.11 and later")
    for role in ROLES:
        if "longest" in role:
            assert role["pattern"].endswith("$")
            assert parser.parse(role["pattern"]).getwidth()[1] <= role["longest"]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family["name"])
def test_families_hold_their_examples(family: dict) -> None:
    def first(text: str) -> str | None:
        return next((f["name"] for f in FAMILIES if re.match(f["pattern"], text)), None)

    assert [first(text) for text in family["examples"]] == [family["name"]] * len(family["examples"])
    assert family["name"] not in [first(text) for text in family["counter_examples"]]


@pytest.mark.parametrize(("text", "wanted", "metadata"), CASES)
def test_bodies_and_parents(text: str, wanted: list, metadata: dict) -> None:
    """A body ends where the next heading of the same or a higher level begins; a parent is higher and holds its child."""
    doc = build(text)
    for index, section in enumerate(doc.sections):
        assert section.heading.end <= section.body.start <= section.body.end <= len(doc.text)
        later = [s for s in doc.sections[index + 1 :] if s.level <= section.level]
        assert section.body.end == len(doc.text) if not later else section.body.end <= later[0].heading.start
        if section.parent is not None:
            parent = doc.sections[section.parent]
            assert parent.level < section.level
            assert parent.body.start <= section.heading.start < parent.body.end


def test_what_a_reader_set_stays() -> None:
    given_metadata = Metadata(genre="report", title="别的标题", adcode="330421", date="2020-01-01")
    found = build(COUNTY_RULES, given_metadata).metadata
    assert (found.genre, found.title, found.date, found.region) == ("report", "别的标题", "2020-01-01", "嘉善县")


@pytest.mark.parametrize(
    "text", ["", "\n", "老干部局召开会议", "2021年3月5日", "近日，某市举办培训班。", "——", "【】", "第", "附件1"]
)
def test_fragments_have_no_sections(text: str) -> None:
    assert build(text).sections == ()


def test_a_story_has_no_lead_headings() -> None:
    """Short first sentences of a narrative are not headings, however many there are."""
    text = """老支书的新舞台
近日，记者走进桂花社区。老支书正在给孩子们讲故事。
他退休已经十年了。十年来，他一直坚持为居民义务调解纠纷。
天气渐渐凉了。老支书又开始张罗给困难老人送棉被。
大家都说他是个热心人。他却说，这是一名党员应该做的。
"""
    assert headings(build(text)) == [(1, "老支书的新舞台")]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("二〇二一年十一月二十三日", "2021-11-23"),
        ("二○二一年十月十日", "2021-10-10"),
        ("2021年2月30日", None),
        ("2021.03.05", "2021-03-05"),
        ("2021/3/5 10:20", "2021-03-05"),
        ("第2021-03号", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert find_date(text) == date


@given(
    st.lists(
        st.sampled_from([*COUNTY_RULES.split("\n"), *CITY_BULLETIN.split("\n"), *CARE_COMMITTEE.split("\n"), "\n"]), max_size=30
    )
)
@settings(max_examples=150, deadline=None)
def test_any_order_of_lines_gives_sound_sections(lines: list[str]) -> None:
    doc = build("\n".join(lines))
    spans = [s.heading for s in doc.sections]
    assert spans == sorted(spans)
    assert all(isinstance(s, Span) and 0 <= s.start < s.end <= len(doc.text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "unit",
    [
        "一、",
        "（一）",
        "第1期\n",
        "目录\n",
        "【甲】\n",
        "1.",
        "关于",
        "附件\n",
        "报：",
        "中共",
        "抓学习。",
        "某局\n",
        "甲\n",
        "《",
        "（",
    ],
)
def test_time_is_linear_on_hostile_text(unit: str) -> None:
    assert_linear(build, unit)


def test_time_is_linear_in_the_attachments_and_their_list() -> None:
    def attached(count: str) -> Document:
        items, attachments = "1.某表\n" * len(count), "附件\n人员名册\n" * len(count)
        return build(f"关于做好工作的通知\n各单位：\n现通知如下。\n附件：{items}某局\n2020年1月1日\n{attachments}")

    assert_linear(attached, "一", 700)


COLUMNS = """晚霞工作通讯

（2021年第4期 总第96期）

安顺市委老干部局主办 2021年4月28日

◆领导关怀◆

市领导走访慰问离休干部

4月20日，市委常委、组织部部长李某走访慰问离休干部4名，送去慰问品。

◆银龄风采◆

一辈子为群众办实事的老支书
——记平坝区退休干部杨某

杨某退休12年来，义务调解纠纷400多起。

报：市委、市人大常委会、市政府领导
"""

PLAN = """中共延吉市委老干部局
关于印发《“金秋先锋”行动方案》的通知

各乡镇（街道）党（工）委：
现将《“金秋先锋”行动方案》印发给你们，请抓好落实。
2022年5月12日
“金秋先锋”行动方案
一、行动目标：到2023年，组建先锋队50支。
二、行动内容
1、讲堂行动。组织老干部宣讲团开展宣讲100场。
2、调解行动。建立调解工作室11个，化解矛盾300件。
"""


def test_columns_of_a_bulletin() -> None:
    doc = build(COLUMNS)
    titles = ["晚霞工作通讯", "领导关怀", "市领导走访慰问离休干部", "银龄风采", "一辈子为群众办实事的老支书"]
    assert headings(doc) == [(1 + (title in titles[2::2]), title) for title in titles]
    assert doc.metadata.copies_to == ("市委、市人大常委会、市政府领导",)
    assert (doc.metadata.issuers, doc.metadata.region) == (("安顺市委老干部局",), "安顺市")


def test_label_among_numbered_headings() -> None:
    assert headings(build(PLAN))[1:] == [
        (1, "“金秋先锋”行动方案"),
        (2, "行动目标"),
        (2, "行动内容"),
        (3, "讲堂行动"),
        (3, "调解行动"),
    ]


def test_bulletin_without_contents_list() -> None:
    """A bracketed sender ends an article; the next headline begins another."""
    text = """关工委工作简报
第31期
德宏州关工委办公室 2019年10月25日

盈江县关工委开展主题教育活动

10月22日，盈江县关工委组织“五老”走进学校，为1200名师生作报告。

（盈江县关工委）

芒市关工委为边境小学捐赠图书

10月20日，芒市关工委向3所边境小学捐赠图书5600册。
"""
    wanted = ["关工委工作简报", "盈江县关工委开展主题教育活动", "芒市关工委为边境小学捐赠图书"]
    assert headings(build(text)) == [(1, title) for title in wanted]


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("三明、宁德两市关工委工作情况综述", "福建省"),
        ("鼓楼区和台江区老干部工作情况综述", "福州市"),
        ("宁德市福安市老干部工作情况综述", "福安市"),
    ],
)
def test_a_title_of_several_places_is_of_what_holds_them(title: str, region: str) -> None:
    text = f"讲好身边故事\n——{title}\n\n福州、宁德的老同志走进校园，宁德市的宣讲团讲了一场又一场，宁德的孩子们都爱听。\n"
    assert build(text).metadata.region == region


@pytest.mark.parametrize(("mark", "between"), [("", "\n\n"), ("●", "\n"), ("◆ ", "\n")])
def test_a_contents_list_without_a_heading(mark: str, between: str) -> None:
    """What comes again below is a list of contents; the first headline tells no place, and yet begins an article."""
    titles = ["高原上的银发身影", "石屏县“板凳课堂”开到田间"]
    listed = between.join(mark + title for title in titles)
    first = "说起红河州的梯田，离不开一群头发花白的老专家，他们常年奔走在田间地头，带着乡亲们一起干。"
    second = "石屏县的老同志走进田间讲课，一年来开课40余场次，乡亲们爱听，也听得懂，用得上。"
    head = "滇南老干部工作\n第8期\n云南省委老干部局 2024年5月6日"
    text = "\n\n".join([head, listed, titles[0], first, titles[1], second])
    assert headings(build(text)) == [(1, title) for title in ("滇南老干部工作", *titles)]


def test_an_everyday_word_names_no_place_of_the_document() -> None:
    assert (
        structure(Document.from_text("祝老同志福寿安康。愿大家安康和平，长治久安。\n气氛热烈。"), load_tables()).metadata.region
        is None
    )
    assert structure(Document.from_text("安康老干部局开展活动，安康老同志参加。"), load_tables()).metadata.region == "安康市"


@pytest.mark.parametrize(
    ("number", "issuer", "said", "adcode"),
    [
        ("", "中共朝阳区委老干部局", "按照长春市委老干部局安排，", "220104"),
        ("", "中共鼓楼区委老干部局", "福州市鼓楼区老年大学要办好。", "350102"),
        ("", "中共新城区委老干部局", "", None),
        ("青老干〔2024〕7号\n", "中共青田县委老干部局", "", "331121"),
        ("云老干〔2024〕7号\n", "中共白云区委老干部局", "", None),
        ("青老干〔2024〕7号\n", "中共县委老干部局", "", None),
        ("川老干〔2024〕7号\n", "", "", "510000"),
    ],
)
def test_namesakes_are_settled_by_the_rest_or_left_out(number: str, issuer: str, said: str, adcode: str | None) -> None:
    text = f"{number}关于做好2024年老干部工作的通知\n各单位：\n{said}要办好培训班。\n{issuer}\n2024年3月5日"
    assert structure(Document.from_text(text), TABLES).metadata.adcode == adcode


NEWSPAPER = """通化晚报 2022年7月1日 星期五 第3版 综合新闻

老党员的“三本账”
——记一位退休干部

通化晚报记者 周某 文/图

在通化市离退休干部中，提起他，人人都竖大拇指。

学习账：一天不落，字字用心

退休18年来，他记下读书笔记56本。

图为他在书房整理笔记

服务账：有求必应

他牵头成立志愿服务队，为居民办实事230件。

家风账：代代相传

一家四代有党员11名。
"""
HANDED_IN = """全市老干部工作推进会交流材料之三
用心用情书写银发答卷
——寒亭区老干部工作的做法
中共潍坊市寒亭区委老干部局

近年来，寒亭区委老干部局深入贯彻省、市部署，工作迈上新台阶。
"""
BROKEN_HEADLINE = """定西老干部工作动态
第11期
中共定西市委老干部局 2025年11月28日
【本期导读】
● 我市举办首场“退休第一课”
● 县区来风
我市举办首场
“退休第一课”
11月20日，市委老干部局为28名新退休干部举办“退休第一课”。
县区来风
内官镇：“晚霞议事厅”开进农家院。内官镇党委把“晚霞议事厅”搬到村民家门口，收集意见214条。
马河镇：“五老”撑起暑期课堂。马河镇关工委开办暑假班3个，服务留守儿童近百名。
蒲川乡：特色产业有了“老参谋”。8位退休农技员走进蒲川乡，开展甜瓜栽培培训11场。
"""


def test_newspaper_page_has_its_date_above_the_headline() -> None:
    doc = build(NEWSPAPER)
    assert headings(doc) == [
        (1, "老党员的“三本账”"),
        *((2, t) for t in ("学习账：一天不落，字字用心", "服务账：有求必应", "家风账：代代相传")),
    ]
    assert (doc.metadata.genre, doc.metadata.date, doc.metadata.title) == ("news", "2022-07-01", "老党员的“三本账”")


def test_who_hands_in_a_report_issues_it() -> None:
    metadata = build(HANDED_IN).metadata
    assert (metadata.genre, metadata.title, metadata.issuers) == (
        "report",
        "用心用情书写银发答卷",
        ("潍坊市寒亭区委老干部局",),
    )


def test_headline_in_two_lines_is_that_of_the_contents_list() -> None:
    doc = build(BROKEN_HEADLINE)
    assert (1, "我市举办首场\n“退休第一课”") in headings(doc)
    assert [t for level, t in headings(doc) if level == 2] == [
        "内官镇：“晚霞议事厅”开进农家院",
        "马河镇：“五老”撑起暑期课堂",
        "蒲川乡：特色产业有了“老参谋”",
    ]


def test_sender_above_a_blank_line_is_no_part_of_the_title() -> None:
    text = "中共甲市委老干部局\n\n关于举办微党课比赛的通知\n\n各县（区）委老干部局：\n\n现将有关事项通知如下。\n"
    assert headings(build(text)) == [(1, "关于举办微党课比赛的通知")]


SUB_HEADLINES = """关心下一代工作简报
第6期
玉溪市关心下一代工作委员会 2023年6月30日

汇聚“五老”力量 护航青少年成长
——峨山县关工委工作侧记

峨山县关工委现有“五老”志愿者1120名，建成“五老”工作室26个。

建强队伍，让“五老”动起来

该县出台激励办法，每年安排经费15万元。

搭建平台，让关爱实起来

开展法治讲座180场次，受益青少年4.6万人次。

易门县关工委走访慰问留守儿童

5月31日，易门县关工委走访慰问留守儿童120名。
"""


def test_sub_headlines_of_an_article_name_nobody() -> None:
    assert headings(build(SUB_HEADLINES))[1:] == [
        (1, "汇聚“五老”力量 护航青少年成长"),
        (2, "建强队伍，让“五老”动起来"),
        (2, "搭建平台，让关爱实起来"),
        (1, "易门县关工委走访慰问留守儿童"),
    ]


def test_round_up_of_several_cities_is_their_provinces() -> None:
    parts = ("承德市：建立驿站", "衡水市：推行代办制", "邢台市：开通直通车")
    text = "各地多举措关爱老同志\n本网讯 近期，河北省各地推出一批暖心举措。\n" + "\n".join(
        f"{part}\n{part[:3]}服务老同志1万人次，得到好评。" for part in parts
    )
    assert build(text).metadata.region == "河北省"


def test_receivers_end_with_their_paragraph() -> None:
    head = "老干〔2022〕7号\n关于做好服务的通知\n主送：各旗市区委老干部局，市直各部门\n\n"
    text = head + "根据当前形势，现就有关事项紧急通知如下：\n\n一、强化服务\n\n每周联系1次。\n"
    assert build(text).metadata.recipients == ("各旗市区委老干部局", "市直各部门")


def test_articles_of_rules_have_a_heading_where_a_name_stands_first() -> None:
    text = """全市“银龄行动”实施方案
第一章　总体要求
第一条　到2026年底，全市组建银龄宣讲队50支。
第二章　主要任务
第二条　银龄宣讲工程。依托老干部党校组建宣讲队，每季度开展一次宣讲。
第三条　薪火相传工程。组织老同志走进校园，讲好红色故事。
第四条　各单位应当加强领导。要建立台账，定期调度。
第五条　活动人员凭证入场。损坏设施的照价赔偿。
第六条　本方案自印发之日起施行
"""
    assert headings(build(text)) == [
        (1, "全市“银龄行动”实施方案"),
        (2, "总体要求"),
        (2, "主要任务"),
        (3, "银龄宣讲工程"),
        (3, "薪火相传工程"),
    ]
