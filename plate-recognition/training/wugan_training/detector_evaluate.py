"""Measures the exported detector on folders of labelled pictures, with one pass and with two."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from .detector_codec import Detection, quad_iou, quad_size
from .detector_pipeline import Network, PassSettings, detect, onnx_network
from .scenes import Scene, list_pictures, read_scenes

CORNER_SETS = ("validation/scenes-ccpd", "validation/scenes-gate")
PLAIN_SETS = ("validation/scenes-web", "validation/scenes-phone", "validation/scenes-gate", "validation/scenes-green",
              "validation/scenes-special")
HELD_OUT_NEGATIVES = 25
"""The first pictures of the folder without plates are kept out of training."""


@dataclass
class Score:
    """Counts of one set."""

    plates: int = 0
    hits: int = 0
    found50: int = 0
    found70: int = 0
    errors: list[float] = field(default_factory=list)
    """Mean corner distance of each plate found at 0.5, as a share of its width."""

    def add(self, truth: list[np.ndarray], found: list[Detection]) -> None:
        """Count one picture."""
        self.plates += len(truth)
        self.hits += len(found)
        for quad in truth:
            best = max(found, key=lambda d: quad_iou(d.corners, quad), default=None)
            overlap = quad_iou(best.corners, quad) if best else 0.0
            self.found50 += overlap >= 0.5
            self.found70 += overlap >= 0.7
            if best and overlap >= 0.5:
                distance = np.linalg.norm(best.corners - quad, axis=1).mean()
                self.errors.append(float(distance / quad_size(quad)[0]))

    def line(self) -> str:
        """One line of a report."""
        errors = np.array(self.errors or [np.nan]) * 100
        plates = max(self.plates, 1)
        return (
            f"plates {self.plates} recall@.5 {self.found50 / plates:.3f} recall@.7 {self.found70 / plates:.3f} "
            f"labelled among hits {self.found50 / max(self.hits, 1):.3f} "
            f"corner error % of width mean {errors.mean():.2f} median {np.median(errors):.2f}"
        )


def evaluate(model: Path, data: Path, settings: PassSettings, limit: int = 100_000) -> None:
    """Print recall, precision and corner errors of every set there is."""
    network = onnx_network(model)
    for name in CORNER_SETS:
        scenes = [s for s in read_scenes(data / name) if s.quads][:limit]
        for passes in (1, 2):
            print(f"{name} passes {passes}: {measure(network, scenes, settings, passes).line()}", flush=True)
    for name in PLAIN_SETS:
        scenes = read_scenes(data / name)[:limit]
        found = [len(detect(network, _read(s.path), settings)) for s in scenes]
        print(f"{name}: pictures {len(found)} with a hit {np.mean([n > 0 for n in found]):.3f} hits {sum(found)}", flush=True)
    for name, files in (
        ("held-out pictures without plates", list_pictures(data / "train/negatives")[:HELD_OUT_NEGATIVES]),
        ("bumpers with an empty holder", list_pictures(data / "glyphs/bumpers")),
    ):
        for passes in (1, 2):
            hits = sum(len(detect(network, _read(p), settings, passes)) for p in files)
            print(f"{name} passes {passes}: pictures {len(files)} false hits {hits}", flush=True)


def measure(network: Network, scenes: list[Scene], settings: PassSettings, passes: int) -> Score:
    """Score of a set with corners."""
    score = Score()
    for scene in scenes:
        score.add(scene.quads, detect(network, _read(scene.path), settings, passes))
    return score


def _read(path: Path) -> np.ndarray:
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise OSError(f"cannot read {path}")
    return picture
