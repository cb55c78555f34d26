"""What compression does to pictures, for a whole batch at once: blocks of 8×8, as in JPEG, without the entropy coding."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from wugan_training.device import constant

_LUMA = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87,
    80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92,
    95, 98, 112, 100, 103, 99,
)
_CHROMA = (
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99,
    99, 99,
) + (99,) * 32
_TO_YCC = ((0.114, 0.587, 0.299), (0.5, -0.3313, -0.1687), (-0.0813, -0.4187, 0.5))


def transcode(images: Tensor, quality: Tensor, halved: Tensor) -> Tensor:
    """Gives pictures (N, 3, H, W), BGR, 0 to 255, H and W multiples of 8, as JPEG of a quality (N,), 1 to 100, keeps them.

    ``halved`` (N,) tells which of them keep their colours at half the resolution.
    """
    n, _, h, w = images.shape
    device = images.device
    turn = constant(_TO_YCC, device)
    planes = torch.einsum("kc,nchw->nkhw", turn, images)
    rough = F.interpolate(F.avg_pool2d(planes[:, 1:], 2), scale_factor=2, mode="nearest")
    colours = torch.where(halved[:, None, None, None], rough, planes[:, 1:])
    planes = torch.cat([planes[:, :1] - 128, colours], 1)
    cosines = _cosines(device)
    blocks = planes.reshape(n, 3, h // 8, 8, w // 8, 8).transpose(3, 4)
    spectrum = cosines @ blocks @ cosines.T
    steps = _steps(quality, device)[:, :, None, None]
    spectrum = (spectrum / steps).round() * steps
    planes = (cosines.T @ spectrum @ cosines).transpose(3, 4).reshape(n, 3, h, w)
    planes = torch.cat([planes[:, :1] + 128, planes[:, 1:]], 1)
    return torch.einsum("ck,nkhw->nchw", torch.linalg.inv_ex(turn).inverse, planes).clamp(0, 255)


def _cosines(device: torch.device) -> Tensor:
    """The orthonormal 8×8 cosine transform."""
    k = torch.arange(8, device=device).float()
    rows = torch.cos((2 * k[None] + 1) * k[:, None] * math.pi / 16) * 0.5
    return torch.cat([rows[:1] / math.sqrt(2), rows[1:]])


def _steps(quality: Tensor, device: torch.device) -> Tensor:
    """Quantisation steps (N, 3, 8, 8)."""
    tables = constant((_LUMA, _CHROMA, _CHROMA), device).reshape(1, 3, 8, 8)
    scale = torch.where(quality < 50, 5000 / quality, 200 - 2 * quality)[:, None, None, None]
    return ((tables * scale + 50) / 100).floor().clamp(1, 255)
