"""Makes flat pictures for samples on the device: rendered plates, real ones with other characters, words; several processes.

The device adds all that a camera does, and can use each picture several times while new ones come.
"""

from __future__ import annotations

from typing import Iterator

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset

from wugan_training import grammar
from wugan_training.glyphs import GlyphSource
from wugan_training.model import HEIGHT, WIDTH
from wugan_training.painting import GREEN_X, SINGLE_X, CellSwapper, ProvincePainter, write_words
from wugan_training.platecache import HEIGHT as FLAT_HEIGHT, WIDTH as FLAT_WIDTH
from wugan_training.plates import DEFAULT_WEIGHTS, PlateRenderer
from wugan_training.realdata import CANVAS_MARGIN, CANVAS_PLATE, Chip
from wugan_training.samples import DOUBLE_ROW_BOOST, RARE_BOOST, odds
from wugan_training.stock import Stock

PLATES, SCENES, WORDS = 48, 20, 3
"""How many pictures of each kind a delivery holds."""

REPAINTED_PLATES, REPAINTED_SCENES, SWAPPED_SCENES = 0.3, 0.5, 0.5
"""Shares of rendered single rows and of real plates that get another province, and of the latter whose other characters change."""

SINGLE_ASPECT, DOUBLE_ASPECT = 3.14, 2.2

Delivery = dict[str, dict[str, np.ndarray]]
"""For ``plates``, ``scenes`` and ``words`` the pictures, uint8 (N, 3, H, W), and what is known about them."""


class Workshop:
    """Makes deliveries; the same generator state gives the same one."""

    def __init__(self, stock: Stock, glyph_dir: str | None) -> None:
        glyphs = GlyphSource(glyph_dir)
        self._renderer = PlateRenderer(glyph_dir)
        self._glyphs = glyphs
        self._painter = ProvincePainter(stock.tiles, glyphs)
        self._swapper = CellSwapper(stock.scenes)
        self._scenes = stock.scenes
        self._scene_odds = odds([c.weight for c in stock.scenes])
        self._backdrops = stock.backdrops
        self._kinds = _kinds()
        self._kind_odds = odds([weight for _, _, weight in self._kinds])

    def deliver(self, rng: np.random.Generator) -> Delivery:
        """Some new pictures of every kind."""
        return {
            "plates": _stack([self._plate(rng) for _ in range(PLATES)]),
            "scenes": _stack([self._scene(rng) for _ in range(SCENES)]),
            "words": _stack([{"image": self._words(rng)} for _ in range(WORDS)]),
        }

    def _plate(self, rng: np.random.Generator) -> dict[str, np.ndarray]:
        category, rows, _ = self._kinds[int(np.searchsorted(self._kind_odds, rng.random()))]
        plate = self._renderer.render(rng, category, rows=rows)
        h, w = plate.image.shape[:2]
        image = cv2.resize(plate.image, (FLAT_WIDTH, FLAT_HEIGHT), interpolation=cv2.INTER_AREA)
        slots = grammar.encode(plate.text)
        centres = np.full((grammar.MAX_LENGTH, 2), np.nan, np.float32)
        for k, (x, y, cw, ch) in enumerate(plate.cells):
            centres[k] = ((x + cw / 2) / w, (y + ch / 2) / h)
        if rows == 1 and plate.text[0] in grammar.PROVINCES and rng.random() < REPAINTED_PLATES:
            slots[0] = grammar.encode(self._painter.repaint(image, (0, 0, FLAT_WIDTH, FLAT_HEIGHT), rng))[0]
        color = grammar.COLORS.index(plate.color)
        return _labelled(image, slots, color, centres, SINGLE_ASPECT if rows == 1 else DOUBLE_ASPECT)

    def _scene(self, rng: np.random.Generator) -> dict[str, np.ndarray]:
        chip = self._scenes[int(np.searchsorted(self._scene_odds, rng.random()))]
        image, text = chip.image.copy(), chip.text
        if self._swapper.fits(chip) and rng.random() < SWAPPED_SCENES:
            text = self._swapper.swap(image, chip, rng)
        if text[0] in grammar.PROVINCES and rng.random() < REPAINTED_SCENES:
            text = self._painter.repaint(image, (*CANVAS_MARGIN, *CANVAS_PLATE), rng, 1.2) + text[1:]
        return real(chip, image, text)

    def _words(self, rng: np.random.Generator) -> np.ndarray:
        if rng.random() < 0.5:
            ground = self._backdrops[int(rng.integers(len(self._backdrops)))].astype(np.float32)
        else:
            ground = np.zeros((HEIGHT, WIDTH, 3), np.float32) + np.clip(rng.integers(0, 240) + rng.normal(0, 40, 3), 0, 250)
        return write_words(ground, self._glyphs, rng)


def real(chip: Chip, image: np.ndarray, text: str) -> dict[str, np.ndarray]:
    """A real plate as the device takes it; the places of its characters are known if its corners are."""
    centres = np.full((grammar.MAX_LENGTH, 2), np.nan, np.float32)
    if chip.exact:
        places = GREEN_X if len(text) == 8 else SINGLE_X
        centres[: len(text)] = [(x, 0.5) for x in places[: len(text)]]
    return _labelled(image, grammar.encode(text), chip.color, centres, SINGLE_ASPECT)


def stack_real(chips: list[Chip], size: tuple[int, int]) -> dict[str, np.ndarray]:
    """Real plates, all brought to one size."""
    def sized(image: np.ndarray) -> np.ndarray:
        way = cv2.INTER_AREA if image.shape[1] > size[0] else cv2.INTER_LINEAR
        return image if image.shape[1::-1] == size else cv2.resize(image, size, interpolation=way)

    return _stack([real(chip, sized(chip.image), chip.text) for chip in chips])


def _labelled(image: np.ndarray, slots: np.ndarray, color: int, centres: np.ndarray, aspect: float) -> dict[str, np.ndarray]:
    return {
        "image": image, "slots": slots, "color": np.array(color), "centres": centres,
        "aspect": np.array(aspect, np.float32),
    }


def _stack(parts: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    whole = {name: np.stack([part[name] for part in parts]) for name in parts[0]}
    whole["image"] = np.ascontiguousarray(whole["image"].transpose(0, 3, 1, 2))
    return whole


def _kinds() -> list[tuple[str, int, float]]:
    """Category, rows and weight of each layout: rare categories more often, double rows most, as from the store of plates."""
    kinds = []
    for name, weight in DEFAULT_WEIGHTS.items():
        rows = grammar.RENDERED[name].rows
        for row in rows:
            boost = RARE_BOOST.get(name + ("_2" if row == 2 else ""), 1.0) * (DOUBLE_ROW_BOOST if row == 2 else 1.0)
            kinds.append((name, row, (weight / len(rows)) ** 0.5 * boost))
    return kinds


class _Deliveries(IterableDataset):
    def __init__(self, workshop: Workshop, seed: int) -> None:
        self._workshop = workshop
        self._seed = seed

    def __iter__(self) -> Iterator[Delivery]:
        cv2.setNumThreads(1)
        info = torch.utils.data.get_worker_info()
        rng = np.random.default_rng([self._seed, 0 if info is None else info.id])
        while True:
            yield self._workshop.deliver(rng)


def _as_it_is(delivery: Delivery) -> Delivery:
    return delivery


def deliveries(workshop: Workshop, seed: int, workers: int) -> Iterator[Delivery]:
    """Endless deliveries, made by ``workers`` processes, or by this one where that is 0."""
    ahead = {"prefetch_factor": 4} if workers else {}
    # The loader would turn arrays into tensors in shared memory, which is small on some machines; as arrays they go by pipe.
    loader = DataLoader(_Deliveries(workshop, seed), batch_size=None, num_workers=workers, collate_fn=_as_it_is, **ahead)
    return iter(loader)
