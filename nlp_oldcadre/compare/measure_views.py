"""Comparisons by what texts say: measures aligned, plans item by item, passages that were copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from nlp_oldcadre.compare import align_rows, chain_rows, item_rows, reprint_rows, slogan_rows
from nlp_oldcadre.compare.evidence import EVIDENCE
from nlp_oldcadre.compare.groups import Groups
from nlp_oldcadre.compare.selection import Selection
from nlp_oldcadre.compare.tabular import frame
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus


def alignment(
    corpus: Corpus,
    *,
    left: str | None = None,
    right: str | None = None,
    by: str = "province",
    only: Selection | None = None,
    tables: Tables | None = None,
) -> pd.DataFrame:
    """Each measure beside the one of the other side that does the same job, or alone.

    Parameters
    ----------
    left, right : a region (name or code; what lies in it counts too) or a document (id, path, file name, title). One alone
        is compared with all other documents; without both each group is compared with all others.
    by : what ``other_group`` and ``groups_with`` count: ``province``, ``city``, ``genre`` or ``topic``.

    Returns
    -------
    DataFrame
        ``relation`` (matched, only_left, only_right), ``measure`` and ``other_measure``, ``score`` (probability that they do
        the same job, 0 to 1), ``reasons`` (shared matters, programmes, words, topic), ``groups_with`` (groups that have a
        counterpart), ``change`` from left to right: hardened or softened (exploratory < encouraged < expected < required),
        same, done, planned; ``made_concrete``: deadline or amount that only the right side gives; the evidence of both,
        that of the right as ``other_…``. What only the right side has is told when both sides are named.

    Raises
    ------
    QueryError : for a side that is neither a region nor a document, or several documents.

    Notes
    -----
    Candidates are neighbours by tf-idf over words, pairs of letters and matters of ``measure_concepts.csv`` (Salton and
    Buckley 1988), found with sparse matrices; a logistic regression decides. Its figures: ``alignment_model.toml``.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import nlp_oldcadre as oc
    >>> place = Path(tempfile.mkdtemp())
    >>> for name, text in (("辽宁", "开通离休干部就医绿色通道"), ("浙江", "为离休干部开通绿色通道")):
    ...     _ = (place / f"{name}.txt").write_text(f"{name}省委老干部局{text}。", encoding="utf-8")
    >>> _ = oc.run(place, place / "results")
    >>> found = oc.compare.alignment(oc.open(place / "results"), left="辽宁", right="浙江")
    >>> found.loc[0, ["relation", "measure", "other_measure"]].tolist()
    ['matched', '开通离休干部就医绿色通道', '开通绿色通道']
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    rows = align_rows.alignment(groups, left=left, right=right)
    return frame(rows, (*align_rows.ALIGNMENT, *EVIDENCE, *align_rows.OTHER_EVIDENCE))


def items(
    corpus: Corpus, document: str, *, by: str = "province", only: Selection | None = None, tables: Tables | None = None
) -> pd.DataFrame:
    """The numbered items of a plan, each with its counterparts in the documents of every other group, or with none.

    Parameters
    ----------
    document : id, path, file name or title of the plan.

    Returns
    -------
    DataFrame
        A row for each item and other group: ``item`` (its number), ``under``, ``heading``, ``measures`` (how many it has),
        ``other_group``, ``found`` (whether it has a counterpart), ``counterparts`` (how many passages), ``score`` (of the
        best, 0.6 to 2.5), ``reasons``, ``places`` (of all), the evidence of the item and that of the best as ``other_…``.
        ``found`` is False where what was read of that group has nothing like it: silence of these documents, no proof.

    Raises
    ------
    QueryError : when there is no such document, or it has no numbered headings.
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    return frame(item_rows.items(groups, document), (*item_rows.ITEMS, *EVIDENCE, *align_rows.OTHER_EVIDENCE))


def chains(
    corpus: Corpus,
    *,
    document: str | None = None,
    by: str = "province",
    only: Selection | None = None,
    tables: Tables | None = None,
) -> pd.DataFrame:
    """What became of measures from central to province to city to county: kept, dropped, added, hardened, made concrete.

    Parameters
    ----------
    document : id, path, file name or title: only the chains that it is part of.

    Returns
    -------
    DataFrame
        A row for each measure of two linked documents. ``link``: ``cites`` (the lower one names the upper one by title or
        number) or ``region`` (circulars, the lower at most fourteen months later, that have a quarter of the lower one's
        measures in common; the best of each level); ``upper``, ``lower`` and their levels; ``relation``: kept, dropped (only
        the upper has it) or added (only the lower); ``change`` and ``made_concrete`` from upper to lower, as in
        :func:`alignment`. The upper measure's evidence comes first, the lower one's as ``other_…``. A measure that is
        dropped is not in this document: it may be in another one of that place.
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    return frame(chain_rows.chains(groups, document), (*chain_rows.CHAINS, *EVIDENCE, *align_rows.OTHER_EVIDENCE))


def reprints(
    corpus: Corpus, *, by: str = "province", only: Selection | None = None, tables: Tables | None = None
) -> pd.DataFrame:
    """Passages that two documents share, word for word or nearly: the copy first, then its source as ``other_…``.

    Returns
    -------
    DataFrame
        ``kind``: verbatim or edited (of whole documents), excerpt (most of one of them in a longer one), passage (a part of
        both); ``direction``: ``copied_from`` where the dates tell who was first, empty where they don't (then the order
        is that of the corpus); ``resemblance`` of the passages (Jaccard of shingles of three letters, 0 to 1), ``letters``
        (without stock phrases), ``share`` and ``other_share`` (of the letters of each document, 0 to 1), and both places.

    Notes
    -----
    MinHash signatures in banded buckets (Broder 1997), then runs of sentences that go on in both documents. Line ends,
    blanks, signs and the width of letters make no difference; set phrases of central documents (``stock_phrases.csv``),
    recipients and imprints count for nothing, nor do sentences that more than forty documents share.
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    return frame(reprint_rows.reprints(groups), (*reprint_rows.REPRINTS, *EVIDENCE, *align_rows.OTHER_EVIDENCE))


def slogans(
    corpus: Corpus, *, by: str = "province", only: Selection | None = None, tables: Tables | None = None
) -> pd.DataFrame:
    """Formulas and mottos of each group: how often, since when, and how far behind.

    Returns
    -------
    DataFrame
        ``documents`` that use it, ``copied``: of these, those that have it only in passages taken over from another document
        (no adoption), ``mentions``, ``first_date`` of a text of its own, ``national_year`` of a national formula and
        ``lag_years`` behind it, ``first_group`` of the corpus, ``lag_days`` behind it and ``rank`` in that order (groups of
        one date share it), ``groups_with`` (how many groups have it), ``members``: what the texts count up for it, several
        where they differ. The first use is the evidence. What has no date has no lag.
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    return frame(slogan_rows.slogans(groups), (*slogan_rows.SLOGANS, *EVIDENCE))


def spread(
    corpus: Corpus, *, by: str = "province", only: Selection | None = None, tables: Tables | None = None
) -> pd.DataFrame:
    """Formulas and mottos year by year: a row for each phrase, group and year in which the group uses it.

    Returns
    -------
    DataFrame
        ``year``, ``documents`` and ``mentions`` in it, ``first`` (whether the group takes it up in this year),
        ``groups_so_far`` (the curve of its spread: groups that have it by then), ``national_year`` and ``years_since``.
        Documents without a date and copied passages are in no row.
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    return frame(slogan_rows.spread(groups), (*slogan_rows.SPREAD, *EVIDENCE))


# Comparisons of texts; those with options of their own, and which.
TEXTS = {"slogans": slogans, "spread": spread, "reprints": reprints}
SIDED = {"alignment": alignment, "chains": chains, "items": items}
TAKES = {"alignment": ("left", "right"), "chains": ("document",), "items": ("document",)}
