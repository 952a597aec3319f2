"""What was wrong with a command line, told in the user's language; typer itself speaks English only."""

from __future__ import annotations

import re

import typer

from nlp_oldcadre.console import language

# What typer raises for a command line that it can't use; it gives the class no public name.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]

# Its messages and ours, the first that fits; what none fits stays as it is.
_MESSAGES = (
    (r"No such command '(.*?)'\.(?: Did you mean '(.*?)'\?)?", "没有“{0}”这个命令", "，是不是“{1}”？"),
    (
        r"No such option:? '?(--?[^\s'.]+)'?\.?(?: \(Possible options: (.*)\)|.* '?(--[^\s'?]+)'?\?)?",
        "没有 {0} 这个选项", "，是不是 {1}？",
    ),
    (r"Missing argument '(.*?)'\.?", "少写了一项：{0}", ""),
    (r"Missing option '(.*?)'\.?", "少写了选项 {0}", ""),
    (r"Option '(.*?)' requires an argument\.?", "选项 {0} 后面要写上内容", ""),
    (r"Option '(.*?)' does not take a value\.?", "选项 {0} 后面不写内容", ""),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", "多写了：{0}", ""),
    (r"Invalid value for '(.*?)':.*\bvalid (?:integer|int)\b.*", "{0} 要写整数", ""),
    (r"Invalid value for '(.*?)':.*\bvalid (?:number|float)\b.*", "{0} 要写数字", ""),
    (r"Invalid value for '(.*?)':.*is not one of (.*?)\.?", "{0} 只能是", "：{1}"),
    (r"Invalid value for '(.*?)':.*(?:greater than or equal to|range x?>=) ?(-?[\d.]+).*", "{0} 不能小于", " {1}"),
    (r"Invalid value for '(.*?)':.*(?:less than or equal to|range x?<=) ?(-?[\d.]+).*", "{0} 不能大于", " {1}"),
    (r"Invalid value for '(.*?)': (.*)", "{0} 不对", "：{1}"),
)  # fmt: skip
_PATTERNS = [(re.compile(pattern, re.DOTALL), zh, more) for pattern, zh, more in _MESSAGES]


def in_chinese(message: str) -> str:
    """typer's message in Chinese; one that is not known stays as it is.

    Examples
    --------
    >>> in_chinese("No such command 'serch'. Did you mean 'search'?"), in_chinese("Missing argument 'PATHS'.")
    ('没有“serch”这个命令，是不是“search”？', '少写了一项：PATHS')
    """
    for pattern, zh, more in _PATTERNS:
        if match := pattern.fullmatch(message):
            said = [group.replace("'", "") for group in match.groups() if group]
            return (zh + more if len(said) > 1 else zh).format(*said)
    return message


def explained(error: Exception) -> str:
    """What was wrong, and where help stands: the text for standard error."""
    message, context = error.format_message(), getattr(error, "ctx", None)  # type: ignore[attr-defined]
    command = context.command_path if context else "oldcadre"
    if language() == "zh":
        return f"{in_chinese(message)}\n用法见：{command} --help"
    return f"{message}\nsee: {command} --help"
