"""How a document of each genre is put together from the sentences of synth.toml."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nlp_oldcadre.synth.draft import Draft
from nlp_oldcadre.synth.grammar import Compiler, Slot, one_of, render, weighted
from nlp_oldcadre.synth.slots import SLOTS, amount_slots, named_slot
from nlp_oldcadre.tables import Tables

_NUMERALS = "一二三四五六七八九十"
_SENDERS = ("市委办公室", "市委组织部", "市纪委监委机关")


class Grammar:
    """The templates of a set of tables, ready to be filled."""

    def __init__(self, tables: Tables) -> None:
        record = tables.record("synth")
        compiler = Compiler(record["words"], SLOTS, amount_slots(tables, record), named_slot)
        self.topics: list[str] = record["topics"]
        self.genre = weighted(list(record["genres"]), list(record["genres"].values()))
        self.sentences = {
            planned: {topic: compiler.templates(texts) for topic, texts in record[name].items()}
            for planned, name in ((False, "done"), (True, "planned"))
        }
        self.headings = {topic: one_of(compiler.templates(texts)) for topic, texts in record["headings"].items()}
        self._parts: dict[tuple[str, str], Slot] = {
            (genre, part): one_of(compiler.templates(texts)) for genre in GENRES for part, texts in record[genre].items()
        }

    @classmethod
    def of(cls, tables: Tables) -> Grammar:
        """The grammar of these tables, compiled once."""
        grammar: Grammar = tables.keep(cls, lambda: cls(tables))
        return grammar

    def part(self, draft: Draft, name: str) -> str:
        """A part of the draft's genre: its title, its first paragraph …"""
        return self._parts[draft.genre, name](draft)

    def paragraph(self, draft: Draft, topic: str, count: int, *, planned: bool) -> str:
        return "".join(self.sentences_on(draft, topic, count, planned=planned))

    def sentences_on(self, draft: Draft, topic: str, count: int, *, planned: bool) -> Iterator[str]:
        """Different sentences on a topic, in any order."""
        draft.turn_to(topic)
        draft.planned = planned
        templates = self.sentences[planned][topic]
        for i in _some(draft, len(templates), count):
            yield render(templates[i], draft)
        draft.planned = False


def circular(draft: Draft, grammar: Grammar) -> str:
    """A document with a red head: who sends it, its number, to whom, what is to be done in numbered parts, date."""
    office = draft.office
    topics = draft.pick(grammar.topics, 3 + int(draft.random() * 2))
    draft.turn_to(topics[0])
    draft.title = grammar.part(draft, "title")
    draft.number = f"{office.mark}老干{'通发字'[int(draft.random() * 3)]}〔{draft.year}〕{1 + int(draft.random() * 40)}号"
    draft.planned = True
    lines = [
        f"中共{office.organ_full}文件",
        "",
        draft.number,
        "",
        draft.title,
        "",
        _receivers(draft),
        grammar.part(draft, "lead"),
    ]
    for numeral, topic in zip(_NUMERALS, topics, strict=False):
        lines.append(f"{numeral}、{grammar.headings[topic](draft)}")
        sentences = grammar.sentences_on(draft, topic, 2 + int(draft.random() * 3), planned=True)
        lines += [f"{i}.{sentence}" for i, sentence in enumerate(sentences, 1)]
    lines += [grammar.part(draft, "end"), "", f"中共{office.organ_full}", _day(draft)]
    return "\n".join(lines) + "\n"


def bulletin(draft: Draft, grammar: Grammar) -> str:
    """An issue of a bulletin: its head, some articles, who gets it."""
    issue = 1 + int(draft.random() * 60)
    name = grammar.part(draft, "name")
    draft.number = f"第{issue}期"
    draft.title = name
    head = f"{draft.number}（总第{issue + 12 * (draft.year - 2000)}期）"
    lines = [name, "", head, "", f"中共{draft.office.organ_full}    {_day(draft)}", ""]
    for topic in draft.pick(grammar.topics, 2 + int(draft.random() * 3)):
        draft.turn_to(topic)
        lines += [grammar.part(draft, "title"), "", grammar.part(draft, "lead")]
        lines += [grammar.paragraph(draft, topic, 2 + int(draft.random() * 2), planned=False) for _ in range(2)]
        if draft.random() < 0.4:
            lines.append("下一步，" + grammar.paragraph(draft, topic, 2, planned=True))
        lines.append("")
    lines.append("报：" + "、".join(_SENDERS) + "。")
    return "\n".join(lines) + "\n"


def report(draft: Draft, grammar: Grammar) -> str:
    """A report on a year's work: numbered parts of what was done, then what comes next."""
    topics = draft.pick(grammar.topics, 3 + int(draft.random() * 3))
    draft.month = 12
    draft.turn_to(topics[0])
    draft.title = grammar.part(draft, "title").replace("\n", "")
    title = draft.title.replace("——", "\n——")
    draft.title = draft.title.partition("——")[0]
    lines = [title, "", grammar.part(draft, "lead")]
    for numeral, topic in zip(_NUMERALS, topics, strict=False):
        lines.append(f"{numeral}、{grammar.headings[topic](draft)}")
        lines.append(grammar.paragraph(draft, topic, 3 + int(draft.random() * 3), planned=False))
    later = draft.pick(grammar.topics, 2)
    lines.append(grammar.part(draft, "next") + "".join(grammar.paragraph(draft, topic, 2, planned=True) for topic in later))
    lines += ["", draft.office.organ_full, _day(draft)]
    return "\n".join(lines) + "\n"


def news(draft: Draft, grammar: Grammar) -> str:
    """A piece of news: where it stands, some paragraphs, what people say."""
    topic = draft.pick(grammar.topics, 1)[0]
    draft.turn_to(topic)
    draft.title = grammar.part(draft, "title")
    lines = [draft.title, f"发布时间：{draft.date}　来源：{draft.office.organ_full}", "", grammar.part(draft, "lead")]
    for _ in range(2 + int(draft.random() * 3)):
        lines.append(grammar.paragraph(draft, topic, 2 + int(draft.random() * 2), planned=False))
        if draft.random() < 0.5:
            lines.append(grammar.part(draft, "quote"))
    lines.append(grammar.part(draft, "end"))
    return "\n".join(lines) + "\n"


GENRES: dict[str, Callable[[Draft, Grammar], str]] = {
    "circular": circular,
    "bulletin": bulletin,
    "report": report,
    "news": news,
}


def _some(draft: Draft, total: int, count: int) -> list[int]:
    """Different sentences that this document does not have yet, by steps through the list from anywhere."""
    used = draft.used.setdefault((draft.topic, draft.planned), set())
    start, step = int(draft.random() * total), 1 + int(draft.random() * 3)
    chosen = dict.fromkeys((start + i * step) % total for i in range(count))
    fresh = [i for i in chosen if i not in used]
    used.update(fresh)
    return fresh


def _receivers(draft: Draft) -> str:
    if draft.office.level == "province":
        return f"各市委老干部局，{draft.office.all[1:]}直各单位老干部工作部门："
    return f"各县（市、区）委老干部局，{draft.office.all[1:]}直各单位："


def _day(draft: Draft) -> str:
    return f"{draft.year}年{draft.month}月{draft.day}日"
