"""Measures the exported detector on folders of labelled pictures, with one pass and with two."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from .detector_codec import Detection, quad_iou, quad_size
from .detector_pipeline import Network, PassSettings, detect_both, onnx_network
from .scenes import Scene, held_out_pictures, list_pictures, read_scenes

SETS = ("scenes-ccpd", "scenes-gate", "scenes-web", "scenes-phone", "scenes-green", "scenes-special")


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
    """Print hits of every validation set there is, and recall and corner errors where corners are known."""
    network = onnx_network(model)
    for name in SETS:
        folder = data / "validation" / name
        if (folder / "labels.csv").is_file():
            measure(name, network, read_scenes(folder)[:limit], settings)
    for name, files in (
        ("held-out pictures without plates", held_out_pictures(data / "train/negatives")),
        ("bumpers with an empty holder", list_pictures(data / "glyphs/bumpers")),
    ):
        counts = [[len(hits) for hits in detect_both(network, _read(path), settings)] for path in files]
        first, second = np.array(counts).sum(0)
        print(f"{name}: pictures {len(files)}, false hits: one pass {first}, two passes {second}", flush=True)


def measure(name: str, network: Network, scenes: list[Scene], settings: PassSettings) -> None:
    """Print the score of one set, with one pass and with two."""
    scores = (Score(), Score())
    with_hit, hits = np.zeros(2, int), np.zeros(2, int)
    for scene in scenes:
        for k, found in enumerate(detect_both(network, _read(scene.path), settings)):
            with_hit[k] += bool(found)
            hits[k] += len(found)
            if scene.quads:
                scores[k].add(scene.quads, found)
    for k, passes in enumerate(("one pass", "two passes")):
        share = with_hit[k] / max(len(scenes), 1)
        print(f"{name} {passes}: pictures {len(scenes)} with a hit {share:.3f} hits {hits[k]}", flush=True)
        if scores[k].plates:
            print(f"  {scores[k].line()}", flush=True)


def _read(path: Path) -> np.ndarray:
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise OSError(f"cannot read {path}")
    return picture
