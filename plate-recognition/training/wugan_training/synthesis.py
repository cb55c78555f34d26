"""Makes the detector's training pictures: real scenes, replaced and pasted plates, mosaics and hard negatives."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from . import camera_effects, pasting
from .detector_codec import quad_size
from .generic_plates import draw_generic_plate
from .glyphs import DEFAULT_FONT, GlyphSource
from .lettering import draw_board
from .plates import PlateRenderer
from .scenes import TRAINING_SCENES, PictureCache, Scene, list_pictures, read_scenes, training_pictures, transform, warp

PLATE_WIDTHS = (10.0, 220.0)
"""Smallest and greatest width of a plate to learn, in pixels of the network's input."""


@dataclass
class Frame:
    """One training picture."""

    image: np.ndarray
    """``H x W x 3`` uint8 BGR."""
    quads: list[np.ndarray] = field(default_factory=list)
    """Plate corners, ``4 x 2`` pixels."""
    rows: list[int] = field(default_factory=list)
    """Rows of text of each plate, 0 where unknown."""
    ignored: list[np.ndarray] = field(default_factory=list)
    """Quads of things which may or may not be plates."""


@dataclass(frozen=True)
class FlatPlate:
    """A plate seen from the front: ``image`` ``H x W x 3``, ``alpha`` ``H x W`` or None, rows (0 unknown)."""

    image: np.ndarray
    alpha: np.ndarray | None
    rows: int
    aspect: float
    """True width by height."""


def vary(rng: np.random.Generator, frame: Frame) -> Frame:
    """A cheap variant of a frame: shifted by up to a tenth and with another tone."""
    height, width = frame.image.shape[:2]
    dx, dy = int(rng.integers(-width // 10, width // 10 + 1)), int(rng.integers(-height // 10, height // 10 + 1))
    image = np.full_like(frame.image, int(rng.integers(0, 256)) if rng.random() < 0.5 else 114)
    source = frame.image[max(0, -dy) : height - max(0, dy), max(0, -dx) : width - max(0, dx)]
    table = 255 * (np.arange(256) / 255.0) ** np.exp(rng.normal(0, 0.2)) * rng.uniform(0.8, 1.15)
    image[max(0, dy) : height - max(0, -dy), max(0, dx) : width - max(0, -dx)] = cv2.LUT(
        source, np.clip(table, 0, 255).astype(np.uint8)
    )
    out = Frame(image, ignored=[q + (dx, dy) for q in frame.ignored])
    for quad, rows in zip(frame.quads, frame.rows):
        moved = quad + (dx, dy)
        cut = max((-moved).max(), (moved - (width, height)).max()) > 0.12 * quad_size(quad)[0]
        if cut:
            out.ignored.append(moved)
        else:
            out.quads.append(moved)
            out.rows.append(rows)
    return out


class SceneSynthesizer:
    """Endless source of training frames; the same seed gives the same frames."""

    def __init__(
        self, data: Path, seed: int, size: tuple[int, int] = (256, 192), ignored: dict[str, list[list[list[float]]]] | None = None
    ) -> None:
        """``data`` is the data root, ``size`` the frame's width and height, ``ignored`` doubtful quads per file
        (key: path relative to ``data``)."""
        self.size = size
        self.rng = np.random.default_rng(seed)
        self.cache = PictureCache()
        groups = [[s for s in read_scenes(data / name) if s.quads] for name in TRAINING_SCENES]
        self.scenes: list[Scene] = [s for group in groups for s in group]
        weights = np.concatenate([np.full(len(g), 1.0 if k == 0 else 3.0) for k, g in enumerate(groups)])
        self.scene_odds = weights / weights.sum()
        self.ignored = {str(data / name): [np.array(q) for q in quads] for name, quads in (ignored or {}).items()}
        self.negatives = training_pictures(data / "train/negatives")
        self.false_candidates = training_pictures(data / "train/false-candidates")
        self.bumpers = list_pictures(data / "glyphs/bumpers")
        self.renderer = PlateRenderer(data / "glyphs", seed=seed)
        self.pool: list[FlatPlate] = []
        self.board_glyphs = GlyphSource(None, DEFAULT_FONT)
        self.boards: list[np.ndarray] = []

    # ---------------------------------------------------------------- frames

    def frame(self) -> Frame:
        """Make the next frame."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.45:
            width = rng.uniform(70, 140) if rng.random() < 0.55 else self._log_uniform(25, PLATE_WIDTHS[1])
            frame = self._scene(self.size, width)
        elif kind < 0.66:
            frame = self._mosaic()
        elif kind < 0.70:
            frame = self._held()
        else:
            frame = self._background()
        return self._finish(frame)

    def _scene(self, size: tuple[int, int], plate_width: float) -> Frame:
        """A warped scene whose plate is about ``plate_width`` pixels wide, perhaps with its plate replaced."""
        rng = self.rng
        scene = self.scenes[int(rng.choice(len(self.scenes), p=self.scene_odds))]
        levels = self.cache.levels(scene.path)
        main = scene.quads[int(rng.integers(len(scene.quads)))]
        matrix = self._view(main, plate_width, size)
        replace = rng.random() < 0.62
        flip = replace and rng.random() < 0.5
        if flip:
            matrix = np.array([[-1, 0, size[0]], [0, 1, 0], [0, 0, 1.0]]) @ matrix
        picture = self._on_ground(levels, matrix, size)
        frame = Frame(picture)
        for quad in scene.quads:
            placed = transform(matrix, quad)
            if flip:
                placed = placed[[1, 0, 3, 2]]
            if replace:
                self._replace(frame, placed)
            else:
                frame.quads.append(placed)
                width, height = quad_size(quad)
                frame.rows.append(1 if width > 2.45 * height or "scenes/" in scene.path.as_posix() else 0)
        for quad in self.ignored.get(str(scene.path), []):
            frame.ignored.append(transform(matrix, quad))
        if rng.random() < 0.3:
            self._add_plates(frame, int(rng.integers(1, 3)))
        if rng.random() < 0.3:
            self._add_distractors(frame, int(rng.integers(1, 3)))
        return frame

    def _mosaic(self) -> Frame:
        """Several scenes side by side, for small plates."""
        rng = self.rng
        columns, lines = int(rng.integers(2, 5)), int(rng.integers(1, 4))
        xs = np.linspace(0, self.size[0], columns + 1).round().astype(int)
        ys = np.linspace(0, self.size[1], lines + 1).round().astype(int)
        whole = Frame(np.zeros((self.size[1], self.size[0], 3), np.uint8))
        for x0, x1 in zip(xs, xs[1:]):
            for y0, y1 in zip(ys, ys[1:]):
                limit = 0.75 * min(x1 - x0, 1.6 * (y1 - y0))
                width = self._log_uniform(PLATE_WIDTHS[0], max(limit, 14))
                cell = self._scene((int(x1 - x0), int(y1 - y0)), width)
                whole.image[y0:y1, x0:x1] = cell.image
                for quad, rows in zip(cell.quads, cell.rows):
                    middle = quad.mean(0)
                    outside = (quad < -1).any() or (quad > np.array(cell.image.shape[1::-1]) + 1).any()
                    if outside and ((middle < 0).any() or (middle >= cell.image.shape[1::-1]).any()):
                        continue
                    whole.quads.append(quad + (x0, y0))
                    whole.rows.append(rows)
                    if outside:
                        whole.ignored.append(quad + (x0, y0))
                whole.ignored.extend(quad + (x0, y0) for quad in cell.ignored)
        return whole

    def _background(self) -> Frame:
        """A picture without plates, plates pasted anywhere or nowhere, and things that look like plates."""
        rng = self.rng
        if rng.random() < 0.6 and self.negatives:
            levels = self.cache.levels(self.negatives[int(rng.integers(len(self.negatives)))])
            frame = Frame(self._fill(levels, self.size))
            if rng.random() < 0.7:  # these pictures are grey: give them some colour
                ramp = rng.uniform(0.6, 1.3, (2, 3)).astype(np.float32)
                mix = np.linspace(0, 1, self.size[1], dtype=np.float32)[:, None, None]
                frame.image = np.clip(frame.image * (ramp[0] * (1 - mix) + ramp[1] * mix), 0, 255).astype(np.uint8)
        else:
            frame = self._scene(self.size, self._log_uniform(40, 200))
            for quad in frame.quads:
                pasting.cover(rng, frame.image, quad)
            frame.quads, frame.rows = [], []
        if rng.random() < 0.8:
            self._add_distractors(frame, int(rng.integers(1, 6)))
        if rng.random() < 0.75:
            self._add_plates(frame, int(rng.integers(1, 5)))
        return frame

    def _held(self) -> Frame:
        """One plate from very near, as it is held before a camera: it fills most of the frame."""
        rng = self.rng
        if self.negatives and rng.random() < 0.5:
            image = self._fill(self.cache.levels(self.negatives[int(rng.integers(len(self.negatives)))]), self.size)
            image = np.clip(image * rng.uniform(0.6, 1.3, 3), 0, 255).astype(np.uint8)
        else:
            behind = self._scene(self.size, self._log_uniform(40, 120))
            for quad in behind.quads:
                pasting.cover(rng, behind.image, quad)
            image = cv2.GaussianBlur(behind.image, (0, 0), rng.uniform(0.5, 4))
        frame = Frame(image)
        plate = self.flat_plate()
        width = rng.uniform(0.45, 0.86) * self.size[0]
        quad = pasting.random_quad(rng, np.array(self.size) / 2, width, plate.aspect, self._tilt() / 3, turn=0.2)
        quad = quad + rng.normal(0, 0.05, 2) * self.size
        self._put(frame, plate, quad, pasting.surroundings(image, quad))
        return frame

    def _finish(self, frame: Frame) -> Frame:
        """Camera effects, and plates that are cut or too small become ignored."""
        rng = self.rng
        widths = [quad_size(q)[0] for q in frame.quads]
        if rng.random() < 0.12:
            frame.image = camera_effects.night_light(rng, frame.image, frame.quads)
        frame.image = camera_effects.spoil(rng, frame.image, min(widths, default=60.0))
        if rng.random() < 0.08:
            self._stamp(frame.image)
        kept, rows = [], []
        bounds = np.array(self.size)
        for quad, count, width in zip(frame.quads, frame.rows, widths):
            overhang = max((-quad).max(), (quad - bounds).max())
            if overhang > 0.12 * width or not 0.85 * PLATE_WIDTHS[0] <= width <= 1.25 * PLATE_WIDTHS[1]:
                frame.ignored.append(pasting.grow(quad, 1.0))
            else:
                kept.append(quad)
                rows.append(count)
        frame.quads, frame.rows = kept, rows
        return frame

    # ---------------------------------------------------------------- plates

    def flat_plate(self) -> FlatPlate:
        """A random plate; rendered ones come from a pool that is renewed slowly."""
        rng = self.rng
        if len(self.pool) < 200 or rng.random() < 0.2:
            if rng.random() < 0.14:
                drawn = draw_generic_plate(rng)
                plate = FlatPlate(drawn.image, None, drawn.rows, drawn.image.shape[1] / drawn.image.shape[0])
            else:
                made = self.renderer.render(rng)
                plate = FlatPlate(made.image, made.alpha, made.rows, made.image.shape[1] / made.image.shape[0])
            if len(self.pool) >= 600:
                self.pool.pop(int(rng.integers(len(self.pool))))
            self.pool.append(plate)
            return plate
        return self.pool[int(rng.integers(len(self.pool)))]

    def _real_plate(self) -> FlatPlate:
        """A plate cut out of a training scene."""
        scene = self.scenes[int(self.rng.choice(len(self.scenes), p=self.scene_odds))]
        quad = scene.quads[0]
        width, height = quad_size(quad)
        size = int(np.clip(width, 40, 320)), int(np.clip(height, 14, 160))
        target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
        matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
        picture = cv2.warpPerspective(self.cache.levels(scene.path)[0], matrix, size, flags=cv2.INTER_LINEAR)
        aspect = 440 / 140 if width > 2.45 * height else width / height
        return FlatPlate(picture, None, 1 if width > 2.45 * height else 0, aspect)

    def _replace(self, frame: Frame, quad: np.ndarray) -> None:
        """Hide the plate on ``quad`` and put another one there."""
        rng = self.rng
        near = pasting.surroundings(frame.image, quad)
        pasting.cover(rng, frame.image, quad)
        plate = self.flat_plate()
        size = rng.uniform(0.85, 1.15)
        across = 1.0 if plate.aspect > 2.3 else rng.uniform(0.75, 1.0)
        width, height = quad_size(quad)
        along = across * width / max(height, 1.0) / plate.aspect * rng.uniform(0.9, 1.1)
        if width / max(height, 1.0) < 2.2:  # a foreshortened plate keeps its foreshortening
            along = across * (440 / 140) / plate.aspect
        place = pasting.grow(quad, size * across, size * along)
        place = place + rng.normal(0, 0.02, 2) * quad_size(quad)[0] + rng.normal(0, 0.008 * quad_size(quad)[0], (4, 2))
        self._put(frame, plate, place, near)

    def _add_plates(self, frame: Frame, count: int) -> None:
        """Paste plates at free places."""
        rng = self.rng
        for _ in range(count):
            plate = self._real_plate() if rng.random() < 0.25 else self.flat_plate()
            width = self._log_uniform(PLATE_WIDTHS[0], 150)
            quad = self._free_quad(frame, width, plate.aspect, 8)
            if quad is not None:
                self._put(frame, plate, quad, pasting.surroundings(frame.image, quad))

    def _put(self, frame: Frame, plate: FlatPlate, quad: np.ndarray, near: np.ndarray) -> None:
        """Draw a plate, at times in a holder, and note its corners."""
        rng = self.rng
        if rng.random() < 0.35:
            tone = rng.uniform(10, 230) if rng.random() < 0.4 else rng.uniform(10, 60)
            holder = np.clip(tone + rng.normal(0, 6, (24, 48, 3)), 0, 255).astype(np.uint8)
            rim = rng.uniform(1.02, 1.09)
            pasting.paste(frame.image, holder, pasting.grow(quad, rim, 1 + (rim - 1) * rng.uniform(1.2, 3.5)), feather=0.5)
        image, alpha = plate.image, plate.alpha
        share = 1.6 * quad_size(quad)[0] / image.shape[1]
        if share < 0.8:  # work on no more pixels than will be seen
            size = max(8, round(image.shape[1] * share)), max(4, round(image.shape[0] * share))
            image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
            alpha = None if alpha is None else cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
        lit = pasting.relight(rng, image, near)
        pasting.paste(frame.image, lit, quad, alpha, feather=0.6 if rng.random() < 0.5 else 0.0)
        frame.quads.append(quad)
        frame.rows.append(plate.rows)

    def _add_distractors(self, frame: Frame, count: int) -> None:
        """Paste lamps, grilles, lettering, boards and bare bumpers, which are no plates."""
        rng = self.rng
        for _ in range(count):
            patch = self._distractor()
            if patch is None:
                return
            quad = self._free_quad(frame, self._log_uniform(14, 160), patch.shape[1] / patch.shape[0], 4)
            if quad is not None:
                pasting.paste(frame.image, patch, quad, feather=rng.uniform(0.3, 2.0))

    def _distractor(self) -> np.ndarray | None:
        """A patch that is no plate; None where the data has no such pictures."""
        rng = self.rng
        roll = rng.random()
        if roll < 0.4:
            if len(self.boards) < 300 or rng.random() < 0.1:
                board = draw_board(rng, self.board_glyphs)
                if len(self.boards) >= 500:
                    self.boards.pop(int(rng.integers(len(self.boards))))
                self.boards.append(board)
            return self.boards[int(rng.integers(len(self.boards)))]
        files = self.bumpers if roll < 0.5 and self.bumpers else self.false_candidates
        if not files:
            return None
        return self.cache.levels(files[int(rng.integers(len(files)))])[0]

    def _free_quad(self, frame: Frame, width: float, aspect: float, tries: int) -> np.ndarray | None:
        """A quad inside the frame clear of every other plate, or None."""
        rng = self.rng
        taken = [(q.min(0) - 3, q.max(0) + 3) for q in frame.quads + frame.ignored]
        height, frame_width = frame.image.shape[:2]
        for _ in range(tries):
            centre = rng.uniform((0, 0), (frame_width, height))
            quad = pasting.random_quad(rng, centre, width, aspect, self._tilt())
            low, high = quad.min(0), quad.max(0)
            if (low < 1).any() or (high > (frame_width - 1, height - 1)).any():
                continue
            if all((high < a).any() or (low > b).any() for a, b in taken):
                return quad
        return None

    # ---------------------------------------------------------------- geometry and fillings

    def _tilt(self) -> float:
        """A rotation in radians: mostly small, at times up to 45 degrees."""
        roll = self.rng.random()
        if roll < 0.65:
            return float(np.clip(self.rng.normal(0, 0.07), -0.78, 0.78))
        if roll < 0.88:
            return float(np.clip(self.rng.normal(0, 0.22), -0.78, 0.78))
        return float(self.rng.uniform(-0.78, 0.78))

    def _log_uniform(self, low: float, high: float) -> float:
        return float(np.exp(self.rng.uniform(np.log(low), np.log(high))))

    def _view(self, quad: np.ndarray, plate_width: float, size: tuple[int, int]) -> np.ndarray:
        """A matrix that brings a plate of a scene to a width and a random place and tilt within the frame."""
        rng = self.rng
        scale = plate_width / max(quad_size(quad)[0], 1.0)
        tilt = self._tilt()
        stretch = np.exp(rng.normal(0, 0.08))
        linear = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
        linear = linear @ np.array([[1, rng.normal(0, 0.08)], [rng.normal(0, 0.05), 1]])
        if rng.random() < 0.25:  # seen from beside: narrowed, and so taller for its width, with its rows slanting
            stretch = rng.uniform(0.55, 0.9)
            linear = linear @ np.array([[1, 0], [rng.normal(0, 0.15), 1]])
        linear = linear @ np.diag([scale * stretch, scale / stretch])
        matrix = np.eye(3)
        matrix[:2, :2] = linear
        if rng.random() < 0.5:
            lean = np.eye(3)
            lean[2, :2] = rng.normal(0, 0.15, 2) / max(size) * min(1.0, 60.0 / plate_width)
            matrix = lean @ matrix
        placed = transform(matrix, quad)
        reach = (placed.max(0) - placed.min(0)) / 2
        room = np.maximum(np.array(size) / 2 - reach - 2, 0)
        target = np.array(size) / 2 + rng.uniform(-1, 1, 2) * room
        shift = np.eye(3)
        shift[:2, 2] = target - (placed.max(0) + placed.min(0)) / 2
        return shift @ matrix

    def _on_ground(self, levels: list[np.ndarray], matrix: np.ndarray, size: tuple[int, int]) -> np.ndarray:
        """Warp a scene; what it leaves free shows a plain colour or a picture without plates."""
        rng = self.rng
        if rng.random() < 0.5 or not self.negatives:
            fill = (114.0,) * 3 if rng.random() < 0.5 else tuple(rng.uniform(0, 255, 3))
            return warp(levels, matrix, size, fill)
        ground = self._fill(self.cache.levels(self.negatives[int(rng.integers(len(self.negatives)))]), size)
        height, width = levels[0].shape[:2]
        outline = transform(matrix, np.array([[0, 0], [width, 0], [width, height], [0, height]], float))
        mask = np.zeros((size[1], size[0]), np.uint8)
        cv2.fillConvexPoly(mask, np.round(outline).astype(np.int32), 255)
        return np.where(mask[..., None] > 0, warp(levels, matrix, size, (114.0,) * 3), ground)

    def _fill(self, levels: list[np.ndarray], size: tuple[int, int]) -> np.ndarray:
        """A random part of a picture that fills the frame."""
        rng = self.rng
        height, width = levels[0].shape[:2]
        scale = max(size[0] / width, size[1] / height) * np.exp(rng.uniform(0, 0.9))
        free = np.array([width * scale - size[0], height * scale - size[1]])
        offset = rng.uniform(0, 1, 2) * free
        matrix = np.array([[scale, 0, -offset[0]], [0, scale, -offset[1]], [0, 0, 1.0]])
        if rng.random() < 0.5:
            matrix = np.array([[-1, 0, size[0]], [0, 1, 0], [0, 0, 1.0]]) @ matrix
        return warp(levels, matrix, size, (114.0,) * 3)

    def _stamp(self, image: np.ndarray) -> None:
        """A camera's time stamp or name, which is no plate."""
        rng = self.rng
        digits = rng.integers(0, 60, 3)
        text = f"20{rng.integers(10, 40)}-{rng.integers(1, 13):02d}-{rng.integers(1, 29):02d} {digits[0] % 24:02d}:{digits[1]:02d}:{digits[2]:02d}"
        text = text if rng.random() < 0.6 else f"CAM{rng.integers(1, 99):02d} " + text[2:10]
        y = int(rng.choice([12, image.shape[0] - 6]))
        tone = (255, 255, 255) if rng.random() < 0.7 else (0, 0, 0)
        cv2.putText(image, text, (int(rng.integers(0, 80)), y), cv2.FONT_HERSHEY_SIMPLEX, rng.uniform(0.3, 0.6), tone, 1, cv2.LINE_AA)
