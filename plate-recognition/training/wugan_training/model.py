"""The plate reader: one convolutional network for single-row and double-row plates.

Eight learned attention maps look at the two-dimensional feature map, one for each
character slot, so that no row layout is built in.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from wugan_training.grammar import ALPHABET, COLORS, MAX_LENGTH

WIDTH, HEIGHT = 168, 64
GRID_WIDTH, GRID_HEIGHT = 42, 8
QUARTERS = 4
"""A character is looked at in four overlapping quarters, so that a province keeps its structure."""
LAYOUTS = 12
"""How many arrangements of characters the network tells apart, each with its own places to expect them in."""


def _conv(inputs: int, outputs: int, kernel: int = 3, stride: int | tuple[int, int] = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class _Bottleneck(nn.Module):
    """Residual block: 1×1 down, 3×3 up."""

    def __init__(self, channels: int, inner: int) -> None:
        super().__init__()
        self.down = _conv(channels, inner, 1)
        self.up = nn.Sequential(nn.Conv2d(inner, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.up(self.down(x)))


class PlateReader(nn.Module):
    """Reads a rectified plate.

    Input (N, 3, 64, 168), BGR, 0 to 1. Gives logits of characters (N, 8, C), colour (N, 7)
    and plate (N, 2), and the attention (N, 8, 8·42), each slot's map summing to 1.
    """

    def __init__(self, classes: int = len(ALPHABET), slots: int = MAX_LENGTH) -> None:
        super().__init__()
        self.slots = slots
        self.stem = nn.Sequential(_conv(3, 24, 3, 2), _conv(24, 40, 3, 2))
        self.fine = nn.Sequential(_conv(40, 64), _Bottleneck(64, 32))
        self.coarse = nn.Sequential(_conv(64, 96, 3, (2, 1)), _Bottleneck(96, 48))
        self.context = nn.Sequential(nn.MaxPool2d(2), _conv(96, 128), _Bottleneck(128, 96))
        self.enlarge = nn.Upsample(scale_factor=2, mode="nearest")
        self.lateral = nn.Conv2d(96, 128, 1)
        self.look = nn.Sequential(_conv(128, 64, 1), nn.Conv2d(64, slots, 1))
        self.layout_narrow = _conv(128, 24, 1)
        self.layout_pool = nn.AvgPool2d((2, 3))
        self.layout_hidden = nn.Linear(24 * 2 * 7, 64)
        self.layout = nn.Linear(64, LAYOUTS)
        self.places = nn.Linear(LAYOUTS, slots * GRID_HEIGHT * GRID_WIDTH, bias=False)
        moves = torch.zeros(QUARTERS, 1, 3, 3)  # each takes the cell at one corner of its surroundings
        for k, (y, x) in enumerate(((0, 0), (0, 2), (2, 0), (2, 2))):
            moves[k, 0, y, x] = 1
        self.register_buffer("moves", moves.repeat(slots, 1, 1, 1), persistent=False)
        self.slot_bias = nn.Parameter(torch.zeros(1, slots, 192))
        self.hidden = nn.Linear(128 * QUARTERS, 192)
        self.letter = nn.Linear(192, classes)
        self.color_hidden = nn.Linear(64 + 128, 48)
        self.color = nn.Linear(48, len(COLORS))
        self.plate = nn.Linear(48, 2)
        self.dropout = nn.Dropout(0.1)

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        n = image.shape[0]
        cells = GRID_HEIGHT * GRID_WIDTH
        fine = self.fine(self.stem(image))
        coarse = self.coarse(fine)
        context = self.context(coarse)
        features = torch.relu(self.lateral(coarse) + self.enlarge(context))
        scores = self.look(features).reshape(n, self.slots, cells) + self._expected_places(context)
        attention = torch.softmax(scores, 2)
        values = features.reshape(n, 128, cells).transpose(1, 2)
        glimpse = torch.matmul(self._quarters(attention), values).reshape(n, self.slots, 128 * QUARTERS)
        hidden = torch.relu(self.hidden(glimpse) + self.slot_bias)
        chars = self.letter(self.dropout(hidden))
        whole = torch.cat([fine.mean((2, 3)), context.mean((2, 3))], 1)
        whole = torch.relu(self.color_hidden(whole))
        return chars, self.color(whole), self.plate(whole), attention

    def _expected_places(self, context: Tensor) -> Tensor:
        """Where each slot is to be looked for, (N, 8, 8·42), by the arrangement that the whole plate suggests."""
        pooled = self.layout_pool(self.layout_narrow(context)).flatten(1)
        arrangement = torch.softmax(self.layout(torch.relu(self.layout_hidden(pooled))), 1)
        return self.places(arrangement).reshape(context.shape[0], self.slots, GRID_HEIGHT * GRID_WIDTH)

    def _quarters(self, attention: Tensor) -> Tensor:
        """Each slot's map moved by a cell up or down and left or right: (N, 8·4, 8·42)."""
        maps = attention.reshape(attention.shape[0], self.slots, GRID_HEIGHT, GRID_WIDTH)
        moved = nn.functional.conv2d(maps, self.moves, padding=1, groups=self.slots)
        return moved.reshape(attention.shape[0], self.slots * QUARTERS, GRID_HEIGHT * GRID_WIDTH)


class ExportReader(nn.Module):
    """The reader as shipped: probabilities ``chars`` (1, 8, C), ``color`` (1, 7), ``plate`` (1, 2)."""

    def __init__(self, reader: PlateReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        chars, color, plate, _ = self.reader(image)
        return torch.softmax(chars, 2), torch.softmax(color, 1), torch.softmax(plate, 1)


def count_macs(model: PlateReader) -> int:
    """Counts multiply-accumulates of one picture: convolutions, linear layers, attention."""
    total = 0

    def hook(module: nn.Module, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        nonlocal total
        if isinstance(module, nn.Conv2d):
            k = module.kernel_size[0] * module.kernel_size[1] * module.in_channels // module.groups
            total += output.numel() * k
        elif isinstance(module, nn.Linear):
            total += output.numel() * module.in_features

    handles = [m.register_forward_hook(hook) for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    was_training = model.training
    model.eval()
    with torch.no_grad():
        model(torch.zeros(1, 3, HEIGHT, WIDTH))
    model.train(was_training)
    for handle in handles:
        handle.remove()
    return total + MAX_LENGTH * QUARTERS * GRID_HEIGHT * GRID_WIDTH * 128
