"""Reading of the data folders which the detector learns from and is measured on."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

TRAINING_SCENES = ("train/scenes", "train/scenes-more")
PICTURE_SUFFIXES = {".jpg", ".jpeg", ".png", ".bmp"}


@dataclass(frozen=True)
class Scene:
    """One picture file and the plates known on it."""

    path: Path
    quads: list[np.ndarray]
    """Corners of each plate, ``4 x 2`` float64 pixels (top left, top right, bottom right, bottom left)."""
    texts: list[str]
    """Text of each plate; as many as ``quads`` where corners are known, all texts of the file otherwise."""


def read_scenes(folder: Path) -> list[Scene]:
    """Read ``labels.csv`` (``file,plate,corners``) of a folder; one scene per file, in the file's order."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    with open(folder / "labels.csv", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            grouped.setdefault(row["file"], []).append((row["plate"], row["corners"] or ""))
    scenes = []
    for name, plates in grouped.items():
        quads = [parse_corners(corners) for _, corners in plates if corners.strip()]
        scenes.append(Scene(folder / name, quads, [text for text, _ in plates]))
    return scenes


def parse_corners(text: str) -> np.ndarray:
    """Eight numbers separated by blanks, to a ``4 x 2`` quad."""
    return np.array(text.split(), np.float64).reshape(4, 2)


def list_pictures(folder: Path) -> list[Path]:
    """All picture files of a folder in a stable order; empty where the folder is missing."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in PICTURE_SUFFIXES)


HELD_OUT_EVERY = 8
"""Of the pictures without plates every so-manieth is kept out of training, to count false plates on."""


def training_pictures(folder: Path) -> list[Path]:
    """The pictures of a plate-free folder that may be trained on."""
    return [p for k, p in enumerate(list_pictures(folder)) if k % HELD_OUT_EVERY]


def held_out_pictures(folder: Path) -> list[Path]:
    """The pictures of a plate-free folder that are never trained on."""
    return list_pictures(folder)[::HELD_OUT_EVERY]


@dataclass
class PictureCache:
    """Decoded pictures with reduced copies, so that strong down-scaling does not alias.

    At most ``limit`` pictures are kept.
    """

    limit: int = 4000
    _levels: dict[Path, list[np.ndarray]] = field(default_factory=dict)

    def levels(self, path: Path) -> list[np.ndarray]:
        """``[full, half, quarter, eighth]`` size copies, ``H x W x 3`` uint8 BGR."""
        if path not in self._levels:
            picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
            if picture is None:
                raise OSError(f"cannot read {path}")
            levels = [picture]
            for _ in range(3):
                last = levels[-1]
                size = (max(1, last.shape[1] // 2), max(1, last.shape[0] // 2))
                levels.append(cv2.resize(last, size, interpolation=cv2.INTER_AREA))
            if len(self._levels) >= self.limit:
                self._levels.pop(next(iter(self._levels)))
            self._levels[path] = levels
        return self._levels[path]


def warp(
    levels: list[np.ndarray], matrix: np.ndarray, size: tuple[int, int], fill: tuple[float, float, float]
) -> np.ndarray:
    """Warp a picture into ``size`` (width, height) by a 3 x 3 matrix on continuous coordinates of the full picture.

    The reduced copy next to the matrix's scale is taken. Outside the picture is ``fill``: never a reflection, which
    would show plates without a label.
    """
    scale = np.sqrt(abs(np.linalg.det(matrix[:2, :2])))
    level = int(np.clip(np.floor(np.log2(max(1.0 / max(scale, 1e-6), 1.0)) + 0.35), 0, len(levels) - 1))
    source = levels[level]
    grow = np.diag([levels[0].shape[1] / source.shape[1], levels[0].shape[0] / source.shape[0], 1.0])
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    pixel_matrix = np.linalg.inv(half) @ matrix @ grow @ half
    return cv2.warpPerspective(
        source, pixel_matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=fill
    )


def transform(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Apply a 3 x 3 matrix to ``N x 2`` points."""
    lifted = np.concatenate([points, np.ones((len(points), 1))], 1) @ matrix.T
    return lifted[:, :2] / lifted[:, 2:]
