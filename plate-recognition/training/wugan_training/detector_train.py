"""Training of the plate detector: losses, learning-rate plan, checkpoints."""

from __future__ import annotations

import copy
import json
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset

from .detector_codec import Target, encode
from .detector_net import DetectorNet, count_parameters
from .device import best_device
from .synthesis import Frame, SceneSynthesizer, vary
from .warm_start import load_model

CORNER_LOSS = 10.0
ROW_LOSS = 0.2
CORNER_BETA = 0.02
"""Corner errors below this share of the plate's size count quadratically."""

MIN_KEPT, MAX_KEPT = 256, 1500
"""Two thirds of every batch are variants of frames made before, as soon as ``MIN_KEPT`` are kept: making one costs about
as much time as learning from it."""


@dataclass(frozen=True)
class TrainOptions:
    """What a training run needs to know."""

    data: Path
    out: Path
    minutes: float = 60.0
    """Computing time of the whole run, over all its restarts; the learning rate follows it."""
    seed: int = 1
    batch: int = 32
    width: int = 256
    height: int = 192
    """Size of the training frames in pixels."""
    rate: float = 2e-3
    threads: int = 1
    workers: int = 1
    start: Path | None = None
    """A ``plate-detector.onnx`` to go on from, instead of from random weights."""
    save_seconds: float = 120.0
    ignored: Path | None = None
    """JSON of doubtful places per file, see :mod:`wugan_training.detector_ignore`."""


class FrameStream(IterableDataset):
    """Endless batches of synthetic frames as tensors."""

    def __init__(self, options: TrainOptions, start: int) -> None:
        self.options = options
        self.start = start

    def __iter__(self) -> Iterator[tuple[Tensor, ...]]:
        cv2.setNumThreads(1)
        torch.set_num_threads(1)
        options = self.options
        ignored = json.loads(options.ignored.read_text("utf-8")) if options.ignored else None
        info = torch.utils.data.get_worker_info()
        stream = self.start + 7919 * (0 if info is None else info.id)
        source = SceneSynthesizer(
            options.data, options.seed * 1_000_003 + stream, (options.width, options.height), ignored
        )
        kept: list[Frame] = []
        while True:
            images, targets = [], []
            for k in range(options.batch):
                if len(kept) >= MIN_KEPT and k % 3 > 0:
                    frame = vary(source.rng, kept[int(source.rng.integers(len(kept)))])
                else:
                    frame = source.frame()
                    if len(kept) >= MAX_KEPT:
                        kept.pop(int(source.rng.integers(len(kept))))
                    kept.append(frame)
                images.append(frame.image)
                targets.append(encode(frame.quads, frame.rows, options.height, options.width, frame.ignored))
            yield _stack(images, targets)


def _stack(images: list[np.ndarray], targets: list[Target]) -> tuple[Tensor, ...]:
    """Batch of uint8 pictures ``N x H x W x 3`` and the five target maps ``N x C x h x w``."""
    maps = [
        torch.from_numpy(np.stack([getattr(t, name) for t in targets]))
        for name in ("heat", "weight", "corners", "corner_weight", "rows")
    ]
    return (torch.from_numpy(np.stack(images)), *maps)


def heat_loss(logits: Tensor, heat: Tensor, weight: Tensor) -> Tensor:
    """Focal loss of centre heat maps with Gaussian shoulders, per plate; all ``N x 1 x h x w``."""
    score = torch.sigmoid(logits).clamp(1e-5, 1 - 1e-5)
    centre = (heat >= 0.999).float()
    loss = -centre * (1 - score) ** 2 * score.log()
    loss = loss - (1 - centre) * (1 - heat) ** 4 * score**2 * (1 - score).log()
    return (loss * weight).sum() / centre.sum().clamp(min=1)


def corner_loss(offsets: Tensor, corners: Tensor, weight: Tensor) -> Tensor:
    """Corner distance in shares of the plate's size; ``N x 8 x h x w``, weight ``N x 1 x h x w`` from ``encode``."""
    picked = (weight[:, 0] > 0).nonzero(as_tuple=True)
    if picked[0].numel() == 0:
        return offsets.sum() * 0
    n, y, x = picked
    scale = weight[n, 0, y, x]
    wrong = (offsets[n, :, y, x] - corners[n, :, y, x]) * scale[:, None]
    return functional.smooth_l1_loss(wrong, torch.zeros_like(wrong), beta=CORNER_BETA)


def row_loss(logits: Tensor, rows: Tensor) -> Tensor:
    """Cross entropy of the double-row map where the number of rows is known."""
    known = rows >= 0
    if not known.any():
        return logits.sum() * 0
    return functional.binary_cross_entropy_with_logits(logits[known], rows[known])


def learning_rate(options: TrainOptions, progress: float) -> float:
    """Short warm-up, then half a cosine down to 1 % over the run's time; ``progress`` is 0 to 1."""
    if progress < 0.02:
        return options.rate * (0.1 + 0.9 * progress / 0.02)
    return options.rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - 0.02) / 0.98))))


class Trainer:
    """One training run that can be stopped and continued at its last checkpoint."""

    def __init__(self, options: TrainOptions) -> None:
        self.options = options
        torch.manual_seed(options.seed)
        torch.set_num_threads(options.threads)
        self.device = best_device()
        self.net = DetectorNet()
        if options.start is not None:
            self._start_from(options.start)
        self.net = self.net.to(self.device, memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.net).eval()
        decay = [p for p in self.net.parameters() if p.ndim > 1]
        plain = [p for p in self.net.parameters() if p.ndim <= 1]
        groups = [{"params": decay, "weight_decay": 1e-2}, {"params": plain, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=options.rate)
        self.step = 0
        self.seconds = 0.0
        self.checkpoint = options.out / "detector-checkpoint.pt"
        if self.checkpoint.exists():
            self._load()

    def run(self) -> None:
        """Train until the time is used up; writes a checkpoint now and then and at the end."""
        options = self.options
        options.out.mkdir(parents=True, exist_ok=True)
        print(f"parameters {count_parameters(self.net)}, step {self.step}, {self.seconds / 60:.1f} min done", flush=True)
        stream = DataLoader(FrameStream(options, self.step), batch_size=None, num_workers=options.workers, prefetch_factor=4)
        batches = iter(stream)
        self.net.train()
        clock = saved = time.monotonic()
        means = np.zeros(3)
        while self.seconds < options.minutes * 60:
            means += self._train_step(next(batches))
            now = time.monotonic()
            self.seconds += now - clock
            clock = now
            if self.step % 50 == 0:
                rate = self.optimizer.param_groups[0]["lr"]
                heat, corner, rows = means / 50
                means[:] = 0
                print(
                    f"step {self.step} min {self.seconds / 60:.1f} heat {heat:.4f} corner {corner:.4f} "
                    f"rows {rows:.4f} rate {rate:.5f} frames/s {self.step * options.batch / self.seconds:.1f}",
                    flush=True,
                )
            if now - saved > options.save_seconds:
                self._save()
                saved = now
        self._save()

    def _train_step(self, batch: tuple[Tensor, ...]) -> np.ndarray:
        """One optimiser step; returns the three losses."""
        images, heat, weight, corners, corner_weight, rows = (t.to(self.device, non_blocking=True) for t in batch)
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.options, self.seconds / (self.options.minutes * 60))
        inputs = (images.permute(0, 3, 1, 2).float() / 255).contiguous(memory_format=torch.channels_last)
        heat_out, corner_out, row_out = self.net(inputs)
        losses = (
            heat_loss(heat_out, heat, weight),
            corner_loss(corner_out, corners, corner_weight),
            row_loss(row_out, rows),
        )
        total = losses[0] + CORNER_LOSS * losses[1] + ROW_LOSS * losses[2]
        self.optimizer.zero_grad(set_to_none=True)
        total.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimizer.step()
        self.step += 1
        self._update_average()
        return np.array([float(loss) for loss in losses])

    def _start_from(self, model: Path) -> None:
        """Takes the weights of a shipped model; layers that it does not have learn from the beginning."""
        images = next(iter(FrameStream(self.options, -1)))[0]
        missing = load_model(self.net, model, "net", images.permute(0, 3, 1, 2).float() / 255)
        with torch.no_grad():  # the shipped corner head has the gain in its weights
            self.net.corners.weight /= self.net.corner_gain
            self.net.corners.bias /= self.net.corner_gain
        print(f"goes on from {model}; new layers: {', '.join(missing) or 'none'}", flush=True)

    @torch.no_grad()
    def _update_average(self) -> None:
        keep = min(0.998, (1 + self.step) / (20 + self.step))
        for mean, now in zip(self.average.state_dict().values(), self.net.state_dict().values()):
            if mean.dtype.is_floating_point:
                mean.lerp_(now, 1 - keep)
            else:
                mean.copy_(now)

    def _save(self) -> None:
        state = {
            "net": self.net.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "seed": self.options.seed,
            "minutes": self.options.minutes,
        }
        partial = self.checkpoint.with_suffix(".part")
        torch.save(state, partial)
        partial.replace(self.checkpoint)

    def _load(self) -> None:
        state = torch.load(self.checkpoint, map_location=self.device)
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds = state["step"], state["seconds"]


def load_average(checkpoint: Path) -> tuple[DetectorNet, dict[str, float]]:
    """The averaged network of a checkpoint in evaluation mode, and its ``step``, ``seconds``, ``seed``."""
    state = torch.load(checkpoint, map_location="cpu")
    net = DetectorNet()
    net.load_state_dict(state["average"])
    return net.eval(), {k: state[k] for k in ("step", "seconds", "seed", "minutes")}
