"""Helps to choose the score threshold on synthetic frames of another seed, never on a validation set."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .detector_codec import decode, quad_iou
from .detector_pipeline import onnx_network
from .synthesis import SceneSynthesizer

THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)


def calibrate(model: Path, data: Path, seed: int, frames: int) -> None:
    """Print recall and precision (overlap 0.5) of one pass for several thresholds."""
    network = onnx_network(model)
    source = SceneSynthesizer(data, seed)
    plates = 0
    found = np.zeros(len(THRESHOLDS), int)
    hits = np.zeros(len(THRESHOLDS), int)
    for _ in range(frames):
        frame = source.frame()
        plates += len(frame.quads)
        for detection in decode(*network(frame.image), THRESHOLDS[0]):
            best = max((quad_iou(detection.corners, q) for q in frame.quads), default=0.0)
            doubtful = any(quad_iou(detection.corners, q) > 0.2 for q in frame.ignored)
            for k, threshold in enumerate(THRESHOLDS):
                if detection.score >= threshold:
                    found[k] += best >= 0.5
                    hits[k] += best >= 0.5 or not doubtful
    for threshold, good, all_hits in zip(THRESHOLDS, found, hits):
        print(f"threshold {threshold:.2f} recall {good / plates:.3f} precision {good / max(all_hits, 1):.3f}")
