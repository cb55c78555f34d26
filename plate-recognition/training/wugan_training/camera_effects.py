"""Effects of camera, weather and transmission on a whole picture that keep every point in its place."""

from __future__ import annotations

import cv2
import numpy as np


def spoil(rng: np.random.Generator, picture: np.ndarray, plate_width: float) -> np.ndarray:
    """Return a spoilt copy of ``H x W x 3`` uint8; blur stays within what a plate of ``plate_width`` px bears."""
    out = picture
    if rng.random() < 0.75:
        out = _tone(rng, out)
    roll = rng.random()
    if roll < 0.10:
        out = cv2.cvtColor(cv2.cvtColor(out, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    elif roll < 0.13:
        out = _one_colour(rng, out)
    elif roll < 0.37:
        out = _colour(rng, out)
    if rng.random() < 0.2:
        out = _haze(rng, out)
    if rng.random() < 0.45:
        out = _blur(rng, out, plate_width)
    if rng.random() < 0.45:
        strength = rng.uniform(2, 16)
        noise = rng.standard_normal((out.shape[0], out.shape[1], 1 if rng.random() < 0.5 else 3), np.float32)
        out = np.clip(out + noise * strength, 0, 255).astype(np.uint8)
    if rng.random() < 0.4:
        quality = int(rng.integers(25, 85))
        _, code = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, quality])
        out = cv2.imdecode(code, cv2.IMREAD_COLOR)
    return out


def night_light(rng: np.random.Generator, picture: np.ndarray, quads: list[np.ndarray]) -> np.ndarray:
    """Turn a picture into an infrared or lamp-lit night view: dark, with its plates lit by the camera's lamp."""
    dark = picture.astype(np.float32)
    if rng.random() < 0.6:
        dark = np.repeat(dark.mean(2, keepdims=True), 3, 2)
    height, width = picture.shape[:2]
    lit = np.full((height, width), rng.uniform(0.08, 0.35), np.float32)
    for quad in quads:
        centre = quad.mean(0)
        spread = max(8.0, np.linalg.norm(quad[1] - quad[0])) * rng.uniform(0.5, 1.5)
        x0, y0 = np.maximum(0, (centre - 3 * spread).astype(int))
        x1, y1 = np.minimum((width, height), (centre + 3 * spread).astype(int) + 1)
        if x1 <= x0 or y1 <= y0:
            continue
        ys, xs = np.mgrid[y0:y1, x0:x1].astype(np.float32)
        glow = np.exp(-((xs - centre[0]) ** 2 + (ys - centre[1]) ** 2) / (2 * spread * spread))
        part = lit[y0:y1, x0:x1]
        np.maximum(part, glow * rng.uniform(0.5, 1.5), out=part)
    if rng.random() < 0.4:  # headlamps
        for _ in range(int(rng.integers(1, 3))):
            centre = int(rng.uniform(0, width)), int(rng.uniform(0, height))
            flare = np.zeros((height, width), np.float32)
            cv2.circle(flare, centre, int(rng.uniform(4, 25)), 1.0, -1)
            flare = cv2.GaussianBlur(flare, (0, 0), rng.uniform(3, 12))
            dark = dark + flare[..., None] * 500
    return np.clip(dark * lit[..., None], 0, 255).astype(np.uint8)


def _tone(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    gamma, gain, lift = np.exp(rng.normal(0, 0.35)), rng.uniform(0.7, 1.25), rng.normal(0, 12)
    table = 255 * (np.arange(256) / 255.0) ** gamma * gain + lift
    return cv2.LUT(picture, np.clip(table, 0, 255).astype(np.uint8))


def _colour(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    hsv = cv2.cvtColor(picture, cv2.COLOR_BGR2HSV)
    hue = (np.arange(256) + rng.normal(0, 5)) % 180
    saturation = np.clip(np.arange(256) * rng.uniform(0.3, 1.4), 0, 255)
    hsv[..., 0] = cv2.LUT(hsv[..., 0], hue.astype(np.uint8))
    hsv[..., 1] = cv2.LUT(hsv[..., 1], saturation.astype(np.uint8))
    out = cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR).astype(np.float32) * (1 + rng.normal(0, 0.05, 3)).astype(np.float32)
    return np.clip(out, 0, 255).astype(np.uint8)


def _one_colour(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """All tones between two colours, as of a camera whose colour channels failed or whose infrared filter stuck."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    dark, light = rng.uniform(0, 90, 3), rng.uniform(150, 255, 3)
    light[int(rng.integers(3))] *= rng.uniform(0.0, 1.0)
    ramp = np.linspace(0, 1, 256)[:, None]
    table = (dark * (1 - ramp) + light * ramp).astype(np.uint8)
    return np.dstack([cv2.LUT(grey, np.ascontiguousarray(table[:, k])) for k in range(3)])


def _haze(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    share = rng.uniform(0.2, 0.85)
    return np.clip(picture * (1 - share) + share * rng.uniform(120, 230), 0, 255).astype(np.uint8)


def _blur(rng: np.random.Generator, picture: np.ndarray, plate_width: float) -> np.ndarray:
    bearable = np.clip(plate_width * 0.02, 0.35, 3.0)
    roll = rng.random()
    if roll < 0.5:
        return cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.0) * bearable)
    if roll < 0.75:  # motion
        length = int(np.clip(round(rng.uniform(1, 3) * bearable), 2, 9))
        kernel = np.zeros((length, length), np.float32)
        angle = rng.uniform(0, np.pi)
        middle = (length - 1) / 2
        for t in np.linspace(-middle, middle, 4 * length):
            kernel[int(round(middle + t * np.sin(angle))), int(round(middle + t * np.cos(angle)))] = 1
        return cv2.filter2D(picture, -1, kernel / kernel.sum())
    factor = rng.uniform(1.0, 1.0 + bearable)
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (max(2, int(width / factor)), max(2, int(height / factor))), interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
