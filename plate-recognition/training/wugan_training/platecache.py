"""A store of pre-rendered plates, so that training does not wait for the renderer.

Plates are stretched to one small size; the camera effects come later, anew for each use.
"""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from wugan_training import grammar
from wugan_training.plates import PlateRenderer

WIDTH, HEIGHT = 208, 80
_CHUNK = 1000


class PlateCache:
    """Plates of a folder written by ``build``.

    Attributes:
        images: (N, 80, 208, 3) uint8 BGR, mapped from disk.
        slots: (N, 8) int64 classes of ``grammar.ALPHABET``.
        colors: (N,) int64 index into ``grammar.COLORS``.
        centres: (N, 8, 2) float32 character centres, x and y as shares of the plate; NaN if unused.
    """

    def __init__(self, folder: Path) -> None:
        self.images = np.load(folder / "images.npy", mmap_mode="r")
        labels = np.load(folder / "labels.npz")
        self.slots = labels["slots"]
        self.colors = labels["colors"]
        self.centres = labels["centres"]
        self.categories = labels["categories"]

    def __len__(self) -> int:
        return len(self.slots)


def _chunk(glyph_dir: str, seed: int, count: int) -> tuple[np.ndarray, ...]:
    cv2.setNumThreads(1)
    renderer = PlateRenderer(glyph_dir)
    rng = np.random.default_rng(seed)
    images = np.empty((count, HEIGHT, WIDTH, 3), np.uint8)
    slots = np.zeros((count, grammar.MAX_LENGTH), np.int64)
    colors = np.zeros(count, np.int64)
    centres = np.full((count, grammar.MAX_LENGTH, 2), np.nan, np.float32)
    categories = []
    for i in range(count):
        plate = renderer.render(rng)
        h, w = plate.image.shape[:2]
        images[i] = cv2.resize(plate.image, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
        slots[i] = grammar.encode(plate.text)
        colors[i] = grammar.COLORS.index(plate.color)
        categories.append(plate.category + ("_2" if plate.rows == 2 else ""))
        for k, (x, y, cw, ch) in enumerate(plate.cells):
            centres[i, k] = ((x + cw / 2) / w, (y + ch / 2) / h)
    return images, slots, colors, centres, np.array(categories)


def build(folder: Path, glyph_dir: Path, count: int, seed: int, processes: int) -> None:
    """Renders ``count`` plates into a folder; an existing store of the same kind is kept."""
    recipe = {"count": count, "seed": seed, "size": [WIDTH, HEIGHT]}
    marker = folder / "recipe.json"
    if marker.is_file() and json.loads(marker.read_text()) == recipe:
        return
    folder.mkdir(parents=True, exist_ok=True)
    marker.unlink(missing_ok=True)
    images = np.lib.format.open_memmap(
        folder / "images.npy", mode="w+", dtype=np.uint8, shape=(count, HEIGHT, WIDTH, 3)
    )
    sizes = [min(_CHUNK, count - i) for i in range(0, count, _CHUNK)]
    parts = []
    with ProcessPoolExecutor(processes) as pool:
        seeds = [seed * 1_000_003 + i for i in range(len(sizes))]
        done = 0
        for part in pool.map(_chunk, [str(glyph_dir)] * len(sizes), seeds, sizes):
            images[done : done + len(part[0])] = part[0]
            done += len(part[0])
            parts.append(part[1:])
    images.flush()
    slots, colors, centres, categories = (np.concatenate(column) for column in zip(*parts))
    np.savez(folder / "labels.npz", slots=slots, colors=colors, centres=centres, categories=categories)
    marker.write_text(json.dumps(recipe))
