"""The real pictures that a reader learns from, gathered once; as one small file for a machine that has no data folder."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from wugan_training import grammar
from wugan_training.glyphs import DRAWN, GlyphSource
from wugan_training.measure import Reader, text_of
from wugan_training.model import HEIGHT, WIDTH
from wugan_training.realdata import Chip, backgrounds, crop_chips, province_tiles, rectify, scene_chips
from wugan_training.scenes import training_pictures

STOCK = "stock.npz"
BACKDROPS = 3000
LETTERING = "出入口停车场收费公司物流中国银行东风解放吨米请勿占用消防通道abcdeghkmnrst:-/%"
"""Characters of boards and vehicles, drawn as what is no plate."""

SURE = 0.9
"""A label is in doubt where a reader takes the picture for another text with at least this least probability."""


@dataclass
class Stock:
    """Pictures of training folders only.

    Attributes:
        crops: upright cuts of plates.
        scenes: plates rectified by their corners, with a margin.
        tiles: province characters, per province uint8 (N, 20, 20).
        backdrops: uint8 (N, 64, 168, 3), no plate in them.
        false: pictures that fool plate finders, uint8 (H, W, 3).
    """

    crops: list[Chip]
    scenes: list[Chip]
    tiles: dict[str, np.ndarray]
    backdrops: np.ndarray
    false: list[np.ndarray]

    @classmethod
    def gather(cls, data: Path, rng: np.random.Generator, backdrops: int = BACKDROPS) -> Stock:
        """Reads the training folders of a data root."""
        train = data / "train"
        return cls(
            crop_chips([train / "crops", train / "crops-more"]),
            scene_chips([train / "scenes", train / "scenes-more"]),
            province_tiles(train / "province-chars"),
            backgrounds(data, rng, backdrops, (WIDTH, HEIGHT)),
            [cv2.imread(str(p)) for p in training_pictures(train / "false-candidates")],
        )

    def without_doubt(self, reader: Reader) -> tuple[Stock, int]:
        """A stock without the plates which ``reader`` is sure are another text, and how many those are."""
        crops = [c for c in self.crops if not in_doubt(reader, c)]
        scenes = [c for c in self.scenes if not in_doubt(reader, c)]
        left_out = len(self.crops) + len(self.scenes) - len(crops) - len(scenes)
        return Stock(crops, scenes, self.tiles, self.backdrops, self.false), left_out

    def save(self, path: Path, quality: int = 92) -> None:
        """Writes everything into one file; pictures as JPEG of that quality."""
        arrays: dict[str, np.ndarray] = {}
        for name, chips in (("crops", self.crops), ("scenes", self.scenes)):
            _put(arrays, name, [c.image for c in chips], quality)
            arrays[f"{name}-quads"] = np.stack([c.quad for c in chips])
            arrays[f"{name}-texts"] = np.array([c.text for c in chips])
            arrays[f"{name}-colors"] = np.array([c.color for c in chips])
            arrays[f"{name}-weights"] = np.array([c.weight for c in chips])
        _put(arrays, "backdrops", list(self.backdrops), quality)
        _put(arrays, "false", self.false, quality)
        for province, tiles in self.tiles.items():
            arrays[f"tiles-{ord(province):x}"] = tiles
        np.savez_compressed(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> Stock:
        """Reads a file written by ``save``."""
        with np.load(path) as arrays:
            tiles = {chr(int(n[6:], 16)): arrays[n] for n in arrays.files if n.startswith("tiles-")}
            return cls(
                _chips(arrays, "crops", False), _chips(arrays, "scenes", True), tiles,
                np.stack(_get(arrays, "backdrops")), _get(arrays, "false"),
            )


def in_doubt(reader: Reader, chip: Chip) -> bool:
    """Tells whether a reader is sure that a plate shows another text than its label."""
    chars, _, _ = reader(rectify(chip.image, chip.quad, WIDTH, HEIGHT))
    return text_of(chars) != chip.text and float(chars.max(1).min()) >= SURE


def pack_glyphs(glyphs: Path, out: Path) -> None:
    """Copies the glyph pictures, and draws those of the font, so that no font is needed where they are used."""
    for part in ("pengfei/font_model", "new-energy"):
        if (glyphs / part).is_dir():
            shutil.copytree(glyphs / part, out / part, dirs_exist_ok=True)
    folder = out / DRAWN
    folder.mkdir(parents=True, exist_ok=True)
    source = GlyphSource(None)
    for char in sorted(set("".join(grammar.ALPHABET)) | set(LETTERING)):
        ink = np.round(source.drawn(char) * 255).astype(np.uint8)
        cv2.imwrite(str(folder / f"{ord(char):x}.png"), ink)


def _put(arrays: dict[str, np.ndarray], name: str, images: list[np.ndarray], quality: int) -> None:
    codes = [cv2.imencode(".jpg", i, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].reshape(-1) for i in images]
    arrays[name] = np.concatenate(codes)
    arrays[f"{name}-ends"] = np.cumsum([len(c) for c in codes])


def _get(arrays: np.lib.npyio.NpzFile, name: str) -> list[np.ndarray]:
    codes, ends = arrays[name], arrays[f"{name}-ends"]
    return [cv2.imdecode(code, cv2.IMREAD_COLOR) for code in np.split(codes, ends[:-1])]


def _chips(arrays: np.lib.npyio.NpzFile, name: str, exact: bool) -> list[Chip]:
    fields = (arrays[f"{name}-{f}"] for f in ("quads", "texts", "colors", "weights"))
    return [
        Chip(image, quad, str(text), int(color), exact, float(weight))
        for image, quad, text, color, weight in zip(_get(arrays, name), *fields)
    ]
