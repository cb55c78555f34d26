"""Training samples of the reader, made anew for every step from synthetic and real plates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Iterator

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset

from wugan_training import camera, grammar
from wugan_training.camera import UNIT_QUAD, map_points, quad_to_quad, rect_quad
from wugan_training.glyphs import GlyphSource
from wugan_training.model import GRID_HEIGHT, GRID_WIDTH, HEIGHT, WIDTH
from wugan_training.painting import GREEN_X, SINGLE_X, ProvincePainter, write_words
from wugan_training.platecache import PlateCache
from wugan_training.realdata import CANVAS_MARGIN, CANVAS_PLATE, Chip
from wugan_training.stock import Stock

SHARE_SYNTHETIC, SHARE_CROPS, SHARE_SCENES = 0.57, 0.18, 0.18
"""Shares of the sources in a batch; the rest are pictures that are no plate."""

DOUBLE_ROW_BOOST = 1.7
"""How much more often a double-row plate is drawn than its category's share."""

RARE_BOOST = {
    "CONSULATE": 2.5, "ARMED_POLICE": 3.0, "EMBASSY": 1.5, "NEV_LARGE": 1.5, "NEV_SMALL": 1.3, "POLICE": 1.4,
    "CIVIL_AVIATION": 1.4, "ARMED_POLICE_2": 1.3,
}
"""The same for categories whose characters stand at places of their own: eight in a row, or one of them small."""



@dataclass
class Sample:
    """One training picture.

    Attributes:
        image: uint8 (64, 168, 3) BGR.
        slots: int64 (8,); -1 everywhere if the text is not to be learnt.
        color: index into ``grammar.COLORS`` or -1.
        plate: 1 for a plate, 0 for none.
        centres: float32 (8, 2) character centres as shares of the picture, NaN if unknown.
    """

    image: np.ndarray
    slots: np.ndarray
    color: int
    plate: int
    centres: np.ndarray


class SampleMaker:
    """Draws samples from all sources."""

    def __init__(self, stock: Stock, glyphs: GlyphSource, cache: PlateCache) -> None:
        self.cache = cache
        self.crops = stock.crops
        self.scenes = stock.scenes
        self.backdrops = stock.backdrops
        self.false = stock.false
        self.glyphs = glyphs
        self._painter = ProvincePainter(stock.tiles, glyphs)
        self._crop_odds = odds([c.weight for c in self.crops])
        self._scene_odds = odds([c.weight for c in self.scenes])
        self._plate_odds = odds(_plate_weights(cache))

    def draw(self, rng: np.random.Generator) -> Sample:
        """Draws one sample of any source."""
        roll = rng.random()
        if roll < SHARE_SYNTHETIC:
            return self.synthetic(rng)
        if roll < SHARE_SYNTHETIC + SHARE_CROPS:
            return self._real(self.crops[int(np.searchsorted(self._crop_odds, rng.random()))], rng)
        if roll < SHARE_SYNTHETIC + SHARE_CROPS + SHARE_SCENES:
            return self._real(self.scenes[int(np.searchsorted(self._scene_odds, rng.random()))], rng)
        return self.negative(rng)

    def synthetic(self, rng: np.random.Generator) -> Sample:
        """A rendered plate before a random background, seen by a bad camera."""
        i = int(np.searchsorted(self._plate_odds, rng.random()))
        plate = np.array(self.cache.images[i])
        slots = self.cache.slots[i].copy()
        centres = self.cache.centres[i]
        single = abs(centres[0, 1] - 0.5) < 0.1 and slots[0] <= len(grammar.PROVINCES)
        if single and rng.random() < 0.3:
            province = self._painter.repaint(plate, (0, 0, plate.shape[1], plate.shape[0]), rng)
            slots[0] = grammar.encode(province)[0]
        aspect = 3.14 if single else 2.2
        quad = camera.boxed_quad(rng, aspect) if rng.random() < 0.22 else camera.detector_quad(rng, aspect)
        image = self._compose(plate, quad, rng)
        image, grey = camera.degrade(image, rng)
        seen = map_points(quad_to_quad(quad, UNIT_QUAD), centres)
        return Sample(image, slots, 0 if grey else int(self.cache.colors[i]), 1, seen)

    def _compose(self, plate: np.ndarray, quad: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Warps a flat plate by the quad (in plate units) and lays it on a background."""
        h, w = plate.shape[:2]
        matrix = quad_to_quad(quad * np.array([w, h], np.float32), rect_quad(WIDTH, HEIGHT))
        size = (WIDTH, HEIGHT)
        warped = cv2.warpPerspective(plate, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        mask = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, size, flags=cv2.INTER_LINEAR)
        ground = self._ground(rng)
        if rng.random() < 0.3:
            reach = int(rng.integers(3, 12))
            frame = cv2.dilate(mask, np.ones((reach, reach), np.uint8))
            ground[frame > 127] = rng.integers(0, 230) + rng.integers(-10, 10, 3)
        share = (mask.astype(np.float32) / 255)[:, :, None]
        return (ground + (warped - ground) * share).astype(np.uint8)

    def _ground(self, rng: np.random.Generator) -> np.ndarray:
        """A background, float32 (64, 168, 3): bodywork or a piece of a street."""
        if rng.random() < 0.5:
            ground = self.backdrops[int(rng.integers(len(self.backdrops)))].astype(np.float32)
            return np.clip(ground * np.exp(rng.normal(0, 0.3)) * np.exp(rng.normal(0, 0.08, 3)), 0, 250)
        paint = rng.integers(0, 240) + rng.normal(0, 12 if rng.random() < 0.7 else 60, 3)
        ramp = np.linspace(-1, 1, HEIGHT, dtype=np.float32)[:, None, None] * rng.normal(0, 30)
        return np.clip(np.zeros((HEIGHT, WIDTH, 3), np.float32) + paint + ramp, 0, 250)

    def _real(self, chip: Chip, rng: np.random.Generator) -> Sample:
        """A real plate with wrong corners and some more camera effects."""
        image, slots = chip.image, grammar.encode(chip.text)
        centres = np.full((grammar.MAX_LENGTH, 2), np.nan, np.float32)
        if chip.exact:
            places = GREEN_X if len(chip.text) == 8 else SINGLE_X
            centres[: len(chip.text)] = [(x, 0.5) for x in places[: len(chip.text)]]
            if chip.text[0] in grammar.PROVINCES and rng.random() < 0.4:
                image = image.copy()
                province = self._painter.repaint(image, (*CANVAS_MARGIN, *CANVAS_PLATE), rng, 1.2)
                slots[0] = grammar.encode(province)[0]
            unit = camera.boxed_quad(rng) if rng.random() < 0.2 else camera.detector_quad(rng)
        else:
            unit = UNIT_QUAD + (rng.normal(0, 1, (4, 2)) * (0.012, 0.03)).astype(np.float32)
            unit = (unit - 0.5) * (1 + rng.uniform(-0.03, 0.08, 2)).astype(np.float32) + 0.5
            if rng.random() < 0.25:
                unit[:, 1] += (unit[:, 0] - 0.5) * rng.uniform(-0.25, 0.25)
            if rng.random() < 0.25:
                unit[:, 0] += (unit[:, 1] - 0.5) * rng.uniform(-0.08, 0.08)
            unit = unit.astype(np.float32)
        quad = map_points(quad_to_quad(UNIT_QUAD, chip.quad), unit)
        matrix = quad_to_quad(quad, rect_quad(WIDTH, HEIGHT))
        out = cv2.warpPerspective(
            image, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        out, grey = camera.degrade(out, rng, 0.55)
        seen = map_points(quad_to_quad(unit, UNIT_QUAD), centres)
        return Sample(out, slots, 0 if grey else chip.color, 1, seen)

    def negative(self, rng: np.random.Generator) -> Sample:
        """A picture that is no plate: false finds, street, lettering, half or mirrored plates."""
        roll = rng.random()
        if roll < 0.35:
            image = cv2.resize(self.false[int(rng.integers(len(self.false)))], (WIDTH, HEIGHT))
        elif roll < 0.6:
            image = self._ground(rng).astype(np.uint8)
        elif roll < 0.8:
            image = write_words(self._ground(rng), self.glyphs, rng)
        else:
            image = self._broken_plate(rng)
        if rng.random() < 0.4 and roll < 0.6:
            image = np.ascontiguousarray(image[:, ::-1])
        image, _ = camera.degrade(image, rng, 0.7)
        unknown = np.full(grammar.MAX_LENGTH, -1, np.int64)
        return Sample(image, unknown, -1, 0, np.full((grammar.MAX_LENGTH, 2), np.nan, np.float32))

    def _broken_plate(self, rng: np.random.Generator) -> np.ndarray:
        """A plate of which half is missing, or mirrored or upside down."""
        plate = np.array(self.cache.images[int(rng.integers(len(self.cache)))])
        quad = camera.detector_quad(rng)
        way = rng.random()
        if way < 0.5:
            quad[:, 0] += rng.choice([-1, 1]) * rng.uniform(0.55, 0.8)
        elif way < 0.7:
            quad[:, 1] += rng.choice([-1, 1]) * rng.uniform(0.6, 0.85)
        elif way < 0.85:
            plate = np.ascontiguousarray(plate[:, ::-1])
        else:
            plate = np.ascontiguousarray(plate[::-1])
        return self._compose(plate, quad, rng)


def odds(weights: list[float] | np.ndarray) -> np.ndarray:
    total = np.cumsum(weights)
    return total / total[-1]


def _plate_weights(cache: PlateCache) -> np.ndarray:
    """Weights of rendered plates: rare categories more often, double rows most."""
    names, which, counts = np.unique(cache.categories, return_inverse=True, return_counts=True)
    double = np.array([name.endswith("_2") for name in names])
    rare = np.array([RARE_BOOST.get(name, 1.0) for name in names])
    return (counts**-0.5 * np.where(double, DOUBLE_ROW_BOOST, 1.0) * rare)[which]


def attention_targets(centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Gives where each slot should look, (N, 8, 8·42) summing to 1, and which slots count (N, 8).

    ``centres`` is (N, 8, 2), shares of the picture; a slot counts if its centre is inside.
    """
    x = centres[:, :, 0] * GRID_WIDTH - 0.5
    y = centres[:, :, 1] * GRID_HEIGHT - 0.5
    known = np.isfinite(x) & (x > -1) & (x < GRID_WIDTH) & (y > -1) & (y < GRID_HEIGHT)
    gx = np.exp(-0.5 * ((np.arange(GRID_WIDTH) - np.where(known, x, 0)[..., None]) / 1.3) ** 2)
    gy = np.exp(-0.5 * ((np.arange(GRID_HEIGHT) - np.where(known, y, 0)[..., None]) / 1.2) ** 2)
    maps = (gy[..., :, None] * gx[..., None, :]).reshape(*x.shape, -1)
    maps /= maps.sum(-1, keepdims=True) + 1e-9
    return maps.astype(np.float32), known.astype(np.float32)


class Batches(IterableDataset):
    """Endless batches of tensors; each loader worker draws its own."""

    def __init__(self, maker: SampleMaker, batch: int, seed: int) -> None:
        self._maker = maker
        self._batch = batch
        self._seed = seed

    def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
        cv2.setNumThreads(1)
        info = torch.utils.data.get_worker_info()
        rng = np.random.default_rng([self._seed, 0 if info is None else info.id])
        while True:
            yield collate([self._maker.draw(rng) for _ in range(self._batch)])


def collate(samples: list[Sample]) -> dict[str, torch.Tensor]:
    """Stacks samples: image uint8 (N, 3, 64, 168), labels and attention targets."""
    maps, known = attention_targets(np.stack([s.centres for s in samples]))
    images = np.stack([s.image for s in samples]).transpose(0, 3, 1, 2)
    return {
        "image": torch.from_numpy(np.ascontiguousarray(images)),
        "slots": torch.from_numpy(np.stack([s.slots for s in samples])),
        "color": torch.tensor([s.color for s in samples]),
        "plate": torch.tensor([s.plate for s in samples]),
        "maps": torch.from_numpy(maps),
        "known": torch.from_numpy(known),
    }


def loaded(maker: SampleMaker, batch: int, workers: int) -> Callable[[int], Iterator[dict[str, torch.Tensor]]]:
    """A source of batches for ``training.train``, made by ``workers`` processes."""
    def source(seed: int) -> Iterator[dict[str, torch.Tensor]]:
        return iter(DataLoader(Batches(maker, batch, seed), batch_size=None, num_workers=workers, prefetch_factor=4))

    return source
