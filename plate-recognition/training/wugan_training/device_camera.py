"""What a camera does to plates, a whole batch at once on the device that trains: the effects of ``camera.py`` in PyTorch.

Pictures are float32 (N, 3, H, W), 0 to 255, BGR. Quads are (N, 4, 2), corners in the order top left, top right, bottom
right, bottom left, in units of the true plate. Nothing here waits for the device.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from wugan_training.device import constant
from wugan_training.device_codec import transcode

MOTION_SHARE = 0.2
_REACH = 9
_BLUR_STRENGTH = 1.2


class Dice:
    """Random numbers on a device."""

    def __init__(self, device: torch.device, seed: int) -> None:
        self.device = device
        self._generator = torch.Generator(device).manual_seed(seed)

    def uniform(self, low: float, high: float, *shape: int) -> Tensor:
        """Evenly between two bounds."""
        return torch.rand(*shape, device=self.device, generator=self._generator) * (high - low) + low

    def normal(self, spread: float, *shape: int) -> Tensor:
        """Normally distributed about 0."""
        return torch.randn(*shape, device=self.device, generator=self._generator) * spread

    def chance(self, share: Tensor | float, count: int) -> Tensor:
        """True with a probability, each on its own: bool (count,)."""
        return torch.rand(count, device=self.device, generator=self._generator) < share

    def below(self, limit: int, *shape: int) -> Tensor:
        """Whole numbers from 0 to ``limit`` - 1."""
        return torch.randint(limit, shape, device=self.device, generator=self._generator)

    def some(self, weights: Tensor, count: int) -> Tensor:
        """``count`` different places of ``weights``, those of more weight more likely."""
        return torch.multinomial(weights, count, False, generator=self._generator)

    def drawn(self, odds: Tensor, count: int) -> Tensor:
        """``count`` places of cumulative ``odds`` that end at 1."""
        roll = torch.rand(count, device=self.device, generator=self._generator)
        return torch.searchsorted(odds, roll).clamp(max=len(odds) - 1)


def unit_quads(count: int, device: torch.device) -> Tensor:
    """The corners of true plates."""
    corners = constant(((0, 0), (1, 0), (1, 1), (0, 1)), device)
    return corners.expand(count, 4, 2).clone()


def detector_quads(dice: Dice, aspect: Tensor) -> Tensor:
    """Corners as a detector would find them; ``aspect`` (N,) is width by height of the plates."""
    n = len(aspect)
    spread = torch.stack([dice.uniform(0, 0.05, n), dice.uniform(0, 0.09, n)], 1)[:, None]
    quads = unit_quads(n, dice.device) + dice.normal(1, n, 4, 2) * spread
    quads = quads + dice.normal(1, n, 1, 2) * _pair(dice, 0.015, 0.04)
    quads = (quads - 0.5) * (1.01 + dice.normal(0.025, n, 1, 2) * _pair(dice, 1, 1.6)) + 0.5
    tilt = dice.uniform(-0.35, 0.35, n) * dice.chance(0.35, n)
    quads = _lean(quads, tilt, torch.zeros_like(tilt))
    shear = dice.uniform(-0.35, 0.35, n) * dice.chance(0.35, n) / aspect
    quads = _lean(quads, torch.zeros_like(shear), shear)
    keystone = dice.uniform(-0.3, 0.3, n) * dice.chance(0.2, n)
    y = 0.5 + (quads[..., 1] - 0.5) * (1 + (quads[..., 0] - 0.5) * keystone[:, None])
    return torch.stack([quads[..., 0], y], 2)


def boxed_quads(dice: Dice, aspect: Tensor) -> Tensor:
    """Corners of upright boxes round tilted plates."""
    n = len(aspect)
    tilt, shear = dice.normal(math.radians(6), n), dice.normal(0.15, n)
    cos, sin = torch.cos(tilt), torch.sin(tilt)
    affine = torch.stack([cos * aspect, cos * shear - sin, sin * aspect, sin * shear + cos], 1).reshape(n, 2, 2)
    plate = (unit_quads(n, dice.device) - 0.5) @ affine.transpose(1, 2)
    wide = torch.stack([aspect, torch.ones_like(aspect)], 1)
    margin = dice.uniform(-0.02, 0.10, 2, n, 2) * _pair(dice, 0.5, 1.0) * wide
    low, high = plate.amin(1) - margin[0], plate.amax(1) + margin[1]
    box = torch.stack([low, torch.stack([high[:, 0], low[:, 1]], 1), high, torch.stack([low[:, 0], high[:, 1]], 1)], 1)
    return box @ inverse(affine).transpose(1, 2) + 0.5


def crop_quads(dice: Dice, count: int) -> Tensor:
    """Corners of upright cuts, of which only the picture's edge is known: a little off, at times leaning."""
    quads = unit_quads(count, dice.device) + dice.normal(1, count, 4, 2) * _pair(dice, 0.012, 0.03)
    quads = (quads - 0.5) * (1 + dice.uniform(-0.03, 0.08, count, 1, 2)) + 0.5
    tilt = dice.uniform(-0.25, 0.25, count) * dice.chance(0.25, count)
    shear = dice.uniform(-0.08, 0.08, count) * dice.chance(0.25, count)
    return _lean(quads, tilt, shear)


def _lean(quads: Tensor, tilt: Tensor, shear: Tensor) -> Tensor:
    x, y = quads[..., 0], quads[..., 1]
    y = y + (x - 0.5) * tilt[:, None]
    return torch.stack([x + (y - 0.5) * shear[:, None], y], 2)


def _pair(dice: Dice, x: float, y: float) -> Tensor:
    return constant((x, y), dice.device)


def square_to_quads(quads: Tensor) -> Tensor:
    """The homographies (N, 3, 3) that map the unit square onto quads."""
    (x0, x1, x2, x3), (y0, y1, y2, y3) = quads[..., 0].unbind(1), quads[..., 1].unbind(1)
    sx, sy = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    ax, ay, bx, by = x1 - x2, y1 - y2, x3 - x2, y3 - y2
    area = ax * by - bx * ay
    g, h = (sx * by - bx * sy) / area, (ax * sy - sx * ay) / area
    rows = [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h, torch.ones_like(g)]
    return torch.stack(rows, 1).reshape(-1, 3, 3)


def inverse(matrices: Tensor) -> Tensor:
    """The inverse of matrices; where there is none, its numbers are not finite."""
    return torch.linalg.inv_ex(matrices).inverse


def map_points(matrices: Tensor, points: Tensor) -> Tensor:
    """Maps points (N, K, 2) by homographies (N, 3, 3); NaN stays NaN."""
    lifted = torch.cat([points, torch.ones_like(points[..., :1])], 2) @ matrices.transpose(1, 2)
    return lifted[..., :2] / lifted[..., 2:]


def plate_places(matrices: Tensor, width: int, height: int) -> Tensor:
    """Where each pixel of a rectified picture lies on the true plate, (N, height, width, 2), 0 to 1 within it."""
    device = matrices.device
    y, x = torch.meshgrid(
        torch.arange(height, device=device) / height, torch.arange(width, device=device) / width, indexing="ij"
    )
    points = torch.stack([x, y], 2).reshape(1, -1, 2).expand(len(matrices), -1, 2)
    return map_points(matrices, points).reshape(-1, height, width, 2)


def sample(pictures: Tensor, places: Tensor, origin: tuple[float, float], size: tuple[float, float]) -> Tensor:
    """Looks at pictures (N, 3, h, w) where ``places`` of the plate lie; the plate begins at ``origin`` px, of ``size`` px.

    Outside the picture its edge goes on.
    """
    pixels = places * constant(size, places.device) + constant(origin, places.device)
    last = constant((pictures.shape[3] - 1, pictures.shape[2] - 1), places.device)
    grid = (pixels / last * 2 - 1).clamp(-4, 4)
    return F.grid_sample(pictures, grid, mode="bilinear", padding_mode="border", align_corners=True)


def inside(places: Tensor, reach: Tensor, width: int, height: int) -> Tensor:
    """How far each pixel lies on a plate enlarged by ``reach`` (N,) pixels, 0 to 1: (N, 1, H, W)."""
    depth = torch.minimum(places, 1 - places) * constant((width, height), places.device) + 0.5
    return (depth.amin(3) + reach[:, None, None]).clamp(0, 1)[:, None]


def degrade(images: Tensor, strength: Tensor, dice: Dice) -> tuple[Tensor, Tensor]:
    """A camera's view of pictures, and which of them lost their colour, bool (N,).

    ``strength`` (N,) scales how often each effect occurs.
    """
    n, _, height, width = images.shape
    out = _tone(images, strength, dice)
    grey = dice.chance(0.14, n)
    weights = dice.uniform(1e-3, 1, n, 3, 1, 1).log().neg()
    one = (out * weights / weights.sum(1, keepdim=True)).sum(1, keepdim=True)
    out = torch.where(_wide(grey), one.expand_as(out), out)
    out = _lights(out, strength, dice)
    out = _motion(out, strength, dice)
    columns = torch.exp(dice.uniform(math.log(38), math.log(width), n))
    beside = torch.where(dice.chance(0.25, n), dice.uniform(1.2, 2.4, n), dice.uniform(0.7, 1.3, n))
    rows = (columns * height / width * beside).clamp(14, height)
    coarse = dice.chance(0.65 * strength, n)
    columns = torch.where(coarse, columns.floor(), torch.full_like(columns, width))
    rows = torch.where(coarse, rows.floor(), torch.full_like(rows, height))
    sigma = (dice.normal(_BLUR_STRENGTH, n).abs() + 0.2) * dice.chance(0.28 * strength, n)
    down_x = _shrink(width, columns) @ _soften(width, sigma)
    down_y = _shrink(height, rows) @ _soften(height, sigma)
    out = down_y[:, None] @ out @ down_x[:, None].transpose(2, 3)
    level = dice.uniform(1, 13, n) * dice.chance(0.6 * strength, n)
    noise = dice.normal(1, n, 3, height, width)
    noise = torch.where(_wide(grey), noise[:, :1].expand_as(noise), noise) * _wide(level)
    out = (out + noise).clamp(0, 255)
    coded = transcode(out, dice.uniform(18, 92, n), dice.chance(0.5, n))
    out = torch.where(_wide(dice.chance(0.5 * strength, n)), coded, out)
    out = _stretch(height, rows)[:, None] @ out @ _stretch(width, columns)[:, None].transpose(2, 3)
    return _sharpen(out, strength, dice).clamp(0, 255).round(), grey


def _wide(values: Tensor) -> Tensor:
    return values[:, None, None, None]


def _tone(out: Tensor, strength: Tensor, dice: Dice) -> Tensor:
    """Exposure, gamma, contrast, colour cast, haze; at times all between two colours."""
    n = len(out)
    cast = torch.exp(dice.normal(0.25, n, 1, 1, 1) * _wide(strength) + dice.normal(0.08, n, 3, 1, 1) * _wide(strength))
    out = out * cast
    gamma = torch.where(dice.chance(0.5 * strength, n), torch.exp(dice.normal(0.4, n)), torch.ones(n, device=dice.device))
    out = 255 * (out / 255).clamp(1e-4, 1) ** _wide(gamma)
    level, keep = dice.uniform(20, 230, n), dice.uniform(0.12, 0.9, n)
    keep = torch.where(dice.chance(0.35 * strength, n), keep, torch.ones_like(keep))
    slope = dice.normal(25, n, 1, 1, 1) * torch.linspace(-1, 1, out.shape[2], device=dice.device)[:, None]
    haze = _wide(level) + slope
    out = haze + (out - haze) * _wide(keep)
    bright, dark = dice.chance(0.12 * strength, n), dice.chance(0.13 * strength, n)
    out = torch.where(_wide(bright), out * _wide(dice.uniform(1.1, 1.8, n)) + _wide(dice.uniform(0, 40, n)), out)
    out = torch.where(_wide(dark & ~bright), out * _wide(dice.uniform(0.2, 0.6, n)), out)
    return _one_colour(out, dice.chance(0.04 * strength, n), dice)


def _one_colour(out: Tensor, which: Tensor, dice: Dice) -> Tensor:
    """All tones between two colours, as of a camera whose colour channels failed."""
    n = len(out)
    dark, light = dice.uniform(0, 90, n, 3, 1, 1), dice.uniform(150, 255, n, 3, 1, 1)
    light = light * torch.where(dice.below(3, n, 1, 1, 1) == torch.arange(3, device=dice.device)[:, None, None], 0.5, 1.0)
    grey = (out.mean(1, keepdim=True) / 255).clamp(0, 1)
    return torch.where(_wide(which), dark + (light - dark) * grey, out)


def _lights(out: Tensor, strength: Tensor, dice: Dice) -> Tensor:
    """Edges of shadows, and bright spots."""
    n, _, h, w = out.shape
    y, x = torch.arange(h, device=dice.device)[:, None].float(), torch.arange(w, device=dice.device)[None].float()
    angle = dice.uniform(0, 2 * math.pi, n, 1, 1)
    side = (x - w * dice.uniform(0, 1, n, 1, 1)) * torch.cos(angle) + (y - h * dice.uniform(0, 1, n, 1, 1)) * torch.sin(angle)
    soft = (side / dice.uniform(1, 20, n, 1, 1) + 0.5).clamp(0, 1)
    depth = dice.uniform(0.2, 0.75, n, 1, 1) * dice.chance(0.22 * strength, n)[:, None, None]
    out = out * (1 - soft * depth)[:, None]
    across, along = w * dice.uniform(0.05, 0.5, n, 1, 1), h * dice.uniform(0.1, 0.8, n, 1, 1)
    spot = ((x - w * dice.uniform(0, 1, n, 1, 1)) / across) ** 2 + ((y - h * dice.uniform(0, 1, n, 1, 1)) / along) ** 2
    light = dice.uniform(30, 170, n, 1, 1) * dice.chance(0.14 * strength, n)[:, None, None]
    return out + (torch.exp(-spot) * light)[:, None]


def _motion(out: Tensor, strength: Tensor, dice: Dice) -> Tensor:
    """Motion blur of a part of the pictures, straight and up to nine pixels long."""
    count = max(1, round(len(out) * MOTION_SHARE))
    which = dice.some(strength, count)
    angle, length = dice.uniform(0, math.pi, count, 1, 1), dice.uniform(2, 9.5, count, 1, 1)
    reach = torch.arange(_REACH, device=dice.device).float() - _REACH // 2
    y, x = reach[:, None], reach[None]
    along = x * torch.cos(angle) + y * torch.sin(angle)
    beside = y * torch.cos(angle) - x * torch.sin(angle)
    kernel = torch.exp(-beside**2 / 0.5) * (length / 2 + 0.5 - along.abs()).clamp(0, 1)
    kernel = (kernel / kernel.sum((1, 2), keepdim=True)).repeat_interleave(3, 0)[:, None]
    part = F.pad(out[which], (_REACH // 2,) * 4, mode="replicate")
    moved = F.conv2d(part.reshape(1, count * 3, *part.shape[2:]), kernel, groups=count * 3)
    return out.index_copy(0, which, moved.reshape(count, 3, *out.shape[2:]))


def _sharpen(out: Tensor, strength: Tensor, dice: Dice) -> Tensor:
    """The bright and dark rims which a camera's own sharpening draws."""
    n = len(out)
    amount = dice.uniform(0.3, 1.5, n) * dice.chance(0.12 * strength, n)
    soft = F.avg_pool2d(F.pad(out, (1, 1, 1, 1), mode="replicate"), 3, 1)
    return out + (out - soft) * _wide(amount)


def _shrink(size: int, kept: Tensor) -> Tensor:
    """Matrices (N, size, size) that average ``size`` pixels to the first ``kept`` (N,) ones; the rest repeat the last."""
    edge = torch.arange(size, device=kept.device).float()
    step = (size / kept)[:, None, None]
    start = torch.minimum(edge[None, :, None], kept[:, None, None] - 1) * step
    overlap = torch.minimum(edge + 1, start + step) - torch.maximum(edge[None, None], start)
    return overlap.clamp(min=0) / step


def _stretch(size: int, kept: Tensor) -> Tensor:
    """Matrices that bring the first ``kept`` of ``size`` pixels back to all of them, linear."""
    place = (torch.arange(size, device=kept.device).float() + 0.5)[None] * (kept / size)[:, None] - 0.5
    place = torch.minimum(place.clamp(min=0), kept[:, None] - 1)
    return (1 - (place[:, :, None] - torch.arange(size, device=kept.device).float()).abs()).clamp(min=0)


def _soften(size: int, sigma: Tensor) -> Tensor:
    """Matrices of a Gaussian blur; ``sigma`` (N,) in pixels, 0 for none."""
    place = torch.arange(size, device=sigma.device).float()
    far = (place[:, None] - place[None]) ** 2
    near = torch.exp(-far[None] / (2 * sigma.clamp(min=0.05)[:, None, None] ** 2))
    return near / near.sum(2, keepdim=True)
