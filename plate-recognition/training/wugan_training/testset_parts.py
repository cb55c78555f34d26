"""What the sets to measure recognition on have in common: an example, the folder it is written to, real scenes."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import cv2
import numpy as np

from .scenes import Scene, list_pictures, read_scenes

FRAME = (960, 540)
"""Width and height of a frame at a gate, in pixels."""

EVERY = 8
"""Of the pictures without a plate every eighth by name, from the first on, is kept out of training."""


@dataclass(frozen=True)
class Example:
    """One picture of a set and the one plate that is known on it."""

    name: str
    image: np.ndarray
    text: str
    quad: np.ndarray
    color: str = ""
    category: str = ""
    quality: int = 90


def write_set(folder: Path, examples: Iterator[Example]) -> int:
    """Write a set, its labels last; returns how many pictures it has."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    part = folder / "labels.csv.part"  # gets its name when the set is complete
    with open(part, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["file", "plate", "corners", "color", "category"])
        for one in examples:
            done = cv2.imwrite(str(folder / one.name), one.image, [cv2.IMWRITE_JPEG_QUALITY, one.quality])
            if not done:
                raise OSError(f"cannot write {folder / one.name}")
            corners = " ".join(f"{v:.1f}" for v in one.quad.reshape(-1))
            writer.writerow([one.name, one.text, corners, one.color, one.category])
            count += 1
    part.replace(folder / "labels.csv")
    return count


def held_out(folder: Path) -> list[Path]:
    """The pictures without a plate that no training sees."""
    return list_pictures(folder)[::EVERY]


def plate_width(quad: np.ndarray) -> float:
    """Mean length of the upper and the lower edge, in pixels."""
    return float(np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 2


def scenes_of(data: Path, folders: tuple[str, ...], limit: int | None = None) -> list[Scene]:
    """Scenes with exactly one plate and its corners, evenly thinned to at most ``limit``."""
    found: list[Scene] = []
    for name in folders:
        if (data / name / "labels.csv").is_file():
            found += [s for s in read_scenes(data / name) if len(s.quads) == 1 == len(s.texts) and s.texts[0]]
    if limit is None or len(found) <= limit:
        return found
    return [found[int(i)] for i in np.linspace(0, len(found) - 1, limit)]


def read_picture(path: Path) -> np.ndarray:
    """A picture, ``H x W x 3`` uint8 BGR."""
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise OSError(f"cannot read {path}")
    return picture
