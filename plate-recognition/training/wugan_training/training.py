"""The training loop of the reader: time-limited, resumable, with an average of the weights."""

from __future__ import annotations

import copy
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from wugan_training.device import best_device
from wugan_training.model import PlateReader
from wugan_training.warm_start import load_model

CHECKPOINT = "reader.pt"


@dataclass
class Settings:
    """What a training run is given; ``minutes`` is the time the whole schedule takes."""

    out: Path
    minutes: float
    seed: int
    peak: float = 2e-3
    threads: int = 1
    first_slot_weight: float = 1.5
    start: Path | None = None
    """A ``plate-reader.onnx`` to go on from, instead of from random weights."""
    decay: float = 0.998
    """Of the average of the weights, at each step."""
    save_seconds: float = 120.0


def learning_rate(progress: float, peak: float) -> float:
    """One cycle: up within the first 6 %, then down by a cosine; ``progress`` is 0 to 1."""
    if progress < 0.06:
        return peak * (0.05 + 0.95 * progress / 0.06)
    return peak * (0.002 + 0.998 * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - 0.06) / 0.94))))


def losses(model: nn.Module, batch: dict[str, Tensor], look_weight: float, first: float) -> tuple[Tensor, Tensor]:
    """Gives the loss to minimise and, for the log, the share of plates read without error."""
    device = next(model.parameters()).device
    batch = {name: value.to(device, non_blocking=True) for name, value in batch.items()}
    image = (batch["image"].float() / 255).contiguous(memory_format=torch.channels_last)
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        outputs = model(image)
    chars, color, plate, attention = (output.float() for output in outputs)
    slots = batch["slots"]
    per_slot = F.cross_entropy(chars.transpose(1, 2), slots, ignore_index=-1, reduction="none")
    weight = torch.ones(slots.shape[1], device=device)
    weight[0] = first
    readable = (slots[:, 0] >= 0).float()
    loss = (per_slot * weight).sum(1).sum() / (readable.sum() * weight.sum() + 1e-6)
    coloured = (batch["color"] >= 0).sum().clamp(min=1)
    loss = loss + 0.15 * F.cross_entropy(color, batch["color"], ignore_index=-1, reduction="sum") / coloured
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
        mine, others = self.model.state_dict(), model.state_dict()
        real = [name for name, value in mine.items() if value.dtype.is_floating_point]
        with torch.no_grad():
            torch._foreach_mul_([mine[name] for name in real], keep)
            torch._foreach_add_([mine[name] for name in real], [others[name] for name in real], alpha=1 - keep)
            for name in mine.keys() - set(real):
                mine[name].copy_(others[name])


def train(
    settings: Settings, source: Callable[[int], Iterator[dict[str, Tensor]]],
    check: Callable[[nn.Module], str] | None = None,
) -> PlateReader:
    """Trains until the time is used up; goes on from a checkpoint in ``out``. Gives the average.

    ``source`` gives endless batches, others for another seed.
    """
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    device = best_device()
    model = PlateReader()
    if settings.start is not None:
        load_model(model, settings.start, "reader", _pictures(source, settings))
        print(f"goes on from {settings.start}", flush=True)
    model = model.to(device, memory_format=torch.channels_last)
    average = Average(model, settings.decay)
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
    loader = source(settings.seed * 1000 + step)
    batch = next(loader)
    total = settings.minutes * 60
    last = saved = checked = time.monotonic()
    mean_loss = mean_right = torch.zeros((), device=device)
    model.train()
    while used < total:
        progress = used / total
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(progress, settings.peak)
        look = 0.3 if progress < 0.3 else 0.1
        loss, right = losses(model, batch, look, settings.first_slot_weight)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        average.update(model)
        batch = next(loader)
        step += 1
        mean_loss = mean_loss + (loss.detach() - mean_loss) / min(step, 100)
        mean_right = mean_right + (right - mean_right) / min(step, 100)
        if step % 100 == 0:  # A GPU is waited for here only.
            print(f"step {step} {used / 60:.2f} min loss {float(mean_loss):.3f} read {float(mean_right):.3f}", flush=True)
        now = time.monotonic()
        used += now - last
        last = now
        if now - saved > settings.save_seconds or used >= total:
            _save(path, model, average.model, optimizer, used, step)
            saved = now
        if check is not None and now - checked > 600:
            print(check(average.model), flush=True)
            checked = last = time.monotonic()
    return average.model.cpu()


def _pictures(source: Callable[[int], Iterator[dict[str, Tensor]]], settings: Settings) -> Tensor:
    """Some hundred training pictures, to see what the network's layers see."""
    batches, parts = source(settings.seed * 1000 + 999), []
    while sum(len(p) for p in parts) < 256:
        parts.append(next(batches)["image"][:256].float().cpu() / 255)
    return torch.cat(parts)[:256]


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
