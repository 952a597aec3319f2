"""The number grammar and the amounts made of it: surface forms with their exact values."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nlp_oldcadre.extract.numbers import chinese_value, find_numbers
from nlp_oldcadre.extract.quantity import find
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Document, Quantity
from nlp_oldcadre.tables import load_tables

# surface, low, high (empty: the same), unit, modifier
AMOUNTS = """
496名|496||名|
8.5万人次|85000||人次|
116.05万元|1160500||元|
3亿5千万元|350000000||元|
2亿元|200000000||元|
1.2亿元|120000000||元|
3千名|3000||名|
5百册|500||册|
2万5千人|25000||人|
1,200份|1200||份|
12,345,678元|12345678||元|
0.5公顷|0.5||公顷|
20多万元|200000||元|about
220万余次|2200000||次|about
30余条|30||条|about
1000多个|1000||个|about
3万多名|30000||名|about
1.5万余册|15000||册|about
2万余平方米|20000||平方米|about
百余名|100||名|about
千余册|1000||册|about
十余家|10||家|about
十来个|10||个|about
十多万元|100000||元|about
一百多位|100||位|about
两百余场|200||场|about
近700万次|7000000||次|about
约50名|50||名|about
大约300户|300||户|about
将近40岁|40||岁|about
接近2000人|2000||人|about
60人左右|60||人|about
100名上下|100||名|about
近百名|100||名|about
近千件|1000||件|about
近30余名|30||名|about
超540万元|5400000||元|over
超过50人|50||人|over
超过了300场|300||场|over
逾20万册|200000||册|over
突破100万人次|1000000||人次|over
不少于4次|4||次|over
不低于30学时|30||学时|over
至少2名|2||名|over
高于80分|80||分|over
上百名|100||名|over
上千人|1000||人|over
上万册|10000||册|over
80岁以上|80||岁|over
3人及以上|3||人|over
95%以上|0.95||1|over
三分之二以上|0.6667||1|over
不足百名|100||名|under
不到20个|20||个|under
少于5人|5||人|under
不超过3000元|3000||元|under
不高于10%|0.1||1|under
至多3门|3||门|under
50人以下|50||人|under
500元以内|500||元|under
几十条|20|99|条|
数十家|20|99|家|
数百名|200|999|名|
数千份|2000|9999|份|
数万名|20000|99999|名|
数十万人次|200000|999999|人次|
几百元|200|999|元|
几万册|20000|99999|册|
十几个|11|19|个|
二十几名|21|29|名|
两三次|2|3|次|
三五名|3|5|名|
三四十人|30|40|人|
七八百册|700|800|册|
十七八岁|17|18|岁|
30—50名|30|50|名|
3至5个|3|5|个|
三至五名|3|5|名|
3到5人|3|5|人|
10-15家|10|15|家|
10~15场|10|15|场|
3—5万元|30000|50000|元|
3000元至5000元|3000|5000|元|
30名至50名|30|50|名|
5%—8%|0.05|0.08|1|
近30—40名|30|40|名|about
97%|0.97||1|
98.6%|0.986||1|
100%|1||1|
百分之九十七|0.97||1|
百分之97.5|0.975||1|
百分之百|1||1|
千分之三|0.003||1|
3‰|0.003||1|
三分之二|0.6667||1|
四分之一|0.25||1|
近三分之一|0.3333||1|about
九成|0.9||1|
近八成|0.8||1|about
六成以上|0.6||1|over
过半数|0.5||1|over
半数以上|0.5||1|over
一半以上|0.5||1|over
近一半|0.5||1|about
5.6个百分点|5.6||百分点|
12个百分点以上|12||百分点|over
3倍|3||倍|
两倍以上|2||倍|over
两人|2||人|
两家|2||家|
三名|3||名|
十五名|15||名|
二十一个|21||个|
一百零五岁|105||岁|
二千零二十名|2020||名|
一千二百三十四册|1234||册|
五十六万三千元|563000||元|
一万二千人|12000||人|
三万五千亩|35000||亩|
百场|100||场|
千名|1000||名|
百万元|1000000||元|
十大|10||个|
57集|57||集|
12大类|12||大类|
90周岁|90||岁|
20余场（次）|20||场次|about
500亩|500||亩|
2.5公里|2.5||公里|
3.2吨|3.2||吨|
120平米|120||平方米|
45个|45||个|
36支|36||支|
18所|18||所|
6处|6||处|
3座|3||座|
21间|21||间|
280套|280||套|
32台|32||台|
7辆|7||辆|
16门|16||门|
40节|40||节|
60堂|60||堂|
80课时|80||课时|
24期|24||期|
4批次|4||批次|
3轮|3||轮|
150幅|150||幅|
9首|9||首|
5000株|5000||株|
600斤|600||斤|
300公斤|300||公斤|
5000小时|5000||小时|
""".strip().splitlines()

# Numbers that measure and count nothing.
NOT_AMOUNTS = """
第6期
第三次会议
第十二届
第3、4批
三三两两
90后
2020级
一位老同志
一批典型
一系列举措
一项重要任务
一支支队伍
多个部门
一些地方
各级组织
两个维护
四个意识
“五个一”工程
“三个地”优势
《老年教育三年规划20条》
一对一结对
一人一策
一站式服务
千家万户
百家争鸣
万众一心
十分重视
进一步加强
统一部署
三农工作
3个月
5天
十九大
第一等次
12345热线
G20峰会
（单位：万元）
一、总体要求
2.主要内容
二是加强领导
""".strip().splitlines()


def amounts(text: str) -> list[tuple[str, Quantity]]:
    found = find(Scan(Document.from_text(text), load_tables()))
    return [(text[m.start : m.end], m.value) for m in found if isinstance(m.value, Quantity)]


@pytest.mark.parametrize("row", AMOUNTS)
def test_amount(row: str) -> None:
    surface, low, high, unit, modifier = row.split("|")
    found = amounts(f"据介绍，全市达{surface}，很好。")
    assert [(text, q.low, q.high, q.unit, q.modifier) for text, q in found] == [
        (surface, Decimal(low), Decimal(high or low), unit, modifier or None)
    ]


@pytest.mark.parametrize("text", NOT_AMOUNTS)
def test_no_amount(text: str) -> None:
    assert amounts(f"据介绍，{text}。") == []


def test_change_is_two_amounts() -> None:
    found = amounts("面积由3000平方米增至8000平方米，人数从20人到50人。")
    assert [text for text, _ in found] == ["3000平方米", "8000平方米", "20人", "50人"]


def test_point_is_no_percent() -> None:
    (_, point), (_, percent) = amounts("提高5.6个百分点，达到5.6%。")
    assert (point.unit_kind, percent.unit_kind) == ("point", "ratio")
    assert (point.low, percent.low) == (Decimal("5.6"), Decimal("0.056"))


def test_large_number_without_classifier() -> None:
    found = [
        (text, q.low, q.unit) for text, q in amounts("70万离退休党员，近30万“五老”志愿者，点击量超百万，捐款百万设立基金。")
    ]
    assert found == [
        ("70万", Decimal(700000), "名"),
        ("近30万", Decimal(300000), "名"),
        ("超百万", Decimal(1000000), "次"),
        ("百万", Decimal(1000000), "元"),
    ]


def test_proportions() -> None:
    assert [q.low for _, q in amounts("按1:3的比例配备，近1/3的党员报名；会议9:30开始。")] == [Decimal("0.3333")] * 2


@pytest.mark.parametrize(
    ("text", "value"),
    [("二〇二〇", 2020), ("三万五", 35000), ("三百五", 350), ("十", 10), ("两千零五", 2005), ("一亿三千万", 130000000)],
)
def test_chinese_value(text: str, value: int) -> None:
    assert chinese_value(text) == value


def test_numbers_cover_their_text() -> None:
    text = "近20余万名，三分之二，3亿5千万，数十万"
    assert [text[n.start : n.end] for n in find_numbers(text)] == ["20余万", "三分之二", "3亿5千万", "数十万"]


@pytest.mark.parametrize("text", ["", "万" * 1000, "九" * 50, "1" * 500, "零", "千百", "三分之零"])
def test_noise_never_raises(text: str) -> None:
    list(find_numbers(text))
