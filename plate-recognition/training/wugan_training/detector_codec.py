"""Encoding of plate corners into training maps, and decoding of the network's maps into plates.

Coordinates are continuous: pixel ``i`` covers ``[i, i + 1)``, so the centre of cell ``(x, y)`` is
``((x + 0.5) * 8, (y + 0.5) * 8)``. A quad is ``4 x 2``: top left, top right, bottom right, bottom left in the
plate's own reading order.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .detector_net import STRIDE

POSITIVE_LEVEL = 0.35
"""Cells with at least this heat also learn the corners."""


@dataclass(frozen=True)
class Target:
    """Training maps of one picture, ``h x w`` cells."""

    heat: np.ndarray
    """``1 x h x w`` float32: 1 in the cell of a plate's centre, falling off as a Gaussian around it."""
    weight: np.ndarray
    """``1 x h x w`` float32: 0 where the heat must not be learnt (unlabelled or cut plates)."""
    corners: np.ndarray
    """``8 x h x w`` float32: corner offsets from the cell's centre, in cells."""
    corner_weight: np.ndarray
    """``1 x h x w`` float32: weight of the corner loss divided by the plate's size in cells; 0 elsewhere."""
    rows: np.ndarray
    """``1 x h x w`` float32: 1 double row, 0 single row, -1 unknown or no plate."""


@dataclass(frozen=True)
class Detection:
    """One decoded plate."""

    score: float
    corners: np.ndarray
    """``4 x 2`` float64 in pixels of the network's input."""
    rows: float
    """Probability that the plate has two rows of text."""


def quad_size(quad: np.ndarray) -> tuple[float, float]:
    """Mean width and mean height of a quad in pixels."""
    width = (np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 2
    height = (np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2
    return float(width), float(height)


def encode(
    quads: list[np.ndarray],
    rows: list[int],
    height: int,
    width: int,
    ignored: list[np.ndarray] | None = None,
) -> Target:
    """Draw the training maps of a picture of ``height x width`` pixels.

    ``quads`` are the plates' corners in pixels, ``rows`` their number of text rows (0 unknown), ``ignored`` are
    quads whose surroundings must not be learnt at all.
    """
    h, w = height // STRIDE, width // STRIDE
    heat = np.zeros((h, w), np.float32)
    weight = np.ones((h, w), np.float32)
    corners = np.zeros((8, h, w), np.float32)
    corner_weight = np.zeros((h, w), np.float32)
    row_map = np.full((h, w), -1, np.float32)
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32) + 0.5
    for quad in ignored or []:
        cv2.fillConvexPoly(weight, np.round(quad / STRIDE - 0.5).astype(np.int32), 0.0)
    for quad, count in zip(quads, rows):
        cells = np.asarray(quad, np.float32) / STRIDE
        centre = cells.mean(0)
        column, row = int(centre[0]), int(centre[1])
        if not (0 <= column < w and 0 <= row < h):
            continue
        plate_width, plate_height = quad_size(cells)
        sigma = max(0.55, 0.17 * min(plate_height, plate_width / 2))
        peak = np.exp(-((xs - centre[0]) ** 2 + (ys - centre[1]) ** 2) / (2 * sigma * sigma))
        peak[row, column] = 1.0
        positive = peak >= POSITIVE_LEVEL
        closer = positive & (peak >= heat)
        size = max(np.sqrt(plate_width * plate_height), 2.0)
        for k in range(4):
            corners[2 * k][closer] = (cells[k, 0] - xs)[closer]
            corners[2 * k + 1][closer] = (cells[k, 1] - ys)[closer]
        corner_weight[closer] = peak[closer] / size
        row_map[closer] = -1 if count == 0 else float(count == 2)
        weight[peak >= 0.1] = 1.0
        heat = np.maximum(heat, peak)
    return Target(heat[None], weight[None], corners, corner_weight[None], row_map[None])


def decode(
    heat: np.ndarray,
    corners: np.ndarray,
    rows: np.ndarray | None = None,
    threshold: float = 0.3,
    limit: int = 20,
    overlap: float = 0.3,
) -> list[Detection]:
    """Turn maps (``1 x h x w``, ``8 x h x w``, ``1 x h x w``) into plates, best first.

    A plate is a cell that reaches the threshold and is the greatest of its 3 x 3 neighbourhood. Its corners are the
    mean of the corners which the cells of that neighbourhood name that have at least half its heat, weighted by the
    square of their heat. Of two
    plates whose bounding boxes overlap by more than ``overlap`` (intersection over union), or where the centre of
    one lies in the box of the other, the better one stays.
    """
    score = heat[0]
    h, w = score.shape
    highest = cv2.dilate(score, np.ones((3, 3), np.uint8))
    found: list[Detection] = []
    ys, xs = np.nonzero((score >= threshold) & (score >= highest))
    for k in np.argsort(-score[ys, xs])[: limit * 4]:
        y, x = int(ys[k]), int(xs[k])
        quad = np.zeros((4, 2))
        total = 0.0
        for j in range(max(0, y - 1), min(h, y + 2)):
            for i in range(max(0, x - 1), min(w, x + 2)):
                if score[j, i] < 0.5 * score[y, x]:
                    continue
                share = float(score[j, i]) ** 2
                quad += share * (corners[:, j, i].reshape(4, 2) + (i + 0.5, j + 0.5))
                total += share
        quad *= STRIDE / total
        if any(same_plate(quad, other.corners, overlap) for other in found):
            continue
        found.append(Detection(float(score[y, x]), quad, float(rows[0, y, x]) if rows is not None else 0.0))
        if len(found) >= limit:
            break
    return found


def same_plate(a: np.ndarray, b: np.ndarray, overlap: float = 0.3) -> bool:
    """Whether two quads name the same plate."""
    a0, a1, b0, b1 = a.min(0), a.max(0), b.min(0), b.max(0)
    inner = np.clip(np.minimum(a1, b1) - np.maximum(a0, b0), 0, None).prod()
    union = (a1 - a0).prod() + (b1 - b0).prod() - inner
    ca, cb = a.mean(0), b.mean(0)
    inside = bool(((ca > b0) & (ca < b1)).all() or ((cb > a0) & (cb < a1)).all())
    return inside or inner > overlap * union


def quad_iou(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two convex quads (``4 x 2``)."""
    a32, b32 = a.astype(np.float32), b.astype(np.float32)
    area_a, area_b = cv2.contourArea(a32), cv2.contourArea(b32)
    if area_a <= 0 or area_b <= 0:
        return 0.0
    inner, _ = cv2.intersectConvexConvex(cv2.convexHull(a32), cv2.convexHull(b32))
    return float(inner / (area_a + area_b - inner))
