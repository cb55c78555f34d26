"""Training samples made on the device: flat pictures wait there in rings, and each batch is photographed anew."""

from __future__ import annotations

import queue
import threading
from typing import Callable, Iterator

import cv2
import numpy as np
import torch
from torch import Tensor

from wugan_training import device_camera as camera
from wugan_training.device import best_device
from wugan_training.device_camera import Dice
from wugan_training.grammar import MAX_LENGTH
from wugan_training.model import GRID_HEIGHT, GRID_WIDTH, HEIGHT, WIDTH
from wugan_training.platecache import HEIGHT as FLAT_HEIGHT, WIDTH as FLAT_WIDTH
from wugan_training.realdata import CANVAS_MARGIN, CANVAS_PLATE
from wugan_training.samples import odds
from wugan_training.stock import Stock
from wugan_training.workshop import Delivery, Workshop, deliveries, stack_real

SHARE_PLATES, SHARE_CROPS, SHARE_SCENES = 0.53, 0.14, 0.20
"""Shares of the sources in a batch; the rest are pictures that are no plate."""

ROOM = {"plates": 60_000, "scenes": 12_000, "words": 6_000}
"""How many flat pictures of each kind wait on a GPU: 5 GB."""

LEAST = {"plates": 1500, "scenes": 500, "words": 60}
"""How many there have to be before the first batch."""

_PATIENCE_SECONDS = 120.0
_QUEUE = 16


class Ring:
    """The newest pictures of a kind and what is known about them, on the device."""

    def __init__(self, room: int, device: torch.device) -> None:
        self.count = 0
        self._room = room
        self._next = 0
        self._device = device
        self.parts: dict[str, Tensor] = {}

    def add(self, parts: dict[str, Tensor]) -> None:
        """Takes in some pictures; once the ring is full, the oldest go."""
        some = len(parts["image"])
        if not self.parts:
            self.parts = {k: torch.empty((self._room, *v.shape[1:]), dtype=v.dtype, device=self._device) for k, v in parts.items()}
        places = (torch.arange(some, device=self._device) + self._next) % self._room
        for name, values in parts.items():
            self.parts[name].index_copy_(0, places, values.to(self._device, non_blocking=True))
        self._next = (self._next + some) % self._room
        self.count = min(self.count + some, self._room)

    def take(self, index: Tensor) -> dict[str, Tensor]:
        """The pictures at some places; those as float."""
        parts = {name: values[index] for name, values in self.parts.items()}
        parts["image"] = parts["image"].float()
        return parts


class DeviceSamples:
    """Endless batches on a device, as ``samples.collate`` gives them.

    One thread at a time. ``close`` ends the processes.
    """

    def __init__(
        self, stock: Stock, glyph_dir: str | None, batch: int, seed: int, workers: int, device: torch.device,
        room: dict[str, int] | None = None,
    ) -> None:
        self._dice = Dice(device, seed)
        self._device = device
        self._batch = batch
        room = ROOM if room is None else room
        self._rings = {name: Ring(count, device) for name, count in room.items()}
        self._crops = _fixed(stack_real(stock.crops, (FLAT_WIDTH, FLAT_HEIGHT)), device)
        self._false = _fixed(_false_pictures(stock), device)
        self._backdrops = torch.from_numpy(stock.backdrops).permute(0, 3, 1, 2).contiguous().to(device)
        self._crop_odds = torch.tensor(odds([c.weight for c in stock.crops]), device=device, dtype=torch.float32)
        self._least = {name: min(LEAST[name], count) for name, count in room.items()}
        self._arrived: queue.Queue[dict[str, dict[str, Tensor]]] = queue.Queue(_QUEUE)
        self._closed = threading.Event()
        source = deliveries(Workshop(stock, glyph_dir), seed, workers)
        self._carrier = threading.Thread(target=self._carry, args=(source,), daemon=True, name="deliveries")
        self._carrier.start()
        self.delivered = 0

    def close(self) -> None:
        """Ends the deliveries."""
        self._closed.set()
        self._carrier.join(10)

    def _carry(self, source: Iterator[Delivery]) -> None:
        for delivery in source:
            parts = {kind: {k: self._ready(v) for k, v in what.items()} for kind, what in delivery.items()}
            while not self._closed.is_set():
                try:
                    self._arrived.put(parts, timeout=0.5)
                    break
                except queue.Full:
                    continue
            if self._closed.is_set():
                return

    def _ready(self, values: np.ndarray) -> Tensor:
        """A tensor which the device can fetch while others work."""
        tensor = torch.from_numpy(values)
        return tensor.pin_memory() if self._device.type == "cuda" else tensor

    def _stow(self) -> None:
        """Takes in what has come; waits for it only while there is too little."""
        for _ in range(_QUEUE):
            short = any(self._rings[name].count < least for name, least in self._least.items())
            try:
                delivery = self._arrived.get(timeout=_PATIENCE_SECONDS) if short else self._arrived.get_nowait()
            except queue.Empty:
                if short:
                    raise TimeoutError(f"no pictures came for {_PATIENCE_SECONDS:.0f} s") from None
                return
            for kind, parts in delivery.items():
                self._rings[kind].add(parts)
            self.delivered += len(delivery["plates"]["image"])

    def __iter__(self) -> Iterator[dict[str, Tensor]]:
        while True:
            self._stow()
            if all(self._rings[name].count >= least for name, least in self._least.items()):
                yield self.draw()

    def draw(self) -> dict[str, Tensor]:
        """One batch of what is there."""
        n = self._batch
        plates, crops, scenes = round(n * SHARE_PLATES), round(n * SHARE_CROPS), round(n * SHARE_SCENES)
        parts = [self._plates(plates), self._real(crops, False), self._real(scenes, True), self._none(n - plates - crops - scenes)]
        joined = {name: torch.cat([p[name] for p in parts]) for name in parts[0]}
        images, grey = camera.degrade(joined["image"], joined["strength"], self._dice)
        maps, known = attention_targets(joined["centres"])
        color = torch.where(grey & (joined["plate"] > 0), torch.zeros_like(joined["color"]), joined["color"])
        return {
            "image": images, "slots": joined["slots"], "color": color, "plate": joined["plate"], "maps": maps, "known": known,
        }

    def _plates(self, n: int) -> dict[str, Tensor]:
        part = self._rings["plates"].take(self._dice.below(self._rings["plates"].count, n))
        quads = self._quads(part["aspect"], 0.22)
        return self._seen(self._composed(part["image"], quads), part, quads, 1.0)

    def _real(self, n: int, scenes: bool) -> dict[str, Tensor]:
        if scenes:
            part = self._rings["scenes"].take(self._dice.below(self._rings["scenes"].count, n))
            quads, origin, size = self._quads(part["aspect"], 0.2), CANVAS_MARGIN, CANVAS_PLATE
        else:
            part = self._crops.take(self._dice.drawn(self._crop_odds, n))
            quads, origin, size = camera.crop_quads(self._dice, n), (0, 0), (FLAT_WIDTH, FLAT_HEIGHT)
        places = camera.plate_places(camera.square_to_quads(quads), WIDTH, HEIGHT)
        return self._seen(camera.sample(part["image"], places, origin, size), part, quads, 0.55)

    def _quads(self, aspect: Tensor, boxed: float) -> Tensor:
        which = self._dice.chance(boxed, len(aspect))[:, None, None]
        return torch.where(which, camera.boxed_quads(self._dice, aspect), camera.detector_quads(self._dice, aspect))

    def _seen(self, image: Tensor, part: dict[str, Tensor], quads: Tensor, strength: float) -> dict[str, Tensor]:
        back = camera.inverse(camera.square_to_quads(quads))
        return {
            "image": image, "slots": part["slots"], "color": part["color"], "centres": camera.map_points(back, part["centres"]),
            "plate": torch.ones_like(part["color"]), "strength": torch.full((len(image),), strength, device=self._device),
        }

    def _composed(self, flat: Tensor, quads: Tensor) -> Tensor:
        """Flat plates before a background, at times in a frame."""
        n = len(flat)
        places = camera.plate_places(camera.square_to_quads(quads), WIDTH, HEIGHT)
        plate = camera.sample(flat, places, (0, 0), (FLAT_WIDTH, FLAT_HEIGHT))
        ground = self._ground(n)
        framed = self._dice.chance(0.3, n)[:, None, None, None] * camera.inside(places, self._dice.uniform(1, 6, n), WIDTH, HEIGHT)
        paint = (self._dice.uniform(0, 230, n, 1, 1, 1) + self._dice.uniform(-10, 10, n, 3, 1, 1)).clamp(0, 255)
        ground = ground + (paint - ground) * framed
        share = camera.inside(places, torch.zeros(n, device=self._device), WIDTH, HEIGHT)
        return ground + (plate - ground) * share

    def _ground(self, n: int) -> Tensor:
        """Bodywork, or a piece of a street."""
        dice = self._dice
        street = self._backdrops[dice.below(len(self._backdrops), n)].float()
        street = street * torch.exp(dice.normal(0.3, n, 1, 1, 1)) * torch.exp(dice.normal(0.08, n, 3, 1, 1))
        spread = torch.where(dice.chance(0.7, n), 12.0, 60.0)[:, None, None, None]
        ramp = torch.linspace(-1, 1, HEIGHT, device=self._device)[:, None] * dice.normal(30, n, 1, 1, 1)
        body = dice.uniform(0, 240, n, 1, 1, 1) + dice.normal(1, n, 3, 1, 1) * spread + ramp
        body = body.expand(n, 3, HEIGHT, WIDTH)
        return torch.where(dice.chance(0.5, n)[:, None, None, None], street, body).clamp(0, 250)

    def _none(self, n: int) -> dict[str, Tensor]:
        """Pictures that are no plate: false finds, street, words, half or mirrored plates."""
        false, ground, words = round(n * 0.35), round(n * 0.25), round(n * 0.2)
        finds = self._false.take(self._dice.below(self._false.count, false))["image"]
        street = self._ground(ground)
        turned = torch.cat([finds, street])
        turned = torch.where(self._dice.chance(0.4, len(turned))[:, None, None, None], turned.flip(3), turned)
        lettering = self._rings["words"].take(self._dice.below(self._rings["words"].count, words))["image"]
        images = torch.cat([turned, lettering, self._broken(n - false - ground - words)])
        count = len(images)
        return {
            "image": images,
            "slots": torch.full((count, MAX_LENGTH), -1, device=self._device),
            "color": torch.full((count,), -1, device=self._device),
            "centres": torch.full((count, MAX_LENGTH, 2), float("nan"), device=self._device),
            "plate": torch.zeros(count, dtype=torch.int64, device=self._device),
            "strength": torch.full((count,), 0.7, device=self._device),
        }

    def _broken(self, n: int) -> Tensor:
        """Plates of which half is missing, or mirrored or upside down."""
        part = self._rings["plates"].take(self._dice.below(self._rings["plates"].count, n))
        quads = camera.detector_quads(self._dice, part["aspect"])
        way = self._dice.uniform(0, 1, n)
        sign = torch.where(self._dice.chance(0.5, n), 1.0, -1.0)
        across = (way < 0.5) * sign * self._dice.uniform(0.55, 0.8, n)
        down = ((way >= 0.5) & (way < 0.7)) * sign * self._dice.uniform(0.6, 0.85, n)
        quads = quads + torch.stack([across, down], 1)[:, None]
        flat = part["image"]
        flat = torch.where(((way >= 0.7) & (way < 0.85))[:, None, None, None], flat.flip(3), flat)
        flat = torch.where((way >= 0.85)[:, None, None, None], flat.flip(2), flat)
        return self._composed(flat, quads)


def device_source(
    stock: Stock, glyph_dir: str | None, batch: int, workers: int, room: dict[str, int] | None = None
) -> Callable[[int], Iterator[dict[str, Tensor]]]:
    """A source of batches for ``training.train``; all that it gives come from the same rings."""
    made: list[DeviceSamples] = []

    def source(seed: int) -> Iterator[dict[str, Tensor]]:
        if not made:
            made.append(DeviceSamples(stock, glyph_dir, batch, seed, workers, best_device(), room))
        return iter(made[0])

    return source


def attention_targets(centres: Tensor) -> tuple[Tensor, Tensor]:
    """As ``samples.attention_targets``, on the device."""
    x, y = centres[..., 0] * GRID_WIDTH - 0.5, centres[..., 1] * GRID_HEIGHT - 0.5
    known = torch.isfinite(x) & (x > -1) & (x < GRID_WIDTH) & (y > -1) & (y < GRID_HEIGHT)
    across = torch.arange(GRID_WIDTH, device=centres.device) - torch.where(known, x, torch.zeros_like(x))[..., None]
    along = torch.arange(GRID_HEIGHT, device=centres.device) - torch.where(known, y, torch.zeros_like(y))[..., None]
    maps = torch.exp(-0.5 * (along / 1.2) ** 2)[..., :, None] * torch.exp(-0.5 * (across / 1.3) ** 2)[..., None, :]
    maps = maps.flatten(2)
    return maps / (maps.sum(2, keepdim=True) + 1e-9), known.float()


def _fixed(parts: dict[str, np.ndarray], device: torch.device) -> Ring:
    ring = Ring(len(parts["image"]), device)
    ring.add({k: torch.from_numpy(v) for k, v in parts.items()})
    return ring


def _false_pictures(stock: Stock) -> dict[str, np.ndarray]:
    pictures = np.stack([cv2.resize(p, (WIDTH, HEIGHT)) for p in stock.false])
    return {"image": np.ascontiguousarray(pictures.transpose(0, 3, 1, 2))}
