"""The detector in use: a pass over the whole picture, then a second pass on a crop round each hit.

This is the reference for the Java implementation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from .detector_codec import Detection, decode, quad_size, same_plate
from .scenes import transform

PADDING = 114
"""Grey level of everything outside the picture."""

Maps = tuple[np.ndarray, np.ndarray, np.ndarray]
"""``heat`` 1 x h x w, ``corners`` 8 x h x w, ``rows`` 1 x h x w."""

Network = Callable[[np.ndarray], Maps]
"""Takes a picture ``H x W x 3`` uint8 BGR, ``H`` and ``W`` multiples of 32."""


@dataclass(frozen=True)
class PassSettings:
    """How the two passes are run."""

    long_sides: tuple[int, ...] = (640, 320, 192, 1280)
    """Long side of the first pass; the next one is tried only while no plate is sure."""
    threshold: float = 0.35
    limit: int = 8
    """At most so many hits of the first pass go on to the second."""
    second_width: int = 320
    second_height: int = 256
    plate_widths: float = 3.2
    """Width of the second pass's crop in plate widths."""
    second_threshold: float = 0.4
    sure: float = 0.5
    """Score of the second pass from which no other long side is tried."""


def onnx_network(model: Path) -> Network:
    """The exported model run by OpenCV."""
    net = cv2.dnn.readNetFromONNX(str(model))

    def run(picture: np.ndarray) -> Maps:
        net.setInput(cv2.dnn.blobFromImage(picture, 1 / 255.0))
        heat, corners, rows = net.forward(["heat", "corners", "rows"])
        return heat[0], corners[0], rows[0]

    return run


def first_pass(
    network: Network, picture: np.ndarray, settings: PassSettings, long_side: int | None = None
) -> list[Detection]:
    """Find plates in a whole picture ``H x W x 3``, best first; corners in pixels of that picture."""
    height, width = picture.shape[:2]
    scale = (long_side or settings.long_sides[0]) / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    padded = cv2.copyMakeBorder(
        small, 0, -size[1] % 32, 0, -size[0] % 32, cv2.BORDER_CONSTANT, value=(PADDING,) * 3
    )
    ratio = np.array([width / size[0], height / size[1]])
    found = decode(*network(padded), settings.threshold, settings.limit)
    return [Detection(d.score, d.corners * ratio, d.rows) for d in found]


def second_pass(network: Network, picture: np.ndarray, hit: Detection, settings: PassSettings) -> Detection | None:
    """Look again at one hit from near; None where nothing is found there any more."""
    width, height = quad_size(hit.corners)
    across = settings.plate_widths * max(width, 1.5 * height, 8.0)
    scale = settings.second_width / across
    centre = hit.corners.mean(0)
    half = np.array([settings.second_width, settings.second_height]) / 2
    matrix = np.array([[scale, 0, half[0] - scale * centre[0]], [0, scale, half[1] - scale * centre[1]], [0, 0, 1]])
    crop = _crop(picture, centre, scale, (settings.second_width, settings.second_height))
    found = decode(*network(crop), settings.second_threshold)
    reach = 0.35 * settings.second_width / settings.plate_widths
    near = [d for d in found if np.linalg.norm(d.corners.mean(0) - half) < reach]
    if not near:
        return None
    best = near[0]
    return Detection(best.score, transform(np.linalg.inv(matrix), best.corners), best.rows)


def _crop(picture: np.ndarray, centre: np.ndarray, scale: float, size: tuple[int, int]) -> np.ndarray:
    """The part round ``centre`` at ``scale``, ``size`` (width, height); grey outside the picture."""
    if scale < 0.7:  # reduce first, so that fine detail does not alias
        height, width = picture.shape[:2]
        reduced = max(1, round(width * scale)), max(1, round(height * scale))
        picture = cv2.resize(picture, reduced, interpolation=cv2.INTER_AREA)
        centre = centre * (reduced[0] / width, reduced[1] / height)
        scale = 1.0
    shift = np.array(size) / 2 - scale * centre
    matrix = np.array([[scale, 0, shift[0] + 0.5 * scale - 0.5], [0, scale, shift[1] + 0.5 * scale - 0.5]])
    return cv2.warpAffine(
        picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(PADDING,) * 3
    )


def detect_both(
    network: Network, picture: np.ndarray, settings: PassSettings
) -> tuple[list[Detection], list[Detection]]:
    """Plates of a picture after one pass and after two, best first."""
    first: list[Detection] = []
    confirmed: list[Detection] = []
    for long_side in settings.long_sides:
        hits = first_pass(network, picture, settings, long_side)
        first = first or hits
        again = [second_pass(network, picture, hit, settings) for hit in hits]
        confirmed = _distinct(confirmed + [d for d in again if d is not None])
        if confirmed and confirmed[0].score >= settings.sure:
            break
    return first, confirmed


def _distinct(hits: list[Detection]) -> list[Detection]:
    """The hits, best first, each plate once."""
    kept: list[Detection] = []
    for hit in sorted(hits, key=lambda d: -d.score):
        if not any(same_plate(hit.corners, other.corners) for other in kept):
            kept.append(hit)
    return kept


def detect(network: Network, picture: np.ndarray, settings: PassSettings) -> list[Detection]:
    """Plates of a picture after both passes, best first."""
    return detect_both(network, picture, settings)[1]
