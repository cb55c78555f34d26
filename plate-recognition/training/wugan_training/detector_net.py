"""The plate detector network: a small stride-8, fully convolutional heat map with corner offsets.

Only operators that small inference engines run well are used: convolution, batch normalisation (folded into the
convolutions on export), ReLU, nearest up-sampling by a constant factor, concatenation and sigmoid.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

STRIDE = 8
"""Input pixels per output cell."""

CORNER_GAIN = 4.0
"""Constant factor of the corner head while training (folded into its weights on export); it speeds up learning."""


class ConvBlock(nn.Sequential):
    """Convolution without bias, batch normalisation and ReLU."""

    def __init__(self, inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> None:
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(inplace=True),
        )


class Bottleneck(nn.Module):
    """Residual block, 1 x 1 down and 3 x 3 up: a third of the multiply-accumulates of a plain 3 x 3 convolution."""

    def __init__(self, channels: int, inner: int) -> None:
        super().__init__()
        self.down = ConvBlock(channels, inner, 1)
        self.up = nn.Sequential(nn.Conv2d(inner, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x: Tensor) -> Tensor:
        """Same shape as ``x``."""
        return torch.relu(x + self.up(self.down(x)))


class DetectorNet(nn.Module):
    """Maps a picture to plate centre scores, corner offsets and double-row scores.

    Input: ``N x 3 x H x W`` float, BGR, pixel / 255, ``H`` and ``W`` multiples of 32.
    Output (training, raw): ``heat`` logits ``N x 1 x H/8 x W/8``, ``corners`` ``N x 8 x H/8 x W/8`` in cells,
    ``rows`` logits ``N x 1 x H/8 x W/8``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stem = ConvBlock(3, 16, 3, 2)                                               # stride 2
        self.s4 = ConvBlock(16, 24, 3, 2)                                                # stride 4
        self.s8 = nn.Sequential(ConvBlock(24, 48, 3, 2), Bottleneck(48, 24))             # stride 8
        self.s16 = nn.Sequential(ConvBlock(48, 80, 3, 2), Bottleneck(80, 40))
        self.s32 = nn.Sequential(ConvBlock(80, 112, 3, 2), Bottleneck(112, 56), Bottleneck(112, 56), ConvBlock(112, 64, 1))
        self.up = nn.Upsample(scale_factor=2, mode="nearest")
        self.mix16 = nn.Sequential(ConvBlock(80 + 64, 64, 1), Bottleneck(64, 32))
        self.mix8 = nn.Sequential(ConvBlock(48 + 64, 48, 1), Bottleneck(48, 24))
        self.heat = nn.Conv2d(48, 1, 1)
        self.rows = nn.Conv2d(48, 1, 1)
        self.corners = nn.Conv2d(48, 8, 1)
        self.corner_gain = CORNER_GAIN
        nn.init.constant_(self.heat.bias, -4.5)  # rare positives: start with low scores

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return raw ``(heat, corners, rows)``; see the class."""
        x4 = self.s4(self.stem(image))
        x8 = self.s8(x4)
        x16 = self.s16(x8)
        x32 = self.s32(x16)
        y16 = self.mix16(torch.cat([x16, self.up(x32)], 1))
        y8 = self.mix8(torch.cat([x8, self.up(y16)], 1))
        corners = self.corners(y8)
        if self.corner_gain != 1.0:
            corners = corners * self.corner_gain
        return self.heat(y8), corners, self.rows(y8)

    def fold_corner_gain(self) -> None:
        """Multiply the constant gain into the corner head, for export."""
        with torch.no_grad():
            self.corners.weight *= self.corner_gain
            self.corners.bias *= self.corner_gain
        self.corner_gain = 1.0


class DetectorExport(nn.Module):
    """The network with its final sigmoids, as written to ONNX: outputs ``heat``, ``corners``, ``rows``.

    Call :meth:`DetectorNet.fold_corner_gain` first, so that no extra multiplication is written.
    """

    def __init__(self, net: DetectorNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return ``heat`` (probability), ``corners`` (cells) and ``rows`` (probability of two rows)."""
        heat, corners, rows = self.net(image)
        return torch.sigmoid(heat), corners, torch.sigmoid(rows)


def count_parameters(net: nn.Module) -> int:
    """Number of trainable parameters."""
    return sum(p.numel() for p in net.parameters())


def count_macs(net: nn.Module, height: int, width: int) -> int:
    """Multiply-accumulates of all convolutions for one picture of ``height x width`` pixels."""
    total = 0
    hooks = []

    def hook(module: nn.Conv2d, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        nonlocal total
        k = module.kernel_size[0] * module.kernel_size[1] * module.in_channels // module.groups
        total += k * output.shape[1] * output.shape[2] * output.shape[3]

    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            hooks.append(module.register_forward_hook(hook))
    was_training = net.training
    net.eval()
    with torch.no_grad():
        net(torch.zeros(1, 3, height, width))
    net.train(was_training)
    for handle in hooks:
        handle.remove()
    return total
