"""Real pictures for training and measuring: label files, crops, scenes, tiles, backgrounds."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from wugan_training import grammar
from wugan_training.camera import map_points, quad_to_quad, rect_quad
from wugan_training.scenes import training_pictures

CANVAS_PLATE = (208, 80)
CANVAS_MARGIN = (60, 40)
TILE = 20


@dataclass
class Labelled:
    """One picture with its plate text and, if known, its corners (4, 2) float32 in pixels."""

    path: Path
    text: str
    quad: np.ndarray | None

    def read(self) -> np.ndarray:
        """Gives the picture, uint8 (H, W, 3) BGR."""
        image = cv2.imread(str(self.path), cv2.IMREAD_COLOR)
        if image is None:
            raise OSError(f"not a picture: {self.path}")
        return image


@dataclass
class Chip:
    """A plate cut out for training.

    Attributes:
        image: uint8 (H, W, 3) BGR.
        quad: corners of the plate in the image, or of the whole crop, float32 (4, 2).
        text: plate text.
        color: index into ``grammar.COLORS`` or -1 if not known.
        exact: true if the quad is the plate's true corners, false for a loose upright crop.
        weight: how often to use it, relative to the others.
    """

    image: np.ndarray
    quad: np.ndarray
    text: str
    color: int
    exact: bool
    weight: float = 1.0


def read_labels(folder: Path) -> list[Labelled]:
    """Reads ``labels.csv`` (file, plate, corners) of a set; rows without a plate are left out."""
    rows = []
    with open(folder / "labels.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if not row["plate"]:
                continue
            corners = [float(v) for v in (row.get("corners") or "").split()]
            quad = np.array(corners, np.float32).reshape(4, 2) if len(corners) == 8 else None
            rows.append(Labelled(folder / row["file"], row["plate"].upper(), quad))
    return rows


def guess_color(plate: np.ndarray, text: str) -> int:
    """Guesses a real plate's colour from its text and hue; -1 if in doubt."""
    names = grammar.COLORS
    if len(text) == 8 and grammar.CATEGORIES["NEV_SMALL"].matches(text):
        return names.index("GREEN")
    if len(text) == 8 and grammar.CATEGORIES["NEV_LARGE"].matches(text):
        return names.index("YELLOW_GREEN")
    if text.endswith("警") or text.startswith("WJ"):
        return names.index("WHITE")
    h, w = plate.shape[:2]
    hsv = cv2.cvtColor(plate[h // 5 : h - h // 5, w // 10 : w - w // 10], cv2.COLOR_BGR2HSV)
    vivid = hsv[(hsv[:, :, 1] > 70) & (hsv[:, :, 2] > 40)]
    if len(vivid) < 0.3 * hsv.shape[0] * hsv.shape[1]:
        return -1
    hue = vivid[:, 0]
    blue = float(np.mean((hue > 95) & (hue < 130)))
    yellow = float(np.mean((hue > 12) & (hue < 35)))
    if blue > 0.7:
        return names.index("BLUE")
    if yellow > 0.7:
        return names.index("YELLOW")
    return -1


def crop_chips(folders: list[Path]) -> list[Chip]:
    """Loads crops: the whole picture is the plate with some margin."""
    chips = []
    for folder in folders:
        for item in read_labels(folder):
            if not grammar.is_readable(item.text):
                continue
            image = item.read()
            h, w = image.shape[:2]
            if w > 420:
                image = cv2.resize(image, (420, max(1, h * 420 // w)), interpolation=cv2.INTER_AREA)
                h, w = image.shape[:2]
            chips.append(Chip(image, rect_quad(w, h), item.text, guess_color(image, item.text), False))
    _balance(chips)
    return chips


def scene_chips(folders: list[Path]) -> list[Chip]:
    """Loads scenes with known corners, each rectified to 208×80 with a margin of its surroundings."""
    (pw, ph), (mx, my) = CANVAS_PLATE, CANVAS_MARGIN
    target = rect_quad(pw, ph) + np.array([mx, my], np.float32)
    chips = []
    for folder in folders:
        for item in read_labels(folder):
            if item.quad is None or not grammar.is_readable(item.text):
                continue
            matrix = quad_to_quad(item.quad, target)
            canvas = cv2.warpPerspective(
                item.read(), matrix, (pw + 2 * mx, ph + 2 * my), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
            )
            flat = canvas[my : my + ph, mx : mx + pw]
            chips.append(Chip(canvas, target.copy(), item.text, guess_color(flat, item.text), True))
    _balance(chips)
    return chips


def _balance(chips: list[Chip]) -> None:
    counts: dict[str, int] = {}
    for chip in chips:
        counts[chip.text[0]] = counts.get(chip.text[0], 0) + 1
    for chip in chips:
        chip.weight = counts[chip.text[0]] ** -0.5


def province_tiles(folder: Path) -> dict[str, np.ndarray]:
    """Reads real province characters: per province uint8 (N, 20, 20), light ink on dark."""
    tiles = {}
    with open(folder / "counts.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            if len(row) != 2 or not row[1].isdigit():
                continue
            sheet = cv2.imdecode(np.fromfile(folder / f"{row[0]}.png", np.uint8), cv2.IMREAD_GRAYSCALE)
            across = sheet.shape[1] // TILE
            grid = sheet.reshape(sheet.shape[0] // TILE, TILE, across, TILE).swapaxes(1, 2)
            tiles[row[0]] = grid.reshape(-1, TILE, TILE)[: int(row[1])]
    return tiles


def backgrounds(data: Path, rng: np.random.Generator, count: int, size: tuple[int, int]) -> np.ndarray:
    """Cuts patches without a plate: uint8 (N, h, w, 3), from negatives and scenes beside the plate."""
    w, h = size
    patches = []
    grey = training_pictures(data / "train" / "negatives")
    scenes = [s for s in read_labels(data / "train" / "scenes") if s.quad is not None]
    for k in range(count // 8 + 1):
        if k % 2 == 0 and grey:
            image = cv2.imread(str(grey[int(rng.integers(len(grey)))]), cv2.IMREAD_COLOR)
            avoid = None
        else:
            item = scenes[int(rng.integers(len(scenes)))]
            image, avoid = item.read(), item.quad
        if image is None:
            continue
        for _ in range(8):
            pw = int(np.exp(rng.uniform(np.log(40), np.log(max(60, image.shape[1] * 0.6)))))
            ph = int(pw / rng.uniform(1.6, 3.6))
            if pw >= image.shape[1] or ph >= image.shape[0]:
                continue
            x = int(rng.integers(image.shape[1] - pw))
            y = int(rng.integers(image.shape[0] - ph))
            if avoid is not None:
                low, high = avoid.min(0), avoid.max(0)
                if x < high[0] and x + pw > low[0] and y < high[1] and y + ph > low[1]:
                    continue
            patches.append(cv2.resize(image[y : y + ph, x : x + pw], (w, h), interpolation=cv2.INTER_AREA))
    return np.stack(patches)


def rectify(image: np.ndarray, quad: np.ndarray, width: int, height: int) -> np.ndarray:
    """Warps a plate's corners onto the whole picture, bilinear, as the product does.

    Large plates are first halved by area until the plate is at most twice the target's width.
    """
    quad = np.float32(quad)
    while max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3])) > 2 * width:
        size = (max(1, image.shape[1] // 2), max(1, image.shape[0] // 2))
        quad = quad * np.array([size[0] / image.shape[1], size[1] / image.shape[0]], np.float32)
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    matrix = quad_to_quad(quad, rect_quad(width, height))
    return cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


__all__ = [
    "CANVAS_MARGIN", "CANVAS_PLATE", "Chip", "Labelled", "backgrounds", "crop_chips", "map_points",
    "province_tiles", "read_labels", "rectify", "scene_chips",
]
