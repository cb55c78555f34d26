"""Where the networks are trained: on a GPU when there is one, else on the processor."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import torch


def best_device() -> torch.device:
    """The first CUDA device, set to its fast arithmetic, or the processor."""
    if not torch.cuda.is_available():
        return torch.device("cpu")
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.allow_tf32 = True
    torch.backends.cudnn.benchmark = True
    return torch.device("cuda")


@lru_cache(maxsize=64)
def constant(values: tuple[Any, ...], device: torch.device) -> torch.Tensor:
    """A float32 tensor that is brought to the device once only, for each time would wait for it; not to be changed."""
    return torch.tensor(values, device=device, dtype=torch.float32)
