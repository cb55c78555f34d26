"""Rendered plates of every category in frames as a camera at a gate gives them, to measure recognition on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import cv2
import numpy as np

from . import grammar, pasting
from .camera_effects import night_light
from .plates import Plate, PlateRenderer
from .scenes import Scene
from .testset_parts import FRAME, Example, held_out, plate_width, read_picture, scenes_of, write_set

PLATE_WIDTHS = (90.0, 200.0)
"""Width of a plate in the frame, in pixels."""

GREATEST_TILT = 20.0
"""Rotation in the picture, in degrees."""

TURN = 0.2
"""Spread of the view from the side, in radians."""


@dataclass(frozen=True)
class Stage:
    """A frame without a plate and where one suits."""

    image: np.ndarray
    centre: np.ndarray


class Stages:
    """Frames without a plate: pictures kept out of training, and validation scenes whose plate is covered."""

    def __init__(self, data: Path) -> None:
        self._scenes = scenes_of(data, ("validation/scenes-ccpd",))
        self._empty = held_out(data / "train" / "negatives")
        if not self._scenes and not self._empty:
            raise FileNotFoundError(f"{data}: neither validation/scenes-ccpd nor train/negatives")

    def draw(self, rng: np.random.Generator, width: float) -> Stage:
        """A frame for a plate of ``width`` px."""
        if not self._scenes or (self._empty and rng.random() < 0.35):
            return self._street(rng, width)
        return self._vehicles(rng, width)

    def _street(self, rng: np.random.Generator, width: float) -> Stage:
        picture = read_picture(self._empty[int(rng.integers(len(self._empty)))])
        scale = max(FRAME[0] / picture.shape[1], FRAME[1] / picture.shape[0])
        size = int(np.ceil(picture.shape[1] * scale)), int(np.ceil(picture.shape[0] * scale))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        picture = cv2.resize(picture, size, interpolation=way)
        x, y = int(rng.integers(size[0] - FRAME[0] + 1)), int(rng.integers(size[1] - FRAME[1] + 1))
        tint = np.clip(1 + rng.normal(0, 0.06, 3), 0.8, 1.2)
        frame = np.clip(picture[y : y + FRAME[1], x : x + FRAME[0]] * tint, 0, 255).astype(np.uint8)
        margin = width * 0.7
        centre = np.array([rng.uniform(margin, FRAME[0] - margin), rng.uniform(margin, FRAME[1] - margin)])
        return Stage(frame, centre)

    def _vehicles(self, rng: np.random.Generator, width: float) -> Stage:
        """Scenes side by side, since one alone is too narrow: each scaled to the plate, each plate covered."""
        frame = np.empty((FRAME[1], FRAME[0], 3), np.uint8)
        middle: list[np.ndarray] = []
        x = -int(rng.integers(0, 120))
        while x < FRAME[0]:
            scene = self._scenes[int(rng.integers(len(self._scenes)))]
            strip, centre = _strip(rng, scene, width)
            left, right = max(x, 0), min(x + strip.shape[1], FRAME[0])
            frame[:, left:right] = strip[:, left - x : right - x]
            if width * 0.6 < centre[0] + x < FRAME[0] - width * 0.6:
                middle.append(centre + (x, 0))
            x += strip.shape[1]
        if not middle:
            middle.append(np.array(FRAME, float) / 2)
        return Stage(frame, middle[int(rng.integers(len(middle)))])


def _strip(rng: np.random.Generator, scene: Scene, width: float) -> tuple[np.ndarray, np.ndarray]:
    """A scene of the frame's height with its plate covered, and the middle of that plate."""
    picture, quad = read_picture(scene.path), scene.quads[0].copy()
    pasting.cover(rng, picture, quad)
    scale = max(width / plate_width(quad), FRAME[1] / picture.shape[0])
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    size = int(np.ceil(picture.shape[1] * scale)), max(FRAME[1], int(np.ceil(picture.shape[0] * scale)))
    picture = cv2.resize(picture, size, interpolation=way)
    centre = quad.mean(0) * scale
    top = int(np.clip(centre[1] - FRAME[1] * rng.uniform(0.4, 0.75), 0, size[1] - FRAME[1]))
    return picture[top : top + FRAME[1]], centre - (0, top)


def show(rng: np.random.Generator, plate: Plate, stages: Stages) -> tuple[np.ndarray, np.ndarray]:
    """A frame with the plate in it, and the plate's corners."""
    width = rng.uniform(*PLATE_WIDTHS)
    stage = stages.draw(rng, width)
    aspect = plate.image.shape[1] / plate.image.shape[0]
    tilt = np.deg2rad(np.clip(rng.normal(0, 8), -GREATEST_TILT, GREATEST_TILT))
    margin = width * 0.6
    centre = np.clip(stage.centre, (margin, margin), (FRAME[0] - margin, FRAME[1] - margin))
    quad = pasting.random_quad(rng, centre, width, aspect, tilt, TURN)
    image = stage.image.copy()
    flat = pasting.relight(rng, plate.image, pasting.surroundings(image, quad))
    pasting.paste(image, flat, quad, plate.alpha, feather=0.5)
    return moderate(rng, image, quad), quad


def moderate(rng: np.random.Generator, image: np.ndarray, quad: np.ndarray) -> np.ndarray:
    """What a good camera does to a frame by day and, in one of eight, by night; a tenth are grey."""
    if rng.random() < 0.125:
        image = night_light(rng, image, [quad])
    elif rng.random() < 0.1:
        image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    if rng.random() < 0.5:
        image = cv2.GaussianBlur(image, (0, 0), plate_width(quad) * rng.uniform(0.002, 0.009))
    if rng.random() < 0.5:
        noise = rng.standard_normal(image.shape, np.float32) * rng.uniform(1, 6)
        image = np.clip(image + noise, 0, 255).astype(np.uint8)
    return image


def layouts() -> list[tuple[str, str, int]]:
    """Name of the set, category and rows, of every category and layout."""
    return [
        (name.lower().replace("_", "-") + ("-double" if rows == 2 else ""), name, rows)
        for name, category in grammar.CATEGORIES.items()
        for rows in category.rows
    ]


def synthetic_sets(data: Path, out: Path, seed: int, count: int) -> dict[str, int]:
    """One set of ``count`` frames for each category and layout; one does not change with another's count."""
    glyphs = data / "glyphs"
    renderer = PlateRenderer(glyphs if glyphs.is_dir() else None)
    stages = Stages(data)

    def examples(number: int, name: str, category: str, rows: int) -> Iterator[Example]:
        rng = np.random.default_rng([seed, number])
        for k in range(count):
            plate = renderer.render(rng, category, rows=rows)
            image, quad = show(rng, plate, stages)
            quality = int(rng.integers(60, 93))
            yield Example(f"{name}-{k:04d}.jpg", image, plate.text, quad, plate.color, category, quality)

    return {
        f"synthetic-{name}": write_set(out / f"synthetic-{name}", examples(number, name, category, rows))
        for number, (name, category, rows) in enumerate(layouts())
    }
