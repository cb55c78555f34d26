"""Export of a checkpoint to ONNX with its description, checked against the training framework."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch

from .detector_net import STRIDE, DetectorExport, count_macs, count_parameters
from .detector_train import load_average

SHAPES = ((384, 640), (640, 640), (256, 320), (448, 448), (640, 384))
"""Heights and widths at which the exported model is compared."""

TRAINED_ON = [
    "CCPD 2019 scenes (MIT)",
    "whole scenes of several public licence-plate demonstrations",
    "OpenALPR detector training: pictures without plates",
    "EasyPR training set: false candidates",
    "synthetic plates of chinese_license_plate_generator glyphs (MIT) and of an open font",
]


def export(checkpoint: Path, model: Path, thresholds: tuple[float, float], version: str) -> dict[str, object]:
    """Write ``model`` (ONNX) and its ``.json``; ``thresholds`` are those of the two passes. Returns the description."""
    net, info = load_average(checkpoint)
    net.fold_corner_gain()
    wrapped = DetectorExport(net).eval()
    model.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        wrapped,
        torch.zeros(1, 3, 384, 640),
        str(model),
        opset_version=13,
        input_names=["image"],
        output_names=["heat", "corners", "rows"],
        dynamic_axes={"image": {2: "height", 3: "width"}, **{n: {2: "h", 3: "w"} for n in ("heat", "corners", "rows")}},
    )
    graph = onnx.load(str(model))
    graph.doc_string = "Wugan plate detector, Apache-2.0"
    onnx.checker.check_model(graph)
    onnx.save(graph, str(model))
    worst = compare(wrapped, model)
    description = {
        "name": "wugan-plate-detector",
        "version": version,
        "input": {"name": "image", "layout": "NCHW", "channels": "BGR", "scale": "pixel / 255", "multipleOf": 32,
                  "padding": 114},
        "outputs": {
            "heat": "1x1xH/8xW/8, probability that the cell holds a plate's centre",
            "corners": "1x8xH/8xW/8, TLx TLy TRx TRy BRx BRy BLx BLy in cells from the cell's centre (x+0.5, y+0.5)",
            "rows": "1x1xH/8xW/8, probability that the plate has two rows",
        },
        "stride": STRIDE,
        "scoreThreshold": thresholds[0],
        "decode": {"localMaximum": 3, "cornerMean": "3x3, cells with at least half the peak's heat, weighted by heat squared", "overlap": 0.3},
        "passes": {
            "firstLongSide": 640,
            "retryLongSides": [320, 192, 1280],
            "sureScore": 0.5,
            "limit": 8,
            "second": {"width": 320, "height": 256, "plateWidths": 3.2, "scoreThreshold": thresholds[1]},
        },
        "seed": int(info["seed"]),
        "trainingSteps": int(info["step"]),
        "trainedOn": TRAINED_ON,
        "license": "Apache-2.0",
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "parameters": count_parameters(net),
        "macs": {"640x384": count_macs(net, 384, 640), "320x256": count_macs(net, 256, 320)},
        "opencvLargestDifference": worst,
    }
    model.with_suffix(".json").write_text(json.dumps(description, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return description


def compare(wrapped: torch.nn.Module, model: Path) -> float:
    """Largest difference of any output between OpenCV and the training framework over several input sizes."""
    opencv = cv2.dnn.readNetFromONNX(str(model))
    rng = np.random.default_rng(0)
    worst = 0.0
    for height, width in SHAPES:
        image = rng.random((1, 3, height, width), np.float32)
        opencv.setInput(image)
        found = opencv.forward(["heat", "corners", "rows"])
        with torch.no_grad():
            expected = wrapped(torch.from_numpy(image))
        for a, b in zip(found, expected):
            if a.shape != tuple(b.shape):
                raise ValueError(f"OpenCV gives {a.shape}, expected {tuple(b.shape)}")
            worst = max(worst, float(np.abs(a - b.numpy()).max()))
    if worst > 1e-2:
        raise ValueError(f"OpenCV differs by {worst}")
    return worst
