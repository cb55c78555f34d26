"""Paints other characters over those of plates: provinces, characters of other real plates, and words that are no plate."""

from __future__ import annotations

import cv2
import numpy as np

from wugan_training import grammar
from wugan_training.glyphs import GlyphSource
from wugan_training.realdata import CANVAS_MARGIN, CANVAS_PLATE, Chip
from wugan_training.stock import LETTERING

SINGLE_X = tuple((15.5 + 22.5 + x) / 440 for x in (0, 57, 136, 193, 250, 307, 364))
"""Middles of the seven characters of a single row, as shares of the plate's width."""

GREEN_X = tuple((15.5 + x) / 480 for x in (22.5, 75.5, 167.5, 219.5, 271.5, 323.5, 375.5, 427.5))
"""The same of a new-energy plate."""

_PROVINCE_CELL = (15.5 / 440, 25 / 140, 60.5 / 440, 115 / 140)


class ProvincePainter:
    """Paints another province over a plate's first character."""

    def __init__(self, tiles: dict[str, np.ndarray], glyphs: GlyphSource) -> None:
        self._tiles = tiles
        self._glyphs = glyphs

    def repaint(
        self, image: np.ndarray, box: tuple[int, int, int, int], rng: np.random.Generator, blur: float = 0.0
    ) -> str:
        """Paints another province over the first character, in place; gives the province.

        ``box`` is the upright plate in the image: x, y, width, height in pixels.
        """
        x, y, w, h = box
        province = grammar.PROVINCES[int(rng.integers(len(grammar.PROVINCES)))]
        x0, x1 = int(x + _PROVINCE_CELL[0] * w), int(np.ceil(x + _PROVINCE_CELL[2] * w))
        y0, y1 = int(y + _PROVINCE_CELL[1] * h), int(np.ceil(y + _PROVINCE_CELL[3] * h))
        next_cell = image[y0:y1, int(x + 0.165 * w) : int(x + 0.265 * w)].reshape(-1, 3).astype(np.float32)
        light = next_cell.sum(1)
        dark_part = next_cell[light <= np.quantile(light, 0.25)].mean(0)
        light_part = next_cell[light >= np.quantile(light, 0.85)].mean(0)
        median = np.median(light)
        ink_is_light = light_part.sum() - median > median - dark_part.sum()
        ink = light_part if ink_is_light else next_cell[light <= np.quantile(light, 0.15)].mean(0)
        left = np.median(image[y0:y1, max(x0 - 4, 0) : x0].astype(np.float32), 1)
        right = np.median(image[y0:y1, x1 + 1 : x1 + 5].astype(np.float32), 1)
        ramp = np.linspace(0, 1, x1 - x0, dtype=np.float32)[None, :, None]
        paper = left[:, None] * (1 - ramp) + right[:, None] * ramp
        paper = paper + rng.normal(0, 2, paper.shape)
        alpha, is_real = self._alpha(province, x1 - x0, y1 - y0, rng)
        if blur and not is_real:
            alpha = cv2.GaussianBlur(alpha, (0, 0), blur * rng.uniform(0.5, 1.6))
        shift = np.float32([[1, 0, rng.normal(0, 0.8)], [0, 1, rng.normal(0, 0.8)]])
        alpha = cv2.warpAffine(alpha, shift, (x1 - x0, y1 - y0))[:, :, None]
        cell = paper + (ink - paper) * alpha
        image[y0:y1, x0:x1] = np.clip(cell, 0, 255).astype(np.uint8)
        return province

    def _alpha(
        self, province: str, w: int, h: int, rng: np.random.Generator
    ) -> tuple[np.ndarray, bool]:
        """Coverage of a province character, float32 (h, w), and whether it is of a real plate."""
        roll = rng.random()
        if roll < 0.55 and province in self._tiles:
            tiles = self._tiles[province]
            tile = cv2.resize(tiles[int(rng.integers(len(tiles)))], (w, h), interpolation=cv2.INTER_CUBIC)
            low, high = np.percentile(tile, (20, 95))
            return np.clip((tile.astype(np.float32) - low) / max(high - low, 20.0), 0, 1), True
        styles = ("font",) if roll > 0.92 else ("single", "green", "new_energy")
        return self._glyphs.coverage(province, styles[int(rng.integers(len(styles)))], w, h), False


class CellSwapper:
    """Puts characters of one real plate in the places of another's, so that real characters form new texts.

    Only plates with true corners and seven characters in a row take part, each with plates of its own colour.
    """

    _HALF_WIDTH = 13
    _INSET = 4
    _FEATHER = 2

    def __init__(self, chips: list[Chip]) -> None:
        self._donors: dict[int, list[Chip]] = {}
        for chip in chips:
            if self.fits(chip):
                self._donors.setdefault(chip.color, []).append(chip)

    @staticmethod
    def fits(chip: Chip) -> bool:
        """Tells whether a plate can give and take characters."""
        serial = set(grammar.LETTERS + grammar.DIGITS)
        known = chip.exact and chip.color >= 0 and len(chip.text) == 7
        return known and chip.text[0] in grammar.PROVINCES and set(chip.text[1:]) <= serial

    def swap(self, image: np.ndarray, chip: Chip, rng: np.random.Generator, share: float = 0.5) -> str:
        """Replaces about ``share`` of the characters after the province, in place; gives the text that results."""
        text = list(chip.text)
        donors = self._donors[chip.color]
        for place in range(1, 7):
            if rng.random() >= share:
                continue
            donor = donors[int(rng.integers(len(donors)))]
            source = int(rng.integers(1, 7))
            char = self._fitting(donor.text[source], place, rng)
            if char is not None:
                self._paste(image, place, donor.image, source)
                text[place] = char
        return "".join(text)

    @staticmethod
    def _fitting(char: str, place: int, rng: np.random.Generator) -> str | None:
        """What a character says at a place: a letter only in the second one, where a 0 may be the letter O."""
        if place > 1:
            return "0" if char == "O" else char
        if char == "0":
            return "O" if rng.random() < 0.1 else None
        return char if char in grammar.LETTERS else None

    def _paste(self, image: np.ndarray, place: int, donor: np.ndarray, source: int) -> None:
        there, here = self._cell(place), self._cell(source)
        old = image[there].astype(np.float32)
        new = donor[here].astype(np.float32)
        scale = np.clip(old.mean(2).std() / max(new.mean(2).std(), 4.0), 0.4, 2.0)
        new = (new - new.mean((0, 1))) * scale + old.mean((0, 1))
        ramp = np.minimum(np.arange(1, old.shape[1] + 1), np.arange(old.shape[1], 0, -1)) / (self._FEATHER + 1)
        alpha = np.clip(ramp, 0, 1)[None, :, None]
        image[there] = np.clip(old + (new - old) * alpha, 0, 255).astype(np.uint8)

    def _cell(self, place: int) -> tuple[slice, slice]:
        middle = round(CANVAS_MARGIN[0] + SINGLE_X[place] * CANVAS_PLATE[0])
        top = CANVAS_MARGIN[1] + self._INSET
        return (
            slice(top, top + CANVAS_PLATE[1] - 2 * self._INSET),
            slice(middle - self._HALF_WIDTH, middle + self._HALF_WIDTH),
        )


def write_words(ground: np.ndarray, glyphs: GlyphSource, rng: np.random.Generator) -> np.ndarray:
    """Words on a board or a vehicle, letters and characters unlike a plate's, on ``ground``, float32 (H, W, 3)."""
    image, (full_height, full_width) = ground, ground.shape[:2]
    ink = np.clip(rng.integers(0, 255) + rng.normal(0, 30, 3), 0, 255)
    count = int(rng.integers(2, 10))
    height = int(rng.uniform(0.3, 0.95) * full_height)
    width = int(full_width * rng.uniform(0.6, 1.0) / count)
    x, y = int(rng.integers(0, 12)), int(rng.integers(0, max(1, full_height - height)))
    for _ in range(count):
        w = min(width - 2, full_width - x)
        if w < 5:
            break
        alpha = glyphs.coverage(LETTERING[int(rng.integers(len(LETTERING)))], "font", w, height)
        area = image[y : y + height, x : x + w]
        area += (ink - area) * alpha[:, :, None]
        x += width
    return image.astype(np.uint8)
