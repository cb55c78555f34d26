"""Pasting flat plates and other patches into pictures by homography, with lighting that suits the place."""

from __future__ import annotations

import cv2
import numpy as np


def random_quad(
    rng: np.random.Generator, centre: np.ndarray, width: float, aspect: float, tilt: float, turn: float = 0.35
) -> np.ndarray:
    """Corners ``4 x 2`` of a plate seen from a random side.

    ``width`` is its width in pixels before perspective, ``aspect`` its width by height, ``tilt`` the rotation in the
    picture in radians and ``turn`` the greatest sine-like strength of the side view.
    """
    yaw, pitch = rng.normal(0, turn), rng.normal(0, turn * 0.6)
    yaw, pitch = float(np.clip(yaw, -0.9, 0.9)), float(np.clip(pitch, -0.7, 0.7))
    half = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], float) * (width / 2, width / aspect / 2, 1)
    cy, sy, cp, sp = np.cos(yaw), np.sin(yaw), np.cos(pitch), np.sin(pitch)
    turned = half @ (np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]]) @ np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])).T
    distance = width * rng.uniform(3.0, 12.0)
    flat = turned[:, :2] * (distance / (distance + turned[:, 2:]))
    ct, st = np.cos(tilt), np.sin(tilt)
    shear = np.array([[1, 0], [rng.normal(0, 0.06), 1]])
    flat = flat @ shear.T @ np.array([[ct, -st], [st, ct]]).T
    return flat - flat.mean(0) + centre


def paste(
    picture: np.ndarray, patch: np.ndarray, quad: np.ndarray, alpha: np.ndarray | None = None, feather: float = 0.0
) -> None:
    """Draw ``patch`` (``H x W x 3``) into ``picture`` so that its outer edge falls on ``quad``; changes ``picture``.

    ``alpha`` (``H x W`` uint8) is the patch's coverage, ``feather`` the softness of its edge in pixels.
    """
    height, width = picture.shape[:2]
    low = np.floor(quad.min(0)).astype(int) - 2
    high = np.ceil(quad.max(0)).astype(int) + 3
    low, high = np.maximum(low, 0), np.minimum(high, (width, height))
    if (high - low < 2).any():
        return
    size = np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[3] - quad[0])
    target = int(np.clip(size[0] * 1.4, 8, patch.shape[1])), int(np.clip(size[1] * 1.4, 4, patch.shape[0]))
    small = cv2.resize(patch, target, interpolation=cv2.INTER_AREA)
    cover = np.full(target[::-1], 255, np.uint8) if alpha is None else cv2.resize(alpha, target, interpolation=cv2.INTER_AREA)
    layers = np.dstack([small, cover])
    border = cv2.copyMakeBorder(layers, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    border[0, :, 3] = border[-1, :, 3] = border[:, 0, 3] = border[:, -1, 3] = 0
    w, h = target
    source = np.array([[1, 1], [w + 1, 1], [w + 1, h + 1], [1, h + 1]], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(source, (quad - low - 0.5).astype(np.float32))
    drawn = cv2.warpPerspective(border, matrix, tuple(int(v) for v in high - low), flags=cv2.INTER_LINEAR)
    mask = drawn[..., 3:].astype(np.float32) / 255
    if feather > 0:
        mask = cv2.GaussianBlur(mask, (0, 0), feather)[..., None]
    part = picture[low[1] : high[1], low[0] : high[0]]
    part[:] = np.clip(part + (drawn[..., :3].astype(np.float32) - part) * mask, 0, 255).astype(np.uint8)


def relight(rng: np.random.Generator, patch: np.ndarray, surroundings: np.ndarray) -> np.ndarray:
    """Dim, tint and shade a flat plate like the place it comes to; ``surroundings`` is ``N x 3`` BGR."""
    light = float(surroundings.mean()) if surroundings.size else 110.0
    gain = np.clip(light / 115.0, 0.35, 1.15) ** 0.6 * rng.uniform(0.65, 1.2)
    tint = 1 + rng.normal(0, 0.04, 3)
    out = patch.astype(np.float32) * (gain * tint).astype(np.float32)
    height, width = patch.shape[:2]
    kind = rng.random()
    if kind < 0.3:  # uneven light from one side
        ramp = np.linspace(rng.uniform(0.5, 1.1), rng.uniform(0.5, 1.1), width, dtype=np.float32)
        out *= ramp[None, :, None]
    elif kind < 0.45:  # the edge of a shadow
        out *= _shadow(rng, height, width)[..., None]
    elif kind < 0.5:  # glare
        centre = rng.uniform(0, width), rng.uniform(0, height)
        ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
        spread = rng.uniform(0.1, 0.4) * width
        glow = np.exp(-((xs - centre[0]) ** 2 + (ys - centre[1]) ** 2) / (2 * spread * spread))
        out += (glow * rng.uniform(60, 200))[..., None]
    if rng.random() < 0.3:  # weaker contrast: haze, dust
        out = out * rng.uniform(0.5, 0.9) + rng.uniform(10, 70)
    return np.clip(out, 0, 255).astype(np.uint8)


def _shadow(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """A field of 1 with one shaded side, ``height x width`` float32."""
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    side = np.cos(angle) * (xs / width - rng.uniform(0.2, 0.8)) + np.sin(angle) * (ys / height - rng.uniform(0.2, 0.8))
    return 1 - rng.uniform(0.25, 0.65) * np.clip(side * rng.uniform(8, 60) + 0.5, 0, 1)


def surroundings(picture: np.ndarray, quad: np.ndarray) -> np.ndarray:
    """Pixels of the box round a quad, ``N x 3``."""
    height, width = picture.shape[:2]
    margin = 0.3 * (quad.max(0) - quad.min(0))
    x0, y0 = np.clip(np.floor(quad.min(0) - margin).astype(int), 0, (width - 1, height - 1))
    x1, y1 = np.clip(np.ceil(quad.max(0) + margin).astype(int), 1, (width, height))
    return picture[y0:y1, x0:x1].reshape(-1, 3)


def grow(quad: np.ndarray, across: float, along: float | None = None) -> np.ndarray:
    """A quad scaled about its centre: ``across`` its width, ``along`` its height (same where omitted)."""
    centre = quad.mean(0)
    along = across if along is None else along
    right = ((quad[1] - quad[0]) + (quad[2] - quad[3])) / 4
    scaled = quad - centre
    down = ((quad[3] - quad[0]) + (quad[2] - quad[1])) / 4
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], float)
    return centre + scaled + signs[:, :1] * right * (across - 1) + signs[:, 1:] * down * (along - 1)


def cover(rng: np.random.Generator, picture: np.ndarray, quad: np.ndarray) -> None:
    """Hide a plate under the colours above and below it; changes ``picture``."""
    hide = grow(quad, 1.15, 1.35)
    height, width = picture.shape[:2]
    columns, lines = 16, 8
    steps = np.linspace(0, 1, columns)[:, None]
    top = hide[0] + (hide[1] - hide[0]) * steps
    low = hide[3] + (hide[2] - hide[3]) * steps

    def sample(points: np.ndarray) -> np.ndarray:
        x = np.clip(points[:, 0].astype(int), 0, width - 1)
        y = np.clip(points[:, 1].astype(int), 0, height - 1)
        return picture[y, x].astype(np.float32)

    blend = np.linspace(0, 1, lines, dtype=np.float32)[:, None, None]
    patch = sample(top)[None] * (1 - blend) + sample(low)[None] * blend
    patch = cv2.GaussianBlur(patch, (0, 0), 1.5) + rng.normal(0, 4, patch.shape)
    patch = cv2.resize(np.clip(patch, 0, 255).astype(np.uint8), (columns * 12, lines * 12), interpolation=cv2.INTER_LINEAR)
    paste(picture, patch, hide, feather=1.0)
