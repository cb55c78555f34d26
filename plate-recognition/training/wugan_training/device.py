"""Where the networks are trained: on a GPU when there is one, else on the processor."""

from __future__ import annotations

import torch


def best_device() -> torch.device:
    """The first CUDA device, or the processor."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
