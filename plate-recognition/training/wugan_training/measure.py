"""Measuring the reader: exact texts on real sets and on rendered plates of each category."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

import cv2
import numpy as np

from wugan_training import camera, grammar
from wugan_training.camera import UNIT_QUAD, map_points, quad_to_quad, rect_quad
from wugan_training.model import HEIGHT, WIDTH
from wugan_training.plates import PlateRenderer
from wugan_training.realdata import read_labels, rectify

Prediction = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Probabilities of one picture: chars (8, C), color (7,), plate (2,)."""

Reader = Callable[[np.ndarray], Prediction]
"""Reads a rectified plate, uint8 (64, 168, 3) BGR."""


@dataclass
class Score:
    """Counts of one set; ``wrong`` lists (picture, label, text read)."""

    count: int = 0
    exact: int = 0
    without_province: int = 0
    plate: int = 0
    groups: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, name: str, label: str, read: str, is_plate: bool, group: str) -> None:
        """Counts one picture."""
        self.count += 1
        self.exact += read == label
        self.without_province += read[1:] == label[1:]
        self.plate += is_plate
        self.groups[group][0] += read == label
        self.groups[group][1] += 1
        if read != label:
            self.wrong.append((name, label, read))

    def line(self) -> str:
        """Gives the score as one line of text."""
        n = max(self.count, 1)
        return (
            f"{self.count} pictures: exact {self.exact / n:.1%} ({self.exact}), without first character "
            f"{self.without_province / n:.1%}, taken for a plate {self.plate / n:.1%}"
        )


def text_of(chars: np.ndarray) -> str:
    """Gives the most probable text of probabilities (8, C)."""
    return grammar.decode(chars.argmax(1))


def onnx_reader(path: Path) -> Reader:
    """Opens an ONNX reader with OpenCV."""
    net = cv2.dnn.readNetFromONNX(str(path))

    def read(image: np.ndarray) -> Prediction:
        net.setInput(cv2.dnn.blobFromImage(image, 1 / 255.0), "image")
        chars, color, plate = net.forward(["chars", "color", "plate"])
        return chars.reshape(grammar.MAX_LENGTH, -1), color.reshape(-1), plate.reshape(-1)

    return read


def measure_real(reader: Reader, folder: Path, noise: float = 0.0, seed: int = 0) -> Score:
    """Scores a labelled set: by its corners, or the whole picture if the set is of crops.

    ``noise`` displaces the corners: sd as a share of the plate's width and of its height.
    """
    rng = np.random.default_rng(seed)
    score = Score()
    crops = folder.name.startswith("crops")
    for item in read_labels(folder):
        if item.quad is None and not crops:
            continue
        image = item.read()
        quad = rect_quad(image.shape[1], image.shape[0]) if item.quad is None else item.quad
        if noise:
            unit = UNIT_QUAD + rng.normal(0, noise, (4, 2)).astype(np.float32)
            quad = map_points(quad_to_quad(UNIT_QUAD, quad), unit)
        chars, _, plate = reader(rectify(image, quad, WIDTH, HEIGHT))
        score.add(item.path.name, item.text, text_of(chars), plate[1] > 0.5, f"length {len(item.text)}")
    return score


def measure_rendered(reader: Reader, glyph_dir: Path | None, per_category: int, seed: int) -> Score:
    """Scores rendered plates of every category and layout with moderate camera effects."""
    renderer = PlateRenderer(glyph_dir)
    rng = np.random.default_rng(seed)
    score = Score()
    colors = [0, 0]
    for name, category in grammar.CATEGORIES.items():
        for rows in category.rows:
            for _ in range(per_category):
                plate = renderer.render(rng, name, rows=rows)
                h, w = plate.image.shape[:2]
                unit = UNIT_QUAD + rng.normal(0, 1, (4, 2)).astype(np.float32) * np.float32([0.02, 0.04])
                image = rectify(plate.image, unit * np.float32([w, h]), WIDTH, HEIGHT)
                image, grey = camera.degrade(image, rng, 0.35)
                chars, color, is_plate = reader(image)
                group = name + (" double row" if rows == 2 else "")
                score.add("rendered", plate.text, text_of(chars), is_plate[1] > 0.5, group)
                if not grey:
                    colors[0] += int(color.argmax() == grammar.COLORS.index(plate.color))
                    colors[1] += 1
    score.groups["colour"] = colors
    return score


def measure_negatives(reader: Reader, pictures: list[np.ndarray]) -> float:
    """Gives the share of pictures without a plate that are taken for one."""
    return float(np.mean([reader(cv2.resize(p, (WIDTH, HEIGHT)))[2][1] > 0.5 for p in pictures]))
