"""What a camera does to a plate: wrong corners, tilt, blur, night, glare, low resolution.

All functions take a NumPy generator and have no state. Quads are float32 (4, 2), corners
in the order top left, top right, bottom right, bottom left.
"""

from __future__ import annotations

import cv2
import numpy as np

UNIT_QUAD = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)


def quad_to_quad(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Gives the 3×3 homography that maps the quad ``source`` onto ``target``."""
    return cv2.getPerspectiveTransform(np.float32(source), np.float32(target))


def map_points(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Maps points (N, 2) by a homography; NaN stays NaN."""
    homogeneous = np.c_[points, np.ones(len(points))] @ matrix.T
    return (homogeneous[:, :2] / homogeneous[:, 2:]).astype(np.float32)


def rect_quad(width: float, height: float) -> np.ndarray:
    """Gives the four corners of a picture."""
    return UNIT_QUAD * np.array([width, height], np.float32)


def detector_quad(rng: np.random.Generator, aspect: float = 3.1) -> np.ndarray:
    """Gives corners as a detector would find them, in units of the true plate (0 to 1).

    Independent noise of each corner (sd up to 6 % of the width and 10 % of the height), a
    common shift and scale, and at times a tilt or shear of up to ±0.35 of the height.
    """
    quad = UNIT_QUAD.copy()
    quad += rng.normal(0, 1, (4, 2)) * (rng.uniform(0, 0.05), rng.uniform(0, 0.09))
    quad += rng.normal(0, 1, 2) * (0.015, 0.04)
    quad = (quad - 0.5) * (1 + rng.normal(0.01, 0.025, 2) * (1, 1.6)) + 0.5
    if rng.random() < 0.35:
        tilt = rng.uniform(-0.35, 0.35)
        quad[:, 1] += (quad[:, 0] - 0.5) * tilt
    if rng.random() < 0.35:
        shear = rng.uniform(-0.35, 0.35) / aspect
        quad[:, 0] += (quad[:, 1] - 0.5) * shear
    if rng.random() < 0.2:  # keystone: one end higher than the other
        quad[:, 1] = 0.5 + (quad[:, 1] - 0.5) * (1 + (quad[:, 0] - 0.5) * rng.uniform(-0.3, 0.3))
    return quad.astype(np.float32)


def boxed_quad(rng: np.random.Generator, aspect: float = 3.1) -> np.ndarray:
    """Gives the corners of an upright box round a tilted plate, in units of the true plate."""
    tilt = np.deg2rad(rng.normal(0, 6))
    shear = rng.normal(0, 0.15)
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    affine = turn @ np.array([[1, shear], [0, 1]]) @ np.diag([aspect, 1.0])
    plate = (UNIT_QUAD - 0.5) @ affine.T
    low, high = plate.min(0), plate.max(0)
    margin = rng.uniform(-0.02, 0.10, (2, 2)) * (0.5, 1.0)
    low = low - margin[0] * (aspect, 1)
    high = high + margin[1] * (aspect, 1)
    box = np.array([[low[0], low[1]], [high[0], low[1]], [high[0], high[1]], [low[0], high[1]]])
    return (box @ np.linalg.inv(affine).T + 0.5).astype(np.float32)


def degrade(image: np.ndarray, rng: np.random.Generator, strength: float = 1.0) -> tuple[np.ndarray, bool]:
    """Gives a camera's view of a picture (uint8 BGR) and whether it lost its colour.

    ``strength`` scales how often each effect occurs; use less for pictures of real cameras.
    """
    h, w = image.shape[:2]
    out = image.astype(np.float32)
    out = _tone(out, rng, strength)
    grey = rng.random() < 0.14
    if grey:
        weights = rng.dirichlet((2, 2, 2)).astype(np.float32)
        out = np.repeat((out @ weights)[:, :, None], 3, 2)
    if rng.random() < 0.22 * strength:
        out *= _shadow(w, h, rng)
    if rng.random() < 0.14 * strength:
        out += _glare(w, h, rng)
    if rng.random() < 0.5 * strength:
        out = _blur(out, rng)
    small = out
    if rng.random() < 0.65 * strength:
        sw = int(np.exp(rng.uniform(np.log(38), np.log(w))))
        # Seen from beside, a plate is narrowed: fewer columns than its rows would let one expect.
        narrowed = rng.uniform(1.2, 2.4) if rng.random() < 0.25 else rng.uniform(0.7, 1.3)
        sh = int(np.clip(sw * h / w * narrowed, 14, h))
        small = cv2.resize(out, (sw, sh), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.6 * strength:
        noise = rng.normal(0, rng.uniform(1, 13), small.shape[:2] + ((1,) if grey else (3,)))
        small = small + noise.astype(np.float32)
    small = np.clip(small, 0, 255).astype(np.uint8)
    if rng.random() < 0.5 * strength:
        ok, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, int(rng.uniform(18, 92))])
        small = cv2.imdecode(data, cv2.IMREAD_COLOR) if ok else small
    if small.shape[:2] != (h, w):
        way = cv2.INTER_LINEAR if rng.random() < 0.8 else cv2.INTER_CUBIC
        small = cv2.resize(small, (w, h), interpolation=way)
    return small, grey


def _tone(out: np.ndarray, rng: np.random.Generator, strength: float) -> np.ndarray:
    """Exposure, gamma, contrast and colour cast."""
    gain = np.exp(rng.normal(0, 0.25 * strength))
    out = out * (gain * np.exp(rng.normal(0, 0.08 * strength, 3))).astype(np.float32)
    if rng.random() < 0.5 * strength:
        out = 255 * np.power(np.clip(out, 0, 255) / 255, float(np.exp(rng.normal(0, 0.4))))
    if rng.random() < 0.35 * strength:
        level = rng.uniform(20, 230)  # haze or dust
        out = level + (out - level) * rng.uniform(0.12, 0.9)
    if rng.random() < 0.12 * strength:
        out = out * rng.uniform(1.1, 1.8) + rng.uniform(0, 40)
    elif rng.random() < 0.15 * strength:
        out = out * rng.uniform(0.2, 0.6)
    return out


def _shadow(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    """A shadow edge across the picture: factors, float32 (h, w, 1)."""
    angle = rng.uniform(0, 2 * np.pi)
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    side = (xs - w * rng.random()) * np.cos(angle) + (ys - h * rng.random()) * np.sin(angle)
    soft = np.clip(side / rng.uniform(1, 20) + 0.5, 0, 1)
    return (1 - soft * rng.uniform(0.2, 0.75))[:, :, None].astype(np.float32)


def _glare(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    """A bright spot: values to add, float32 (h, w, 1)."""
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    sx, sy = w * rng.uniform(0.05, 0.5), h * rng.uniform(0.1, 0.8)
    spot = np.exp(-(((xs - w * rng.random()) / sx) ** 2) - (((ys - h * rng.random()) / sy) ** 2))
    return (spot * rng.uniform(30, 170))[:, :, None].astype(np.float32)


def _blur(out: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Defocus or motion blur."""
    if rng.random() < 0.55:
        sigma = abs(rng.normal(0, 1.2)) + 0.2
        return cv2.GaussianBlur(out, (0, 0), sigma)
    length = int(rng.integers(3, 10))
    kernel = np.zeros((length, length), np.float32)
    angle = rng.uniform(0, np.pi)
    c, dx, dy = (length - 1) / 2, np.cos(angle) * length / 2, np.sin(angle) * length / 2
    cv2.line(kernel, (round(c - dx), round(c - dy)), (round(c + dx), round(c + dy)), 1.0)
    return cv2.filter2D(out, -1, kernel / max(kernel.sum(), 1e-6))
