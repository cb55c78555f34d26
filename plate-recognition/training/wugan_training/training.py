"""The training loop of the reader: time-limited, resumable, with an average of the weights."""

from __future__ import annotations

import copy
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader

from wugan_training.model import PlateReader
from wugan_training.device import best_device
from wugan_training.samples import Batches, SampleMaker
from wugan_training.warm_start import load_model

CHECKPOINT = "reader.pt"


@dataclass
class Settings:
    """What a training run is given; ``minutes`` is the time the whole schedule takes."""

    out: Path
    minutes: float
    seed: int
    batch: int = 32
    peak: float = 2e-3
    threads: int = 1
    workers: int = 1
    first_slot_weight: float = 1.5
    start: Path | None = None
    """A ``plate-reader.onnx`` to go on from, instead of from random weights."""


def learning_rate(progress: float, peak: float) -> float:
    """One cycle: up within the first 6 %, then down by a cosine; ``progress`` is 0 to 1."""
    if progress < 0.06:
        return peak * (0.05 + 0.95 * progress / 0.06)
    return peak * (0.002 + 0.998 * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - 0.06) / 0.94))))


def losses(model: nn.Module, batch: dict[str, Tensor], look_weight: float, first: float) -> tuple[Tensor, Tensor]:
    """Gives the loss to minimise and, for the log, the share of plates read without error."""
    device = next(model.parameters()).device
    batch = {name: value.to(device, non_blocking=True) for name, value in batch.items()}
    image = batch["image"].to(memory_format=torch.channels_last).float() / 255
    chars, color, plate, attention = model(image)
    slots = batch["slots"]
    per_slot = F.cross_entropy(chars.transpose(1, 2), slots, ignore_index=-1, reduction="none")
    weight = torch.ones(slots.shape[1], device=device)
    weight[0] = first
    readable = (slots[:, 0] >= 0).float()
    loss = (per_slot * weight).sum(1).sum() / (readable.sum() * weight.sum() + 1e-6)
    if (batch["color"] >= 0).any():
        loss = loss + 0.15 * F.cross_entropy(color, batch["color"], ignore_index=-1)
    loss = loss + 0.15 * F.cross_entropy(plate, batch["plate"])
    off = -(batch["maps"] * torch.log(attention + 1e-6)).sum(2) * batch["known"]
    loss = loss + look_weight * off.sum() / (batch["known"].sum() + 1e-6)
    right = ((chars.argmax(2) == slots).all(1).float() * readable).sum() / (readable.sum() + 1e-6)
    return loss, right.detach()


class Average:
    """Exponential moving average of a model's weights and buffers."""

    def __init__(self, model: nn.Module, decay: float = 0.998) -> None:
        self.model = copy.deepcopy(model).eval()
        self._decay = decay
        self._steps = 0

    def update(self, model: nn.Module) -> None:
        """Takes in the model's present weights."""
        self._steps += 1
        keep = min(self._decay, (1 + self._steps) / (10 + self._steps))
        with torch.no_grad():
            for mine, other in zip(self.model.state_dict().values(), model.state_dict().values()):
                if mine.dtype.is_floating_point:
                    mine.lerp_(other, 1 - keep)
                else:
                    mine.copy_(other)


def train(settings: Settings, maker: SampleMaker, check: Callable[[nn.Module], str] | None = None) -> PlateReader:
    """Trains until the time is used up; goes on from a checkpoint in ``out``. Gives the average."""
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    device = best_device()
    model = PlateReader()
    if settings.start is not None:
        load_model(model, settings.start, "reader", _pictures(maker, settings))
        print(f"goes on from {settings.start}", flush=True)
    model = model.to(device, memory_format=torch.channels_last)
    average = Average(model)
    decay = [p for p in model.parameters() if p.ndim > 1]
    plain = [p for p in model.parameters() if p.ndim <= 1]
    optimizer = torch.optim.AdamW([{"params": decay, "weight_decay": 0.02}, {"params": plain, "weight_decay": 0.0}])
    path = settings.out / CHECKPOINT
    used, step = 0.0, 0
    if path.is_file():
        state = torch.load(path, map_location=device)
        model.load_state_dict(state["model"])
        average.model.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        used, step = state["seconds"], state["step"]
        print(f"resumed at step {step}, {used / 60:.1f} min used", flush=True)
    batches = Batches(maker, settings.batch, settings.seed * 1000 + step)
    loader = iter(DataLoader(batches, batch_size=None, num_workers=settings.workers, prefetch_factor=4))
    total = settings.minutes * 60
    last = saved = checked = time.monotonic()
    mean_loss = mean_right = 0.0
    model.train()
    while used < total:
        progress = used / total
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(progress, settings.peak)
        look = 0.3 if progress < 0.3 else 0.1
        loss, right = losses(model, next(loader), look, settings.first_slot_weight)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        average.update(model)
        step += 1
        now = time.monotonic()
        used += now - last
        last = now
        mean_loss += (loss.item() - mean_loss) / min(step, 100)
        mean_right += (right.item() - mean_right) / min(step, 100)
        if step % 100 == 0:
            print(f"step {step} {used / 60:.1f} min loss {mean_loss:.3f} read {mean_right:.3f}", flush=True)
        if now - saved > 120 or used >= total:
            _save(path, model, average.model, optimizer, used, step)
            saved = now
        if check is not None and now - checked > 600:
            print(check(average.model), flush=True)
            checked = last = time.monotonic()
    return average.model.cpu()


def _pictures(maker: SampleMaker, settings: Settings) -> Tensor:
    """A few batches of training pictures, to see what the network's layers see."""
    batches = iter(Batches(maker, 256, settings.seed * 1000 + 999))
    return next(batches)["image"].float() / 255


def _save(
    path: Path, model: nn.Module, average: nn.Module, optimizer: torch.optim.Optimizer, used: float, step: int
) -> None:
    part = path.with_suffix(".part")
    torch.save(
        {
            "model": model.state_dict(),
            "average": average.state_dict(),
            "optimizer": optimizer.state_dict(),
            "seconds": used,
            "step": step,
        },
        part,
    )
    part.replace(path)
