"""What to call a document among others: all issues of a bulletin bear the same title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def full_title(document: Mapping[str, Any]) -> str | None:
    """The title of a row of ``documents``, with the number of the issue where there is one.

    Examples
    --------
    >>> full_title({"title": "老干部工作简报", "issue": 3, "total_issue": 45})
    '老干部工作简报 第3期'
    >>> full_title({"title": "老干部工作简报", "issue": None, "total_issue": 45})
    '老干部工作简报 总第45期'
    >>> full_title({"title": "老干部工作简报（第3期）", "issue": 3, "total_issue": None})
    '老干部工作简报（第3期）'
    """
    title, issue, total = document["title"], document["issue"], document["total_issue"]
    number = f"第{issue}期" if issue else f"总第{total}期" if total else ""
    return title if not title or number in "".join(title.split()) else f"{title} {number}"
