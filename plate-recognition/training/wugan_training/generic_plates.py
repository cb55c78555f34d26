"""Plates of no particular country: a light or coloured field with Latin letters and digits in one or two rows.

They teach the detector the idea of a plate, beyond the types which the plate renderer draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS = "0123456789"
_FONTS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_TRIPLEX, cv2.FONT_HERSHEY_COMPLEX)
_STYLES = (  # field colour BGR, ink colour BGR, weight
    ((235, 238, 238), (25, 25, 25), 6),
    ((60, 190, 235), (25, 25, 25), 3),
    ((170, 80, 30), (240, 240, 240), 1),
    ((30, 30, 30), (235, 235, 235), 1),
    ((120, 180, 70), (25, 25, 25), 1),
)


@dataclass(frozen=True)
class GenericPlate:
    """A drawn plate; the picture's edges are the plate's outer frame."""

    image: np.ndarray
    """``H x W x 3`` uint8 BGR."""
    text: str
    rows: int


def draw_generic_plate(rng: np.random.Generator) -> GenericPlate:
    """Draw a random plate with one or two rows."""
    rows = 2 if rng.random() < 0.5 else 1
    width, height = (440, 140) if rows == 1 else ((330, 220) if rng.random() < 0.6 else (440, 220))
    if rows == 1 and rng.random() < 0.4:
        width = int(rng.choice([400, 480, 520]))
        height = int(rng.choice([110, 120, 140]))
    weights = np.array([s[2] for s in _STYLES], float)
    field, ink, _ = _STYLES[int(rng.choice(len(_STYLES), p=weights / weights.sum()))]
    jitter = rng.integers(-25, 26, 3)
    field = tuple(int(np.clip(c + j, 0, 255)) for c, j in zip(field, jitter))
    image = np.full((height, width, 3), field, np.uint8)
    if rng.random() < 0.75:
        edge = int(rng.integers(3, 9))
        inset = int(rng.integers(0, 10)) + edge // 2
        cv2.rectangle(image, (inset, inset), (width - 1 - inset, height - 1 - inset), ink, edge)
    lines = _random_lines(rng, rows)
    font = int(rng.choice(_FONTS))
    thickness = int(rng.integers(7, 14))
    top, usable = 0.1 * height, 0.8 * height / rows
    for k, line in enumerate(lines):
        _draw_line(image, line, font, thickness, ink, top + k * usable, usable, rng.uniform(0.78, 0.93))
    return GenericPlate(image, "".join(lines), rows)


def _random_lines(rng: np.random.Generator, rows: int) -> list[str]:
    def pick(pattern: str) -> str:
        pools = {"L": _LETTERS, "D": _DIGITS, "X": _LETTERS + _DIGITS}
        return "".join(pools[c][rng.integers(len(pools[c]))] if c in pools else c for c in pattern)

    if rows == 1:
        return [pick(str(rng.choice(["DDL-DDDDD", "LLDDLLL", "XXXXXXX", "LDDDDD", "DDDLLD", "DDL-DDD.DD", "LL.XXXXX"])))]
    return [
        pick(str(rng.choice(["DDL", "DD-LD", "LD", "LL", "DDLD"]))),
        pick(str(rng.choice(["DDD.DD", "DDDD", "DDDDD", "XXXXX"]))),
    ]


def _draw_line(
    image: np.ndarray, line: str, font: int, thickness: int, ink: tuple[int, ...], top: float, height: float, fill: float
) -> None:
    """Draw one row of text, stretched to ``fill`` of the width and 0.86 of ``height``."""
    (w, h), base = cv2.getTextSize(line, font, 4.0, thickness)
    mask = np.zeros((h + base + 2 * thickness, w + 2 * thickness), np.uint8)
    cv2.putText(mask, line, (thickness, h + thickness), font, 4.0, 255, thickness, cv2.LINE_AA)
    ys, xs = np.nonzero(mask)
    mask = mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    width_out = int(image.shape[1] * min(fill, 0.16 * len(line)))
    height_out = int(height * 0.86)
    mask = cv2.resize(mask, (width_out, height_out), interpolation=cv2.INTER_AREA)
    x = (image.shape[1] - width_out) // 2
    y = int(top + (height - height_out) / 2)
    alpha = mask[..., None].astype(np.float32) / 255
    part = image[y : y + height_out, x : x + width_out]
    part[:] = (part * (1 - alpha) + np.array(ink, np.float32) * alpha).astype(np.uint8)
