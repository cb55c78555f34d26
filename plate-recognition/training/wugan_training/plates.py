"""Synthetic Chinese plates of every readable category, flat and without camera effects.

The geometry follows GA 36-2018 (millimetres); one pixel is one millimetre for the
440×140, 480×140 and 440×220 plates, smaller plates are drawn larger. The whole picture is
the plate, its outer edge is the picture's edge. Camera effects are in ``camera.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from wugan_training import grammar
from wugan_training.glyphs import DEFAULT_FONT, GlyphSource

DEFAULT_WEIGHTS: dict[str, float] = {
    "SMALL_BLUE": 26, "LARGE_YELLOW": 14, "TRAILER": 5, "COACH": 3, "POLICE": 5, "EMERGENCY": 4,
    "NEV_SMALL": 19, "NEV_LARGE": 6, "HK_MACAU": 3, "EMBASSY": 2, "CONSULATE": 2.5,
    "FOREIGN_BLACK": 1.5, "MILITARY": 3, "ARMED_POLICE": 3, "CIVIL_AVIATION": 1,
    "MILITARY_FORMER": 1, "MOTORCYCLE": 2, "MOPED": 1, "LOW_SPEED": 1,
}
"""How often each category is drawn when none is asked for."""

Cell = tuple[float, float, float, float]
"""A glyph's place on the plate: x, y, width, height in pixels."""


@dataclass
class Plate:
    """A rendered plate.

    Attributes:
        image: (H, W, 3) uint8 BGR; the whole picture is the plate.
        alpha: (H, W) uint8, 255 on the plate, 0 outside its rounded corners.
        text: normalised plate text, without the dot.
        category: name of the category, a key of ``grammar.RENDERED``.
        color: plate colour, one of ``grammar.COLORS``.
        rows: 1 or 2 rows of characters.
        cells: place of each character of ``text`` in pixels.
    """

    image: np.ndarray
    alpha: np.ndarray
    text: str
    category: str
    color: str
    rows: int
    cells: list[Cell]


@dataclass
class _Layout:
    width: int
    height: int
    rows: int
    cells: list[Cell]
    dot: tuple[float, float] | None
    dot_radius: float


class PlateRenderer:
    """Draws plates; the same generator state gives the same plate."""

    def __init__(
        self,
        glyph_dir: Path | str | None,
        seed: int = 0,
        font: Path | str = DEFAULT_FONT,
        font_share: float = 0.2,
        weights: dict[str, float] | None = None,
    ) -> None:
        self._glyphs = GlyphSource(glyph_dir, font)
        self._has_pictures = glyph_dir is not None
        self._rng = np.random.default_rng(seed)
        self._font_share = font_share
        chosen = DEFAULT_WEIGHTS if weights is None else weights
        self._names = list(chosen)
        total = sum(chosen.values())
        self._odds = np.array([chosen[n] / total for n in self._names])

    def render(
        self,
        rng: np.random.Generator | None = None,
        category: str | None = None,
        text: str | None = None,
        rows: int | None = None,
    ) -> Plate:
        """Draws one plate; what is not given is drawn at random.

        ``text`` is a normalised text that should suit ``category`` (default SMALL_BLUE).
        """
        rng = self._rng if rng is None else rng
        if category is None:
            category = "SMALL_BLUE" if text else self._names[int(rng.choice(len(self._names), p=self._odds))]
        kind = grammar.RENDERED[category]
        if text is None:
            text = grammar.random_text(category, rng)
        if rows is None:
            rows = kind.rows[0] if len(kind.rows) == 1 or rng.random() < 0.5 else kind.rows[1]
        layout = _layout(category, text, rows, rng)
        font_only = not self._has_pictures or rng.random() < self._font_share
        ink, red = self._ink(category, text, layout, font_only, rng)
        image, paint = _background(category, layout, rng)
        _blend(image, ink * (1 - red), paint)
        if red.max() > 0:
            _blend(image, ink * red, _jitter((40, 30, 200), 25, rng))
        _relief(image, ink, rng)
        _hardware(image, layout, rng)
        if rng.random() < 0.35:
            _dirt(image, rng)
        alpha = _rounded(layout.width, layout.height, layout.height * 0.07)
        outside = rng.integers(10, 120)
        image += (outside - image) * (1 - alpha[:, :, None])
        return Plate(
            np.clip(image, 0, 255).astype(np.uint8), (alpha * 255).astype(np.uint8),
            text, category, kind.color, layout.rows, layout.cells,
        )

    def _ink(
        self, category: str, text: str, layout: _Layout, font_only: bool, rng: np.random.Generator
    ) -> tuple[np.ndarray, np.ndarray]:
        """Gives glyph coverage and the part of it that is red, both float32 (H, W)."""
        ink = np.zeros((layout.height, layout.width), np.float32)
        red = np.zeros_like(ink)
        green_style = "green" if rng.random() < 0.5 else "new_energy"
        squeeze = rng.uniform(0.86, 1.0) if font_only else rng.uniform(0.95, 1.03)
        red_chars = _red_places(category, text, rng)
        for i, (char, (x, y, w, h)) in enumerate(zip(text, layout.cells)):
            if font_only:
                style = "font"
            elif layout.rows == 2:
                style = "double_up" if y < layout.height * 0.3 else "double_down"
            elif category in ("NEV_SMALL", "NEV_LARGE", "EMERGENCY"):
                style = green_style
            else:
                style = "single"
            cw, ch = max(4, round(w * squeeze)), max(6, round(h * min(squeeze + 0.05, 1.0)))
            x0 = int(round(x + (w - cw) / 2 + rng.uniform(-1, 1)))
            y0 = int(round(y + (h - ch) / 2 + rng.uniform(-1, 1)))
            x0 = min(max(x0, 0), layout.width - cw)
            y0 = min(max(y0, 0), layout.height - ch)
            glyph = self._glyphs.coverage(char, style, cw, ch)
            area = ink[y0 : y0 + ch, x0 : x0 + cw]
            np.maximum(area, glyph, out=area)
            if i in red_chars:
                red[y0 : y0 + ch, x0 : x0 + cw] = 1.0
        if layout.dot is not None:
            dot = np.zeros_like(ink)
            cv2.circle(dot, (round(layout.dot[0]), round(layout.dot[1])), round(layout.dot_radius), 1.0, -1, cv2.LINE_AA)
            np.maximum(ink, dot, out=ink)
        weight = rng.random()
        if weight < 0.15:
            ink = cv2.dilate(ink, np.ones((2, 2), np.uint8))
        elif weight < 0.25:
            ink = cv2.erode(ink, np.ones((2, 2), np.uint8))
        if rng.random() < 0.15:
            ink *= rng.uniform(0.6, 0.95)
        return ink, red


def _row(x: float, y: float, widths: list[float], height: float, gaps: list[float]) -> list[Cell]:
    cells: list[Cell] = []
    for i, w in enumerate(widths):
        cells.append((x, y, w, height))
        x += w + (gaps[i] if i < len(gaps) else 0.0)
    return cells


def _layout(category: str, text: str, rows: int, rng: np.random.Generator) -> _Layout:
    """Places the characters of a text, after GA 36-2018 where it says so."""
    if rows == 2:
        return _double_layout(category, text)
    if category in ("NEV_SMALL", "NEV_LARGE"):
        cells = _row(15.5, 25, [45] + [43] * 7, 90, [9, 49] + [9] * 5)
        return _Layout(480, 140, 1, cells, None, 0)
    if category == "EMERGENCY":
        split = int(rng.choice([1, 2]))
        gaps = [9.0] * 7
        gaps[split - 1] = 49
        cells = _row(15.5, 25, [45] + [43] * 7, 90, gaps)
        x, _, w, _ = cells[split - 1]
        dot = (x + w + 24.5, 70.0) if rng.random() < 0.7 else None
        return _Layout(480, 140, 1, cells, dot, 5)
    if len(text) == 8:
        split = {"ARMED_POLICE": 3, "CONSULATE": int(rng.choice([1, 4]))}.get(category, 2)
        gaps = [6.0] * 7
        gaps[split - 1] = 22
        widths = [43.0] * 8
        x0 = (440 - sum(widths) - sum(gaps)) / 2
        cells = _row(x0, 25, widths, 90, gaps)
        if category == "ARMED_POLICE" and rng.random() < 0.7:
            x, y, w, h = cells[2]
            small = rng.uniform(0.55, 0.9)
            cells[2] = (x + w * (1 - small) / 2, y + h * (1 - small) * rng.random(), w * small, h * small)
    else:
        split = 2
        if category == "POLICE" and rng.random() < 0.8:
            split = 1
        elif category == "EMBASSY":
            split = 4 if text[0] == "使" else 3
        elif category == "ARMED_POLICE" and text[2] in grammar.PROVINCES:
            split = 3
        gaps = [12.0] * 6
        gaps[split - 1] = 34
        cells = _row(15.5, 25, [45.0] * 7, 90, gaps)
    x, _, w, _ = cells[split - 1]
    return _Layout(440, 140, 1, cells, (x + w + gaps[split - 1] / 2, 70.0), 5)


def _double_layout(category: str, text: str) -> _Layout:
    """Two characters (or three) above, the others below."""
    upper = 3 if len(text) == 8 else 2
    lower = len(text) - upper
    if category in ("MOTORCYCLE", "MOPED"):
        width, height, top, low = 440, 280, (24.0, 84.0, 80.0), (128.0, 128.0, 68.0)
    elif category == "LOW_SPEED":
        width, height, top, low = 450, 248, (18.0, 72.0, 80.0), (106.0, 122.0, 66.0)
    else:
        width, height, top, low = 440, 220, (15.0, 60.0, 80.0), (90.0, 110.0, 65.0)
    gap = 60.0 if upper == 2 else 30.0
    up_width = top[2] * upper + gap * (upper - 1)
    cells = _row((width - up_width) / 2, top[0], [top[2]] * upper, top[1], [gap] * upper)
    low_gap = 15.0
    low_width = low[2] * lower + low_gap * (lower - 1)
    cells += _row((width - low_width) / 2, low[0], [low[2]] * lower, low[1], [low_gap] * lower)
    dot = (width / 2, top[0] + top[1] / 2) if upper == 2 else None
    return _Layout(width, height, 2, cells, dot, 5)


def _red_places(category: str, text: str, rng: np.random.Generator) -> set[int]:
    if category == "POLICE":
        return {len(text) - 1}
    if category == "EMERGENCY":
        return {len(text) - 2, len(text) - 1}
    if category in ("MILITARY", "MILITARY_FORMER"):
        return {0, 1} if rng.random() < 0.5 else {0}
    if category == "ARMED_POLICE":
        return {0, 1, 2} if text[2] in grammar.PROVINCES and rng.random() < 0.6 else {0, 1}
    if category in ("EMBASSY", "CONSULATE") and rng.random() < 0.5:
        return {i for i, c in enumerate(text) if c in "使领"}
    return set()


def _jitter(color: tuple[int, int, int], spread: float, rng: np.random.Generator) -> np.ndarray:
    return np.clip(np.array(color, np.float32) + rng.normal(0, spread, 3), 0, 255).astype(np.float32)


def _rounded(width: int, height: int, radius: float) -> np.ndarray:
    """Coverage of a rounded rectangle that fills the picture, float32 (height, width)."""
    r = int(round(radius))
    mask = np.zeros((height, width), np.float32)
    mask[r : height - r] = 1
    mask[:, r : width - r] = 1
    for cx in (r, width - 1 - r):
        for cy in (r, height - 1 - r):
            cv2.circle(mask, (cx, cy), r, 1.0, -1, cv2.LINE_AA)
    return mask


def _background(category: str, layout: _Layout, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Gives the empty plate, float32 (H, W, 3) BGR, and the colour of its characters."""
    w, h = layout.width, layout.height
    color = grammar.RENDERED[category].color
    image = np.empty((h, w, 3), np.float32)
    white, black = _jitter((240, 242, 242), 8, rng), _jitter((25, 22, 22), 12, rng)
    if color == "BLUE":
        image[:] = _jitter((185, 80, 20), 28, rng) if rng.random() < 0.6 else _jitter((130, 35, 8), 20, rng)
        paint = white
    elif color == "YELLOW":
        image[:] = _jitter((15, 175, 240), 22, rng)
        paint = black
    elif color == "WHITE":
        image[:] = _jitter((235, 238, 240), 12, rng)
        paint = black
    elif color == "BLACK":
        image[:] = _jitter((28, 25, 25), 12, rng)
        paint = white
    elif category == "CIVIL_AVIATION":
        image[:] = _jitter((70, 130, 20), 22, rng)
        paint = white
    elif color == "GREEN":
        top, low = _jitter((225, 240, 215), 20, rng), _jitter((115, 195, 55), 28, rng)
        if rng.random() < 0.3:
            top = low + (top - low) * rng.uniform(0.1, 0.6)
        bend = rng.uniform(0.6, 1.6)
        ramp = np.linspace(0, 1, h, dtype=np.float32)[:, None, None] ** bend
        image[:] = top + (low - top) * ramp
        paint = black
    else:
        split = int(w * rng.uniform(0.26, 0.31))
        image[:] = _jitter((115, 200, 60), 25, rng)
        image[:, :split] = _jitter((15, 180, 245), 20, rng)
        paint = black
    _border(image, paint, category, rng)
    if color in ("GREEN", "YELLOW_GREEN") and category != "CIVIL_AVIATION":
        _emblem(image, layout, rng)
    return image, paint


def _border(image: np.ndarray, paint: np.ndarray, category: str, rng: np.random.Generator) -> None:
    """Draws the frame line inside the edge; some plates have none."""
    if rng.random() < 0.1 or (category == "CIVIL_AVIATION" and rng.random() < 0.5):
        return
    h, w = image.shape[:2]
    inset, thick = rng.uniform(2, 6), int(rng.integers(1, 4))
    outer = np.zeros((h, w), np.float32)
    i = int(inset)
    size = _rounded(w - 2 * i, h - 2 * i, h * 0.06)
    outer[i : h - i, i : w - i] = size
    j = i + thick
    inner = np.zeros_like(outer)
    inner[j : h - j, j : w - j] = _rounded(w - 2 * j, h - 2 * j, h * 0.055)
    _blend(image, np.clip(outer - inner, 0, 1) * float(rng.uniform(0.6, 1.0)), paint)


def _emblem(image: np.ndarray, layout: _Layout, rng: np.random.Generator) -> None:
    """The round colour mark of new-energy plates between the second and third character."""
    x = (layout.cells[1][0] + layout.cells[1][2] + layout.cells[2][0]) / 2
    y = layout.height / 2
    centre = (round(x), round(y))
    cv2.ellipse(image, centre, (14, 17), 0, 90, 270, (200, 150, 60), -1, cv2.LINE_AA)
    cv2.ellipse(image, centre, (14, 17), 0, 270, 450, (225, 235, 225), -1, cv2.LINE_AA)
    for k in range(-2, 3):
        cv2.line(image, (centre[0] - 8, centre[1] + 6 * k), (centre[0] + 4, centre[1] + 6 * k), (190, 120, 30), 1, cv2.LINE_AA)
    if rng.random() < 0.7:
        cv2.ellipse(image, centre, (14, 17), 0, 0, 360, (120, 110, 60), 1, cv2.LINE_AA)


def _blend(image: np.ndarray, coverage: np.ndarray, color: np.ndarray) -> None:
    image += (color - image) * coverage[:, :, None]


def _relief(image: np.ndarray, ink: np.ndarray, rng: np.random.Generator) -> None:
    """Embossed characters catch light on one side and throw a shadow on the other."""
    if rng.random() < 0.5:
        return
    strength = rng.uniform(8, 40) * (1 if rng.random() < 0.5 else -1)
    edge = cv2.Sobel(ink, cv2.CV_32F, int(rng.random() < 0.3), 1, ksize=3) if rng.random() < 0.7 else cv2.Sobel(
        ink, cv2.CV_32F, 1, 0, ksize=3
    )
    image += edge[:, :, None] * (strength / 4)


def _hardware(image: np.ndarray, layout: _Layout, rng: np.random.Generator) -> None:
    """Mounting slots, screws and their caps."""
    if rng.random() < 0.25:
        return
    w, h = layout.width, layout.height
    ys = [h * 0.07, h * 0.93] if rng.random() < 0.7 else [h * 0.07]
    xs = [w * 0.25, w * 0.75]
    tone = float(rng.choice([30, 90, 160, 220]))
    size = rng.uniform(3, 8)
    for y in ys:
        for x in xs:
            if rng.random() < 0.15:
                continue
            c = (round(x + rng.normal(0, 3)), round(y + rng.normal(0, 2)))
            shade = tone + rng.normal(0, 15)
            if rng.random() < 0.5:
                cv2.circle(image, c, round(size), (shade, shade, shade), -1, cv2.LINE_AA)
            else:
                cv2.ellipse(image, c, (round(size * 1.7), round(size * 0.8)), 0, 0, 360, (shade,) * 3, -1, cv2.LINE_AA)


def _dirt(image: np.ndarray, rng: np.random.Generator) -> None:
    """Blotches of mud or dust and worn paint."""
    h, w = image.shape[:2]
    coarse = rng.random((int(rng.integers(3, 12)), int(rng.integers(4, 28)))).astype(np.float32)
    noise = cv2.resize(coarse, (w, h), interpolation=cv2.INTER_CUBIC)
    level = rng.uniform(0.55, 0.85)
    cover = np.clip((noise - level) * 4, 0, 1) * rng.uniform(0.2, 0.75)
    _blend(image, cover, _jitter((90, 105, 120), 35, rng))
