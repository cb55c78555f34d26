"""Sets to measure recognition on: ``python3 -m wugan_training.testsets synthetic|width|tilt --data DIR --out DIR``.

Each set is a folder of pictures with a ``labels.csv`` (``file,plate,corners,color,category``; the last two may be
empty), as ``wugan evaluate`` reads it. The sets hold real pictures and plates: keep them outside the repository.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Iterator

import cv2
import numpy as np

from .scenes import transform
from .testset_parts import FRAME, Example, plate_width, read_picture, scenes_of, write_set
from .testset_plates import synthetic_sets

WIDTHS = (40, 50, 60, 80, 100, 130)
"""Widths of a plate to measure at, in pixels."""

ANGLES = tuple(range(0, 61, 10))
"""Tilts to measure at, in degrees."""

WIDTH_SCENES = ("validation/scenes-ccpd", "validation/scenes-gate", "validation/scenes-web")
TILT_SCENES = ("validation/scenes-ccpd",)


def at_width(picture: np.ndarray, quad: np.ndarray, width: float) -> tuple[np.ndarray, np.ndarray]:
    """The picture scaled by area until its plate is ``width`` px wide, in the middle of a frame as at a gate.

    Without the frame a small picture would be enlarged again before plates are looked for, and the width would say
    nothing. Round the picture there is a blurred copy of it in which nothing can be read.
    """
    scale = width / plate_width(quad)
    size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    quad = quad * (size[0] / picture.shape[1], size[1] / picture.shape[0])
    frame = cv2.resize(cv2.resize(small, (12, 7), interpolation=cv2.INTER_AREA), FRAME, interpolation=cv2.INTER_LINEAR)
    start, shift = [], []
    for axis in range(2):
        room = FRAME[axis] - size[axis]
        wanted = FRAME[axis] / 2 - quad[:, axis].mean()  # a picture that is too large keeps its plate
        place = room // 2 if room >= 0 else int(np.clip(wanted, room, 0))
        start.append(max(0, -place))
        shift.append(place)
    part = small[start[1] : start[1] + FRAME[1], start[0] : start[0] + FRAME[0]]
    x, y = max(0, shift[0]), max(0, shift[1])
    frame[y : y + part.shape[0], x : x + part.shape[1]] = part
    return frame, quad + np.array(shift, float)


def width_sets(data: Path, out: Path, limit: int | None) -> dict[str, int]:
    """One set for each of ``WIDTHS``, of the same real plates: those at least as wide as the widest."""
    scenes = [s for s in scenes_of(data, WIDTH_SCENES) if plate_width(s.quads[0]) >= max(WIDTHS)]
    if limit is not None and len(scenes) > limit:
        scenes = [scenes[int(i)] for i in np.linspace(0, len(scenes) - 1, limit)]

    def examples(width: int) -> Iterator[Example]:
        for scene in scenes:
            image, quad = at_width(read_picture(scene.path), scene.quads[0], width)
            yield Example(f"{scene.path.parent.name}-{scene.path.stem}.jpg", image, scene.texts[0], quad, quality=85)

    return {f"width-{w:03d}": write_set(out / f"width-{w:03d}", examples(w)) for w in WIDTHS}


def rotation(quad: np.ndarray, degrees: float) -> np.ndarray:
    """A turn in the picture plane about the plate's centre, 3 x 3 on continuous coordinates."""
    x, y = quad.mean(0)
    turn = np.deg2rad(degrees)
    c, s = np.cos(turn), np.sin(turn)
    return _shift(x, y) @ np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]]) @ _shift(-x, -y)


def yaw(quad: np.ndarray, degrees: float, frame_width: int) -> np.ndarray:
    """The view from the side: a turn about the upright axis through the plate's centre, seen in perspective."""
    x, y = quad.mean(0)
    turn = np.deg2rad(degrees)
    distance = max(8 * plate_width(quad), 2.0 * frame_width)
    view = np.array([[np.cos(turn), 0, 0], [0, 1, 0], [np.sin(turn) / distance, 0, 1]])
    return _shift(x, y) @ view @ _shift(-x, -y)


def _shift(x: float, y: float) -> np.ndarray:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])


def tilted(picture: np.ndarray, quad: np.ndarray, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A picture and its plate's corners after a warp; the size stays, what comes from outside is grey."""
    size = picture.shape[1], picture.shape[0]
    half = _shift(0.5, 0.5)
    pixels = np.linalg.inv(half) @ matrix @ half
    image = cv2.warpPerspective(
        picture, pixels, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(114, 114, 114)
    )
    return image, transform(matrix, quad)


def tilt_sets(data: Path, out: Path, seed: int, limit: int | None) -> dict[str, int]:
    """One set for each kind of tilt and angle; the side is left or right at random, the same at every angle."""
    scenes = scenes_of(data, TILT_SCENES, limit)
    sides = np.random.default_rng(seed).choice([-1, 1], len(scenes))

    def examples(kind: str, angle: int) -> Iterator[Example]:
        for scene, side in zip(scenes, sides):
            picture, quad = read_picture(scene.path), scene.quads[0]
            turn = float(side * angle)
            matrix = rotation(quad, turn) if kind == "rotation" else yaw(quad, turn, picture.shape[1])
            image, moved = tilted(picture, quad, matrix)
            yield Example(f"{scene.path.stem}.jpg", image, scene.texts[0], moved)

    names = [(kind, angle) for kind in ("rotation", "yaw") for angle in ANGLES]
    return {f"{k}-{a:02d}": write_set(out / f"{k}-{a:02d}", examples(k, a)) for k, a in names}


def main(arguments: list[str] | None = None) -> None:
    """Parse the command line and write the sets."""
    parser = argparse.ArgumentParser(prog="wugan_training.testsets", description=__doc__)
    parser.add_argument("kind", choices=["synthetic", "width", "tilt"])
    parser.add_argument("--data", type=Path, required=True, help="data root")
    parser.add_argument("--out", type=Path, required=True, help="folder outside the repository; one folder per set")
    parser.add_argument("--seed", type=int, default=770001, help="not a seed of the training")
    parser.add_argument("--count", type=int, default=200, help="synthetic plates of each category and layout")
    parser.add_argument("--limit", type=int, help="at most so many real scenes; all of them where omitted")
    args = parser.parse_args(arguments)
    if args.kind == "synthetic":
        written = synthetic_sets(args.data, args.out, args.seed, args.count)
    elif args.kind == "width":
        written = width_sets(args.data, args.out, args.limit)
    else:
        written = tilt_sets(args.data, args.out, args.seed, args.limit)
    for name, count in written.items():
        print(f"{name}: {count} pictures")


if __name__ == "__main__":
    main()
