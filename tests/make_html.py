"""Web pages in the patterns of government sites and of a newspaper, around a known text.

Every pattern has what such pages have beside the text: menus, the place on the site, a table of metadata in one of its usual
shapes, a line under the title, a share bar, related links, the site's foot. :data:`SITES` names them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

MENU = "".join(
    f'<li><a href="/{i}/">{name}</a></li>' for i, name in enumerate("首页 机构概况 政务公开 通知公告 互动交流".split())
)
RELATED = (
    '<li><a href="/a/1.html">关于开展“银龄行动”的通知</a><span>2023-05-01</span></li>'
    '<li><a href="/a/2.html">一图读懂老年大学建设方案</a><span>2023-04-28</span></li>'
)
FOOT = (
    "主办单位：某省委老干部局 版权所有 <a href='/about'>联系我们</a> <a href='/map'>网站地图</a><br>"
    "地址：某市某路1号 邮编：100000 电话：010-00000000<br>某ICP备00000000号 某公网安备 00000000000000号 网站标识码：0000000000"
)
FACTS = {
    "索引号": "00014349/2023-00020",
    "主题分类": "综合政务\\老干部",
    "发文机关": "某省委老干部局、某省财政厅",
    "成文日期": "2023年05月04日",
    "发文字号": "某老干发〔2023〕5号",
    "发布日期": "2023年05月06日",
    "有效性": "有效",
}
# One of our texts was copied from a page together with the line under the title and the editor's name.
OF_THE_PAGE = ("2022-10-09 07:35", "(责任编辑")
SCRIPT = '<script>var a = "<p>正文之外</p>"; document.write("点击");</script><style>.a{color:red}/* 样式 */</style>'
_NUMBERED = re.compile(r"(\d{1,2})\.(?!\d)")
_LETTERHEAD = re.compile(r"(?:局|委员会|办公室|文件)$")


def trs_page(text: str, facts: Mapping[str, str] = FACTS) -> str:
    """The pattern of TRS: a table of metadata above the title, the text in a TRS_Editor within #zoom."""
    title, body = split_title(text)
    cells = list(facts.items())
    rows = "".join(f"<tr>{''.join(map(_fact, cells[i : i + 2]))}</tr>" for i in range(0, len(cells), 2))
    return _page(
        title,
        f'<div class="header"><div class="logo">某省委老干部局</div><ul class="nav">{MENU}</ul></div>'
        f'<div class="crumb">您现在的位置：<a href="/">首页</a> &gt; <a href="/tz/">通知公告</a> &gt; 正文</div>'
        f'<table class="table_suoyin" width="90%">{rows}</table>'
        f'<div class="article"><h1 class="arti_title">{"<br/>".join(map(escape, title))}</h1>'
        '<div class="info">'
        f'{"发布时间：2023-05-06 09:30" if facts else ""}　　来源：某省委老干部局　　浏览次数：<span id="hits">128</span>'
        '　　字体：【<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</div>'
        '<div id="zoom"><div class="TRS_Editor">'
        f"{_paragraphs(body, 'text-indent:2em;font-family:仿宋;font-size:16pt')}</div></div>"
        '<div class="bdsharebuttonbox">分享到：<a href="#">微信</a><a href="#">微博</a></div>'
        '<div class="tools">【<a href="javascript:print()">打印本页</a>】 【<a href="javascript:close()">关闭窗口</a>】</div>'
        '<p>上一篇：<a href="/p">关于召开座谈会的通知</a></p><p>下一篇：没有了</p></div>'
        f'<div class="related"><h3>相关链接</h3><ul>{RELATED}</ul></div><div class="footer">{FOOT}</div>{SCRIPT}',
        head='<meta name="PubDate" content="2023-05-06 09:30">' if facts else "",
    )


def state_page(text: str, facts: Mapping[str, str] = FACTS) -> str:
    """The pattern of the State Council's site: metadata as a list, the text in UCAPCONTENT, numbers as ordered lists."""
    title, body = split_title(text)
    items = "".join(f'<li><span class="k">{k}：</span><span class="v">{v}</span></li>' for k, v in facts.items())
    return _page(
        title,
        f'<div id="top"><ul>{MENU}</ul></div><div class="container"><div class="pages-title"><br>{"".join(map(escape, title))}'
        f'</div><ul class="policy-info">{items}</ul>'
        f'<div class="pages_content mhide"><div id="UCAPCONTENT">{_paragraphs(body, "margin:0", ordered=True)}</div>'
        '<p class="editor"><span style="display:none">隐藏的文字不应出现</span></p></div>'
        '<div class="share"><a>扫一扫在手机打开当前页</a></div>'
        f'<div class="side"><h2>最新文件</h2><ul>{RELATED * 4}</ul></div></div><footer>{FOOT}</footer>{SCRIPT}',
        head=f'<meta name="ArticleTitle" content="{escape("".join(title))}"/><meta name="SiteName" content="某政府网"/>',
    )


def vsb_page(text: str, facts: Mapping[str, str] = FACTS) -> str:
    """The pattern of older sites: tables hold the page together, metadata is a definition list, the text in vsb_content."""
    title, body = split_title(text)
    pairs = "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in facts.items())
    lines = "<br>\n".join(f"　　{escape(line)}" for line in body)
    return _page(
        title,
        '<table width="1000" align="center"><tr><td colspan="2"><table><tr>'
        + "".join(f"<td><a href='/{n}'>{n}</a></td>" for n in "首页 简介 动态 通知 下载".split())
        + '</tr></table></td></tr><tr><td width="200"><table><tr><td>栏目导航</td></tr><tr><td>'
        f"<ul>{MENU}</ul></td></tr></table></td>"
        f'<td><form name="_newscontent_fromname"><dl>{pairs}</dl><h1>{"".join(map(escape, title))}</h1>'
        f'<p align="center">{"时间：2023-05-06" if facts else ""} 　作者：办公室 　点击：[<span>56</span>]</p><hr>'
        f'<div id="vsb_content"><div class="v_news_content">{lines}</div></div>'
        '<p>附件【<a href="/d.jsp?f=1.doc">名额分配表.doc</a>】</p>'
        '<p>上一条：<a href="1.htm">关于放假的通知</a></p><p>下一条：<a href="2.htm">关于体检的通知</a></p>'
        f"<p>【<a href='javascript:window.close()'>关闭</a>】</p></form></td></tr><tr><td colspan=2>{FOOT}</td></tr></table>",
    )


def paper_page(text: str, facts: Mapping[str, str] = FACTS) -> str:
    """The pattern of a newspaper's electronic edition: the page's number, a line above the title, the text in #ozoom."""
    title, body = split_title(text)
    return _page(
        title,
        f'<div class="paper-bot"><ul class="nav">{MENU}</ul><p class="date">{"2023年05月06日" if facts else ""}</p></div>'
        f'<div class="swiper"><ul class="news-list">{RELATED * 3}</ul></div>'
        f'<div class="article"><h1>{"".join(map(escape, title))}</h1>'
        f'<p class="sec">《某省日报》（{"2023年05月06日 " if facts else ""}第04版：要闻）</p>'
        f'<div id="ozoom"><div id="articleContent">{_paragraphs(body, "")}</div></div>'
        '<p class="editor">责任编辑：某某</p></div>'
        f'<div class="page-turn"><a href="#">上一版</a><a href="#">下一版</a></div><div class="foot">{FOOT}</div>',
    )


def nameless_page(text: str, facts: Mapping[str, str] = FACTS) -> str:
    """A page whose elements have no telling names: what holds the text must be found by the text itself."""
    title, body = split_title(text)
    return _page(
        title,
        f'<div class="k1"><ul>{MENU}</ul></div><div class="k2"><div class="k3"><h2>{"".join(map(escape, title))}</h2>'
        f'<div class="k4">{"".join(f"<div>　　{escape(line)}</div>" for line in body)}</div></div>'
        f'<div class="k5"><div>热门文章</div><ul>{RELATED * 5}</ul></div></div><div class="k6">{FOOT}</div>',
    )


SITES: dict[str, Callable[..., str]] = {
    "trs": trs_page,
    "state": state_page,
    "vsb": vsb_page,
    "paper": paper_page,
    "nameless": nameless_page,
}


def known(text: str) -> str:
    """What of a text stands on a page as its text: no rules of tables, and no lines that a page has beside its text."""
    lines = text.removeprefix("\ufeff").splitlines()
    return "\n".join(line for line in lines if not line.startswith(OF_THE_PAGE) and (line[:1] != "|" or line.strip("|-: ")))


def _fact(item: tuple[str, str]) -> str:
    label = " ".join(item[0]) if len(item[0]) == 3 else item[0]
    return f'<td class="l"><b>{label}：</b></td><td>{item[1]}</td>'


def escape(text: str) -> str:
    """Text as HTML; of blanks in a row a browser shows one only, so pages write them otherwise."""
    return re.sub("  +", lambda blanks: "&nbsp;" * len(blanks[0]), html.escape(text))


def split_title(text: str) -> tuple[list[str], list[str]]:
    """The title (the first paragraph) and the other lines that are not empty; no title where a letterhead stands first."""
    lines = [line.strip() for line in text.removeprefix("\ufeff").splitlines() if line.strip()]
    first = 0 if _LETTERHEAD.search(lines[0]) else 1
    return lines[:first], lines[first:]


def _page(title: list[str], body: str, head: str = "") -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
        f"<title>{escape(''.join(title))}_通知公告_某省委老干部局</title>{head}</head>\n<body>\n{body}\n</body></html>"
    )


def _paragraphs(lines: list[str], style: str, *, ordered: bool = False) -> str:
    out: list[str] = []
    next_number = 1
    for line in lines:
        number = _NUMBERED.match(line) if ordered else None
        if line.startswith("|"):
            out.append(_row(line, out))
        elif number and int(number[1]) == (next_number if out and out[-1].endswith("</ol>") else 1):
            item = f"<li>{escape(line[number.end() :])}</li></ol>"
            out.append(f"<ol>{item}") if number[1] == "1" else out.append(out.pop().removesuffix("</ol>") + item)
            next_number = int(number[1]) + 1
        else:
            out.append(f'<p style="{style}"><span>　　{escape(line)}</span></p>')
    return "\n".join(piece for piece in out if piece)


def _row(line: str, out: list[str]) -> str:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if all(re.fullmatch(r":?-+:?", cell) for cell in cells):
        return ""
    row = f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr></table>"
    if out and out[-1].endswith("</table>"):
        return out.pop().removesuffix("</table>") + row
    return '<table border="1">' + row
