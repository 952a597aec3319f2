"""Pages as they come: menus, running heads, bulleted items, letterheads of several bodies, reports sent like circulars."""

from __future__ import annotations

import pytest

from nlp_oldcadre.clean import clean
from nlp_oldcadre.model import Document
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.structure import structure
from nlp_oldcadre.tables import load_tables

TABLES = load_tables()
TEXT = (
    "活动室里坐满了人，大家围着桌子谈起这一年的打算，有人说要把合唱队办下去，有人说要去看望住院的老伙计，"
    "也有人提出来，明年春天带着孩子们到烈士陵园去扫一次墓。"
)


def build(text: str) -> Document:
    return structure(clean(Document.from_text(text), TABLES), TABLES)


def headings(doc: Document) -> list[tuple[int, str]]:
    return [(s.level, doc.text[s.heading.start : s.heading.end]) for s in doc.sections]


def test_a_bullet_is_no_part_of_a_heading() -> None:
    doc = build(
        f"《江州日报》 2023年7月6日 星期四 综合\n\n银龄短波\n\n■ 走访慰问\n\n{TEXT}（林 岚）\n\n"
        f"■ 江口镇给老支部“添柴火”\n\n{TEXT}（王 平）\n"
    )
    assert headings(doc) == [(1, "银龄短波"), (2, "走访慰问"), (2, "江口镇给老支部“添柴火”")]


def test_one_bulleted_line_and_items_of_a_list_are_no_headings() -> None:
    doc = build(f"老年大学放假\n\n{TEXT}\n\n● 开设课程32门\n● 招收学员410人\n\n{TEXT}\n")
    assert headings(doc) == [(1, "老年大学放假")]


def test_names_before_the_text_of_bulleted_paragraphs() -> None:
    doc = build(
        "关于开展银龄助企活动的通知\n\n各镇党委：\n\n一、方法步骤\n\n●坐诊。每周二由退休技师到园区值守。\n"
        f"●出诊。每支小队每月进企不少于四次。\n\n二、工作要求\n\n{TEXT}\n"
    )
    assert headings(doc)[1:] == [(2, "方法步骤"), (3, "坐诊"), (3, "出诊"), (2, "工作要求")]


def test_news_items_in_a_list_have_no_names() -> None:
    doc = build(f"工作简讯\n\n{TEXT}\n\n●6月1日，江口镇关工委慰问学生。\n●6月3日，老年大学举办汇报演出。\n")
    assert headings(doc) == [(1, "工作简讯")]


def test_questions_and_answers_are_no_headings() -> None:
    doc = build(
        f"访谈｜把根扎在一块儿\n\n{TEXT}\n\n记者：经费够不够？\n\n周大江：说实话，紧。{TEXT}\n\n"
        f"记者：明年有什么打算？\n\n周大江：就说三件。{TEXT}\n"
    )
    assert headings(doc) == [(1, "访谈｜把根扎在一块儿")]


def test_lists_of_names_have_headings() -> None:
    doc = build(
        f"我市表彰先进集体和先进个人\n\n{TEXT}\n\n表彰名单\n\n江州市先进集体（2个）\n"
        "江口镇离退休干部党支部    江州市老年大学\n\n江州市先进个人（3名）\n林有根    周大江    王 平\n"
    )
    assert headings(doc)[1:] == [(2, "表彰名单"), (3, "江州市先进集体（2个）"), (3, "江州市先进个人（3名）")]


def test_menus_and_credits_are_no_titles() -> None:
    doc = build(
        "江州纺织集团有限公司\n集团概况　新闻中心　党建园地　【老同志之家】\n\n老厂房里的团聚日\n\n"
        f"时间：2023-10-20　作者：离退休工作部　点击：\n\n{TEXT}\n"
    )
    assert (doc.metadata.title, doc.metadata.date) == ("老厂房里的团聚日", "2023-10-20")
    doc = build(f"江州老干部   2024-03-06 18:42   发表于江州\n\n老厂房里的团聚日\n\n{TEXT}\n")
    assert (doc.metadata.title, doc.metadata.date) == ("老厂房里的团聚日", "2024-03-06")


def test_the_head_of_a_magazines_page() -> None:
    doc = build(
        f"《江州晚晴》2024年11月号　　人物                 · 27 ·\n\n山路上的“算盘爷爷”\n\n文/本刊记者 林 岚\n\n{TEXT}{TEXT}\n"
    )
    assert (doc.metadata.genre, doc.metadata.title, doc.metadata.date) == ("news", "山路上的“算盘爷爷”", "2024-11")


@pytest.mark.parametrize(
    "head",
    [
        "· 28 ·　　江州晚晴 2024.11",
        "江州晚晴　第50期　　　　　3",
        "江州晚晴    第50期    第2页",
        "［第 1 页，共 2 页］",
        "第 3 页",
    ],
)
def test_the_head_of_a_later_page_is_no_text(head: str) -> None:
    text = f"《江州晚晴》2024年11月号　　人物\n\n算盘爷爷\n\n{TEXT}{TEXT}孩子们都\n\n{head}\n\n说，算盘打得响。\n"
    assert "孩子们都说，算盘打得响。" in build(text).text


def test_a_figure_beside_a_name_stays() -> None:
    text = f"江州晚晴\n\n{TEXT}\n\n合唱团　　　　35\n书画社　　　　28\n"
    assert build(text).text.endswith("合唱团 35\n书画社 28")


def test_a_later_line_of_the_letterhead_is_dropped() -> None:
    doc = build(
        f"中共江州市委老干部局文件\n\n江老干〔2025〕21号\n\n关于落实情况的报告\n\n省委老干部局：\n\n{TEXT}\n\n"
        f"中共江州市委老干部局文件\n\n{TEXT}\n"
    )
    assert doc.text.count("文件") == 1


def test_a_page_number_beside_an_issue_makes_no_bulletin() -> None:
    doc = build(f"社区缺啥补啥\n\n来源：江州周刊 | 2024-12-18 |\n\n{TEXT}\n\n{TEXT}\n\n江州银龄 第50期\n\n{TEXT}\n")
    assert (doc.metadata.genre, doc.metadata.title, doc.metadata.issue) == ("news", "社区缺啥补啥", None)


def test_letterheads_of_several_bodies_with_their_letters_apart() -> None:
    doc = build(
        "中 共 江 州 市 委 组 织 部\n中 共 江 州 市 委 老 干 部 局  文件\n\n江老干联发〔2025〕2号\n\n"
        "关于开展专项行动的通知\n\n"
        "江口镇党委、河东镇党委，市直各部门：\n\n请照此执行。\n\n2025年2月26日\n"
    )
    assert doc.metadata.issuers == ("江州市委组织部", "江州市委老干部局")
    assert doc.metadata.recipients == ("江口镇党委", "河东镇党委", "市直各部门")


def test_a_report_that_is_sent_like_a_circular() -> None:
    doc = build(
        "中共江州市委老干部局文件\n\n江老干〔2025〕21号\n\n中共江州市委老干部局\n"
        f"关于上半年待遇落实情况的报告\n\n省委老干部局：\n\n{TEXT}\n\n"
        "中共江州市委老干部局\n2025年7月9日\n\n抄送：市委办公室。\n"
    )
    found = doc.metadata
    assert (found.genre, found.title) == ("report", "中共江州市委老干部局关于上半年待遇落实情况的报告")
    assert (found.number, found.issuers, found.date) == ("江老干〔2025〕21号", ("江州市委老干部局",), "2025-07-09")
    assert (found.recipients, found.copies_to) == (("省委老干部局",), ("市委办公室",))


def test_an_answer_to_a_deputy() -> None:
    doc = build(
        "中共江州市委老干部局\n\n江老干〔2025〕17号\n\n办理结果：已经采纳\n\n"
        f"对市政协五届四次会议第1097号提案的答复\n\n林有根委员：\n\n{TEXT}\n\n中共江州市委老干部局\n"
        "2025年6月20日\n"
    )
    assert (doc.metadata.genre, doc.metadata.title) == ("report", "对市政协五届四次会议第1097号提案的答复")
    assert doc.metadata.recipients == ("林有根委员",)


def test_the_body_that_a_reports_title_begins_with() -> None:
    doc = build(f"江州市关心下一代工作委员会\n2025年工作总结和2026年工作打算\n\n（2025年12月16日）\n\n{TEXT}\n")
    assert doc.metadata.title == "江州市关心下一代工作委员会2025年工作总结和2026年工作打算"
    assert doc.metadata.issuers == ("江州市关心下一代工作委员会",)
    assert build(f"江州市2025年工作总结\n\n（2025年12月16日）\n\n{TEXT}\n").metadata.issuers == ()


def test_a_group_that_reports_belongs_to_a_body() -> None:
    doc = build(f"离退休干部党组织建设情况的调研报告\n\n中共江州市委老干部局调研组\n\n{TEXT}\n\n2023年5月26日\n")
    assert doc.metadata.issuers == ("江州市委老干部局",)


def test_a_main_clause_before_a_colon_is_no_addressee() -> None:
    assert build(f"2023年工作总结\n\n我局主要做了以下工作：\n\n{TEXT}\n").metadata.recipients == ()


def test_an_open_letter_greets_whom_it_is_for() -> None:
    text = (
        f"关于参加师徒结对活动的倡议书\n\n全市离退休干部、老同志们：\n\n{TEXT}\n\n"
        "倡议单位：江州市直离退休第二党支部\n125团离退休党总支\n2024年3月5日\n"
    )
    found = build(text).metadata
    assert found.recipients == ("全市离退休干部、老同志们",)
    assert found.issuers == ("江州市直离退休第二党支部", "125团离退休党总支")


def test_a_masthead_on_two_lines_and_numbered_contents() -> None:
    doc = build(
        "江口老干部工作\n情 况 通 报\n第3期（总第41期）\n\n中共江口县委老干部局        2025年7月11日\n\n"
        "目 录\n一、州里召开主任会\n"
        f"二、河东县：骑马送来的课\n\n州里召开主任会\n\n{TEXT}\n\n河东县：骑马送来的课\n\n{TEXT}\n"
    )
    assert doc.metadata.title == "江口老干部工作情况通报"
    assert [h for h in headings(doc) if h[0] == 1][-2:] == [(1, "州里召开主任会"), (1, "河东县：骑马送来的课")]


def test_a_contents_list_may_name_otherwise_whom_an_article_is_about() -> None:
    doc = build(
        "江口老干部工作\n第3期（总第41期）\n\n中共江口县委老干部局        2025年7月11日\n\n"
        "本期目录\n● 县委老干部局：“江口银辉”半年交出答卷\n● 河东镇：骑马送来的课\n\n"
        f"“江口银辉”半年交出答卷\n\n{TEXT}\n\n河东：骑马送来的课\n\n{TEXT}\n"
    )
    assert [h for h in headings(doc) if h[0] == 1][-2:] == [(1, "“江口银辉”半年交出答卷"), (1, "河东：骑马送来的课")]


def test_a_bulletin_on_a_web_page_names_its_source() -> None:
    doc = build(
        "江州老年大学信息\n2023年第9期\n\n来源：江州老年大学办公室   发布时间：2023-10-20\n\n"
        f"【一】秋季学期平稳开课\n\n{TEXT}\n\n【二】课堂办到连队\n\n{TEXT}\n"
    )
    assert (doc.metadata.issuers, doc.metadata.date) == (("江州老年大学办公室",), "2023-10-20")
    assert headings(doc)[1:] == [(1, "秋季学期平稳开课"), (1, "课堂办到连队")]


def test_posts_that_several_bodies_share_keep_them_together() -> None:
    doc = build(f"江州信息\n第9期\n\n{TEXT}\n\n报：省委老干部局，市委、市政府分管领导\n送：市委办公室、市财政局\n")
    assert doc.metadata.copies_to == ("省委老干部局", "市委、市政府分管领导", "市委办公室", "市财政局")


def test_articles_of_rules_with_short_names() -> None:
    doc = build(
        "江州学院实施细则\n\n第一章 总则\n\n第一条 为了把专长用起来，制定本细则。\n\n第二章 任务\n\n"
        "第二条 银龄讲席。每人每学期承担课程不超过六十四课时。\n\n"
        "第三条 银龄督导。每月听课不少于八节，及时反馈。\n\n第四条 聘期一年。续聘不超过三次。\n"
    )
    assert headings(doc)[1:] == [(2, "总则"), (2, "任务"), (3, "银龄讲席"), (3, "银龄督导")]


def test_the_signature_is_completed_by_the_title() -> None:
    doc = build(
        f"江州大学离退休工作处关于举办汇演的通知\n\n各离退休党支部、各位老同志：\n\n{TEXT}\n\n离退休工作处\n2024年9月12日\n"
    )
    assert doc.metadata.issuers == ("江州大学离退休工作处",)
    assert doc.metadata.recipients == ("各离退休党支部、各位老同志",)


def test_a_body_below_a_headline_sends_it_in() -> None:
    doc = build(f"把夕阳红写在大地上\n江州市老科协\n\n{TEXT}\n\n●当好参谋\n{TEXT}\n\n●当好先锋\n{TEXT}\n")
    assert (doc.metadata.genre, doc.metadata.issuers) == ("report", ("江州市老科协",))
    assert headings(doc) == [(1, "把夕阳红写在大地上"), (2, "当好参谋"), (2, "当好先锋")]


def test_numbers_of_an_online_article() -> None:
    doc = build(
        f"江州老干部之家 | 老同志的“新课堂”\n江州老干部 2024年05月17日 18:30 江州\n\n{TEXT}\n\n01 课堂搬到家门口\n\n"
        f"{TEXT}\n\n02 老师就在身边\n\n{TEXT}\n"
    )
    assert doc.metadata.date == "2024-05-17"
    assert headings(doc)[1:] == [(2, "课堂搬到家门口"), (2, "老师就在身边")]


def test_columns_behind_bars_and_writers_in_a_contents_list() -> None:
    doc = build(
        "江州老干部\n\n（第12期）\n\n江州市老干部活动中心主办　　2024年12月30日\n\n▍要闻\n"
        f"市委召开老干部工作会议\n{TEXT}\n\n"
        f"▍县区\n江口县：老支书进校园\n{TEXT}\n"
    )
    assert (doc.metadata.title, doc.metadata.issuers) == ("江州老干部", ("江州市老干部活动中心",))
    assert headings(doc)[1:] == [(1, "要闻"), (2, "市委召开老干部工作会议"), (1, "县区"), (2, "江口县：老支书进校园")]
    doc = build(
        "江州关工通讯\n\n2023年 第2期\n\n目 录\n在关工委主任会议上的讲话……………………林有根（1）\n"
        "“三个结合”护航成长………………（4）\n\n"
        f"在关工委主任会议上的讲话\n林有根\n\n{TEXT}\n\n“三个结合”护航成长\n\n{TEXT}\n"
    )
    assert headings(doc)[2:] == [(1, "在关工委主任会议上的讲话"), (1, "“三个结合”护航成长")]


def test_the_kind_of_minutes_at_their_head_is_no_title() -> None:
    doc = build(
        "中共江州市委老干部局\n会 议 纪 要\n\n江州市委老干部局办公室　　　2024年6月3日\n\n"
        f"全市老干部工作例会纪要\n\n5月31日召开例会。{TEXT}\n"
    )
    assert (doc.metadata.title, doc.metadata.date) == ("全市老干部工作例会纪要", "2024-06-03")


def test_a_month_below_the_title_and_a_label_before_it() -> None:
    doc = build(
        f"凝聚银发力量 共建美好家园\n\n江州市河东街道党工委\n（2024年4月）\n\n{TEXT}\n\n一、主要做法\n"
        f"{TEXT}\n\n二、成效\n{TEXT}\n"
    )
    assert (doc.metadata.date, doc.metadata.issuers) == ("2024-04", ("江州市河东街道党工委",))
    assert build(f"标题：重温入党誓词\n日期：2021-06-28\n\n{TEXT}\n").metadata.title == "重温入党誓词"


def test_a_headline_has_its_subtitle_below() -> None:
    doc = build(f"银龄先锋推荐材料\n\n姓名：周大江 性别：男\n\n退休不褪色 余热映初心\n——周大江先进事迹\n\n{TEXT}\n")
    assert doc.metadata.title == "退休不褪色 余热映初心"


def test_the_banner_of_a_newspapers_archive() -> None:
    doc = build(f"江州日报/2024年/10月/12日/第3版\n社会\n\n七旬党员的“红色收藏”\n\n本报记者 林岚\n\n{TEXT}\n")
    assert (doc.metadata.title, doc.metadata.date) == ("七旬党员的“红色收藏”", "2024-10-12")


def test_rows_stand_by_themselves() -> None:
    text = f"活动统计\n\n{TEXT}\n\n江口镇  开展活动24场  参加1100人次\n河东镇  15场  860人次\n"
    assert build(text).text.count("\n") == 3


def test_issuers_are_called_as_the_text_resolves_them() -> None:
    text = f"关于开展结对活动的通知\n\n各乡镇党委：\n\n定襄县委老干部局决定开展活动。{TEXT}\n\n县委老干部局\n2024年3月5日\n"
    assert process(Document.from_text(text)).metadata.issuers == ("定襄县委老干部局",)


def test_the_region_of_the_body_that_keeps_the_page() -> None:
    doc = build(
        f"上海申城纺织集团有限公司\n新闻中心 党建园地 老同志之家\n\n老厂房里的团聚日\n\n{TEXT}大家走到杨浦区的老厂。{TEXT}\n"
    )
    assert doc.metadata.region == "上海市"


def test_a_text_that_speaks_of_the_committee_of_an_autonomous_region() -> None:
    text = "自治区党委高度重视。银川市、石嘴山市走访老同志，自治区党委作出部署，银川市建成驿站12个，自治区党委组织部督查。"
    assert process(text).metadata.region == "宁夏回族自治区"


def test_a_text_that_speaks_of_the_whole_city_and_names_its_counties() -> None:
    text = "全市老干部工作要再上台阶。修武县、博爱县年内完成选址，武陟县建成驿站3个，全市覆盖率超过九成。"
    assert process(text).metadata.region == "焦作市"
    assert process("全市要抓好落实。义乌市建成驿站12个，义乌市退休干部进社区，全市有3支队伍。").metadata.region == "义乌市"
