"""The picture of a scanned page made ready for reading: upright, straight, without seals and drawn lines."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from nlp_oldcadre.read.scan_engine import Picture

Quads = npt.NDArray[np.float64]
Boxes = npt.NDArray[np.float64]

# Lines longer than this many times their height tell the skew.
_LONG = 5.0
# A page that lies in the feeder stands at most so much askew (degrees); a smaller skew than the second does no harm.
_MOST_SKEW, LEAST_SKEW = 15.0, 0.1
# How much redder than anything else the ink of seals and letterheads is, 0 to 255.
_RED = 60
# The sides of a seal in points (38 to 50 mm, small ones less), how round it is, how much of its area is ink at most.
_SEAL, _ROUND, _FULL = (55.0, 180.0), 1.35, 0.6
# Drawn lines are at least so long and at most so thick, in points.
_RULE, _THICK = 40.0, 4.0
# And so little of their sides is touched by other ink.
_TOUCHED = 0.12


class Straight(NamedTuple):
    """A page's picture with the writing upright and level, and what was done to it.

    ``turned`` is by how many degrees clockwise the writing stood, ``skew`` by how many it still stood askew (clockwise)
    when upright; ``boxes`` are those of the lines in the picture: left, top, right, bottom.
    """

    picture: Picture
    boxes: Boxes
    turned: int
    skew: float


def lies(quads: Quads) -> bool:
    """Whether the lines run up or down the page: most of their length is in quads that are higher than wide."""
    across, down = _sides(quads)
    length = np.maximum(across, down)
    certain = length > 2 * np.minimum(across, down)
    return bool(length[certain & (down > across)].sum() > length[certain].sum() / 2)


def _sides(quads: Quads) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """How far each quad reaches across and down."""
    reach = quads.max(axis=1) - quads.min(axis=1)
    return reach[:, 0], reach[:, 1]


def turn_back(picture: Picture, quads: Quads, turned: int) -> tuple[Picture, Quads]:
    """The picture and its quads turned against the clock by ``turned`` degrees."""
    height, width = picture.shape[:2]
    x, y = quads[..., 0], quads[..., 1]
    if turned == 90:
        quads = np.stack((y, width - x), axis=-1)
    elif turned == 180:
        quads = np.stack((width - x, height - y), axis=-1)
    elif turned == 270:
        quads = np.stack((height - y, x), axis=-1)
    return np.ascontiguousarray(np.rot90(picture, turned // 90)), quads


def skew_of(quads: Quads) -> float:
    """By how many degrees, clockwise, upright lines stand askew: the median of the long ones, by their length."""
    angles, lengths = [], []
    for quad in quads:
        sides = [quad[1] - quad[0], quad[2] - quad[1], quad[3] - quad[2], quad[0] - quad[3]]
        size = [float(np.hypot(*side)) for side in sides]
        long = 0 if size[0] + size[2] > size[1] + size[3] else 1
        if size[long] + size[long + 2] < _LONG * (size[1 - long] + size[3 - long]):
            continue
        for side in (sides[long], sides[long + 2]):
            x, y = side if side[0] >= 0 else -side
            angles.append(float(np.degrees(np.arctan2(y, x))))
            lengths.append(float(np.hypot(x, y)))
    if not angles:
        return 0.0
    order = np.argsort(angles)
    total = np.cumsum(np.array(lengths)[order])
    found = angles[int(order[int(np.searchsorted(total, total[-1] / 2))])]
    return found if LEAST_SKEW <= abs(found) <= _MOST_SKEW else 0.0


def straighten(picture: Picture, quads: Quads, skew: float) -> tuple[Picture, Boxes]:
    """The picture turned about its middle until its lines are level, and the boxes of the lines in it."""
    import cv2

    height, width = picture.shape[:2]
    if skew:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
        turned = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        picture = np.asarray(turned, np.uint8)
        quads = quads @ matrix[:, :2].T + matrix[:, 2]
    low, high = quads.min(axis=1), quads.max(axis=1)
    limit = np.array([width, height])
    return picture, np.concatenate((np.clip(low, 0, limit), np.clip(high, 0, limit)), axis=1)


def without_seals(picture: Picture, dpi: float) -> tuple[Picture, list[tuple[int, int, int, int]]]:
    """The picture with its seals faded out, so that the black letters under them stay, and where the seals are.

    A seal is round, large and mostly gaps; a red letterhead is a row of letters and stays.
    """
    import cv2

    blue, green, red = (channel.astype(np.int16) for channel in cv2.split(picture))
    ink = (red - np.maximum(blue, green) > _RED).astype(np.uint8)
    if not ink.any():
        return picture, []
    reach = max(3, round(dpi / 25)) | 1
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach))))
    seals = []
    for label, (x, y, width, height, _area) in enumerate(stats.tolist()[1:], 1):
        sides = sorted((width * 72 / dpi, height * 72 / dpi))
        if not (_SEAL[0] <= sides[0] and sides[1] <= _SEAL[1] and sides[1] <= _ROUND * sides[0]):
            continue
        part = ink[y : y + height, x : x + width]
        if part.mean() <= _FULL and (labels[y : y + height, x : x + width] == label).any():
            seals.append((x, y, x + width, y + height))
    if not seals:
        return picture, []
    picture = picture.copy()
    for x0, y0, x1, y1 in seals:
        part = picture[y0:y1, x0:x1]
        # Red ink is light in the red channel, black letters (also those under the red) are dark in it.
        bright = part[:, :, 2].astype(np.float32)
        tinted = cv2.dilate(ink[y0:y1, x0:x1], np.ones((3, 3)))[..., None] > 0
        paper = np.percentile(part, 75, axis=(0, 1))
        dark = bright < 0.55 * float(paper[2])
        faded = np.where(dark[..., None], bright[..., None], paper).astype(np.uint8)
        part[...] = np.where(tinted, faded, part)
    return picture, seals


def ink_of(picture: Picture) -> npt.NDArray[np.uint8]:
    """Where the picture has ink (1), whatever the shade of the paper around it; single dots of noise aside."""
    import cv2

    grey = cv2.medianBlur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), 3)
    ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 25)
    return np.asarray(ink, np.uint8)


def without_rules(
    picture: Picture, boxes: Boxes, ink: npt.NDArray[np.uint8], dpi: float
) -> tuple[Picture, list[tuple[int, int, int, int]]]:
    """The picture with drawn straight lines painted over, and their boxes; ``ink`` loses them as well.

    What lies across the middle of a line of text (``boxes``) is a dash of it.
    """
    import cv2

    least, thick = round(_RULE * dpi / 72), _THICK * dpi / 72
    found: list[tuple[int, int, int, int]] = []
    painted = picture
    for shape in ((1, least), (least, 1)):
        # A worn line has gaps of a pixel or two; letters stand further apart.
        bridge = np.ones((1, 3) if shape[1] > 1 else (3, 1))
        lines = cv2.morphologyEx(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bridge), cv2.MORPH_OPEN, np.ones(shape))
        if not lines.any():
            continue
        _, _, stats, _ = cv2.connectedComponentsWithStats(lines)
        for x, y, width, height, _area in stats.tolist()[1:]:
            if min(width, height) > thick or _is_dash(boxes, x, y, width, height) or not _is_bare(ink, x, y, width, height):
                continue
            found.append((x, y, x + width, y + height))
            if painted is picture:
                painted = picture.copy()
            ends = slice(max(0, y - 2), y + height + 2), slice(max(0, x - 2), x + width + 2)
            painted[ends] = np.percentile(picture[max(0, y - 12) : y + height + 12, max(0, x - 12) : x + width + 12], 90)
            ink[ends] = 0
    return painted, found


def _is_dash(boxes: Boxes, x: int, y: int, width: int, height: int) -> bool:
    middle = y + height / 2
    share = (middle - boxes[:, 1]) / np.maximum(1.0, boxes[:, 3] - boxes[:, 1])
    within = (boxes[:, 0] - 4 <= x) & (x + width <= boxes[:, 2] + 4) & (width < 3 * (boxes[:, 3] - boxes[:, 1]))
    return bool((within & (share > 0.3) & (share < 0.7)).any())


def _is_bare(ink: npt.NDArray[np.uint8], x: int, y: int, width: int, height: int) -> bool:
    """Whether hardly anything touches a line on either side: strokes of neighbouring letters that meet have letters there."""
    if width > height:
        bands = ink[max(0, y - 6) : max(0, y - 3), x : x + width], ink[y + height + 3 : y + height + 6, x : x + width]
        return all(not band.size or band.any(axis=0).mean() < _TOUCHED for band in bands)
    bands = ink[y : y + height, max(0, x - 6) : max(0, x - 3)], ink[y : y + height, x + width + 3 : x + width + 6]
    return all(not band.size or band.any(axis=1).mean() < _TOUCHED for band in bands)
