"""Finds places on training scenes that look like plates but have no label (a second car, say).

A detector trained so far marks them; later training then leaves them out of the heat map, instead of teaching
that real plates are none.
"""

from __future__ import annotations

import json
from pathlib import Path

import cv2

from .detector_codec import quad_iou
from .detector_pipeline import PassSettings, detect, onnx_network
from .pasting import grow
from .scenes import TRAINING_SCENES, read_scenes


def find_doubtful(model: Path, data: Path, out: Path, settings: PassSettings) -> int:
    """Write ``{file relative to data: [quad, ...]}`` as JSON to ``out``; returns the number of quads."""
    network = onnx_network(model)
    doubtful: dict[str, list[list[list[float]]]] = {}
    count = 0
    for name in TRAINING_SCENES:
        for scene in read_scenes(data / name):
            if not scene.quads:
                continue
            hits = detect(network, cv2.imread(str(scene.path), cv2.IMREAD_COLOR), settings)
            places = [grow(h.corners, 1.3) for h in hits if all(quad_iou(h.corners, q) < 0.1 for q in scene.quads)]
            if places:
                doubtful[f"{name}/{scene.path.name}"] = [p.round(1).tolist() for p in places]
                count += len(places)
    out.write_text(json.dumps(doubtful), "utf-8")
    return count
