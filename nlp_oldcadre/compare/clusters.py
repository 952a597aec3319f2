"""Groups of programmes out of the odds of their pairs: average linkage, so that one likely pair joins no two crowds.

Sokal, Michener: A statistical method for evaluating systematic relationships, 1958.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from nlp_oldcadre.compare.pair_features import Matrix, PairFeatures


def odds(features: PairFeatures, weights: Mapping[str, float]) -> Matrix:
    """How likely each pair does the same job, between 0 and 1: a logistic model with the constant ``bias``."""
    total = np.full((len(features.profiles),) * 2, weights["bias"])
    for name, weight in weights.items():
        if name != "bias":
            total += weight * features.matrix(name)
    chances: Matrix = 1 / (1 + np.exp(-total))
    return chances


def clusters(chances: Matrix, threshold: float) -> NDArray[np.intp]:
    """The number of each row's group: those joined while the mean chance between two groups is ``threshold`` or more.

    Examples
    --------
    >>> import numpy as np
    >>> clusters(np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]]), 0.5).tolist()
    [0, 0, 1]
    """
    if len(chances) < 2:
        return np.zeros(len(chances), dtype=np.intp)
    distances = np.clip(1 - (chances + chances.T) / 2, 0, 1)
    np.fill_diagonal(distances, 0)
    found = fcluster(linkage(squareform(distances, checks=False), "average"), 1 - threshold, "distance")
    # Numbered in the order in which they first appear.
    _, first, number = np.unique(found, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[number]
