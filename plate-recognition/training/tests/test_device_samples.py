"""Samples made on the device: geometry, effects, rings, packing. On the processor, in seconds."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from wugan_training import camera, device_camera, grammar, samples
from wugan_training.device_camera import Dice
from wugan_training.device_codec import transcode
from wugan_training.device_samples import DeviceSamples, Ring, attention_targets
from wugan_training.painting import CellSwapper
from wugan_training.plates import PlateRenderer
from wugan_training.realdata import CANVAS_MARGIN, CANVAS_PLATE, Chip, rectify
from wugan_training.stock import Stock, in_doubt

CPU = torch.device("cpu")


def small_stock() -> Stock:
    """Rendered plates in the place of real ones."""
    rng, renderer = np.random.default_rng(1), PlateRenderer(None)
    (pw, ph), (mx, my) = CANVAS_PLATE, CANVAS_MARGIN
    inner = camera.rect_quad(pw, ph) + np.float32([mx, my])
    crops, scenes = [], []
    for text in ("浙A12345", "粤B678C9", "京Q5T8Z0"):
        plate = renderer.render(rng, "SMALL_BLUE", text).image
        crops.append(Chip(plate, camera.rect_quad(*plate.shape[1::-1]), text, 1, False))
        canvas = np.full((ph + 2 * my, pw + 2 * mx, 3), 90, np.uint8)
        canvas[my : my + ph, mx : mx + pw] = rectify(plate, camera.rect_quad(*plate.shape[1::-1]), pw, ph)
        scenes.append(Chip(canvas, inner.copy(), text, 1, True))
    street = rng.integers(0, 255, (4, 64, 168, 3)).astype(np.uint8)
    tiles = {"浙": rng.integers(0, 255, (2, 20, 20)).astype(np.uint8)}
    return Stock(crops, scenes, tiles, street, [street[0]])


class GeometryTest(unittest.TestCase):
    def test_homographies_are_those_of_opencv(self) -> None:
        quads = device_camera.detector_quads(Dice(CPU, 1), torch.full((20,), 3.14))
        ours = device_camera.square_to_quads(quads).numpy()
        for got, quad in zip(ours, quads.numpy()):
            np.testing.assert_allclose(got, camera.quad_to_quad(camera.UNIT_QUAD, quad), atol=1e-4)

    def test_a_plate_is_seen_as_the_product_rectifies_it(self) -> None:
        flat = PlateRenderer(None).render(np.random.default_rng(2), "SMALL_BLUE").image
        quad = np.float32([[0.02, -0.03], [0.97, 0.05], [1.01, 0.96], [0.0, 1.02]])
        h, w = flat.shape[:2]
        want = rectify(np.ascontiguousarray(flat[::2, ::2]), quad * np.float32([w / 2, h / 2]), 168, 64).astype(float)
        half = torch.from_numpy(np.ascontiguousarray(flat[::2, ::2])).permute(2, 0, 1)[None].float()
        places = device_camera.plate_places(device_camera.square_to_quads(torch.from_numpy(quad)[None]), 168, 64)
        got = device_camera.sample(half, places, (0, 0), (w / 2, h / 2))[0].permute(1, 2, 0).numpy()
        self.assertLess(float(np.abs(got - want).mean()), 1.5)

    def test_attention_targets_are_those_of_the_other_way(self) -> None:
        centres = np.full((2, 8, 2), np.nan, np.float32)
        centres[0, :3] = ((0.1, 0.5), (0.3, 0.4), (1.4, 0.5))
        maps, known = samples.attention_targets(centres)
        ours, ours_known = attention_targets(torch.from_numpy(centres))
        np.testing.assert_array_equal(ours_known.numpy(), known)
        np.testing.assert_allclose(ours.numpy()[known > 0], maps[known > 0], atol=1e-5)


class EffectsTest(unittest.TestCase):
    def test_degrade_changes_pictures_and_keeps_their_range(self) -> None:
        dice = Dice(CPU, 3)
        images = torch.rand(60, 3, 64, 168) * 255
        out, grey = device_camera.degrade(images, torch.ones(60), dice)
        self.assertEqual(out.shape, images.shape)
        self.assertTrue(bool(torch.isfinite(out).all()))
        self.assertTrue(float(out.min()) >= 0 and float(out.max()) <= 255)
        self.assertTrue(1 <= int(grey.sum()) <= 25)
        self.assertLess(float((out[grey].amax(1) - out[grey].amin(1)).mean()), 20)

    def test_compression_keeps_more_the_better_it_is(self) -> None:
        images = torch.rand(2, 3, 64, 168, generator=torch.Generator().manual_seed(4)) * 255
        off = [float((transcode(images, torch.full((2,), q), torch.zeros(2).bool()) - images).abs().mean()) for q in (20.0, 60.0, 99.0)]
        self.assertTrue(off[0] > off[1] > off[2], off)
        self.assertLess(off[2], 3)

    def test_full_resolution_is_left_as_it_is(self) -> None:
        size = torch.tensor([64.0])
        both = device_camera._stretch(64, size) @ device_camera._shrink(64, size)
        np.testing.assert_allclose(both[0].numpy(), np.eye(64), atol=1e-5)
        rows = device_camera._shrink(64, torch.tensor([20.0])).sum(2)
        np.testing.assert_allclose(rows.numpy(), 1, atol=1e-4)


class SourcesTest(unittest.TestCase):
    def test_ring_drops_the_oldest(self) -> None:
        ring = Ring(4, CPU)
        for first in (0, 3):
            ring.add({"image": torch.arange(first, first + 3).reshape(3, 1).byte()})
        self.assertEqual(ring.count, 4)
        self.assertEqual(sorted(ring.parts["image"].flatten().tolist()), [2, 3, 4, 5])

    def test_batches_are_whole_and_their_texts_readable(self) -> None:
        source = DeviceSamples(small_stock(), None, 40, 5, 0, CPU, {"plates": 48, "scenes": 20, "words": 3})
        self.addCleanup(source.close)
        batch = next(iter(source))
        self.assertEqual(batch["image"].shape, (40, 3, 64, 168))
        plates = batch["plate"].bool()
        self.assertEqual(int((~plates).sum()), 5)
        self.assertTrue(bool((batch["slots"][~plates] == -1).all()))
        for slots in batch["slots"][plates].numpy():
            self.assertTrue(grammar.is_readable(grammar.decode(slots)))
        self.assertTrue(bool(torch.isfinite(batch["maps"]).all()))

    def test_characters_change_places_and_the_text_with_them(self) -> None:
        stock, rng = small_stock(), np.random.default_rng(6)
        swapper = CellSwapper(stock.scenes)
        image = stock.scenes[0].image.copy()
        text = swapper.swap(image, stock.scenes[0], rng, 1.0)
        self.assertNotEqual(text, stock.scenes[0].text)
        self.assertTrue(grammar.CATEGORIES["SMALL_BLUE"].matches(text), text)
        self.assertFalse(np.array_equal(image, stock.scenes[0].image))

    def test_a_stock_comes_back_from_its_file(self) -> None:
        stock = small_stock()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "stock.npz"
            stock.save(path)
            back = Stock.load(path)
        self.assertEqual([c.text for c in back.scenes], [c.text for c in stock.scenes])
        np.testing.assert_array_equal(back.scenes[0].quad, stock.scenes[0].quad)
        np.testing.assert_array_equal(back.tiles["浙"], stock.tiles["浙"])
        self.assertLess(float(np.abs(back.crops[0].image.astype(float) - stock.crops[0].image).mean()), 8)

    def test_a_label_is_in_doubt_only_where_a_reader_is_sure_of_another(self) -> None:
        chip = small_stock().crops[0]

        def says(text: str, sure: float):
            chars = np.zeros((8, len(grammar.ALPHABET)), np.float32)
            chars[np.arange(8), grammar.encode(text)] = sure
            return lambda _picture: (chars, np.zeros(7), np.zeros(2))

        self.assertFalse(in_doubt(says(chip.text, 1.0), chip))
        self.assertTrue(in_doubt(says("浙A12346", 0.99), chip))
        self.assertFalse(in_doubt(says("浙A12346", 0.6), chip))


if __name__ == "__main__":
    unittest.main()
