"""Synthesis of training frames from a small data folder made on the spot."""

import csv
import tempfile
import unittest
from pathlib import Path

import cv2
import numpy as np

from wugan_training import camera_effects, pasting
from wugan_training.generic_plates import draw_generic_plate
from wugan_training.scenes import transform, warp
from wugan_training.synthesis import SceneSynthesizer, vary


def make_data(root: Path) -> None:
    """Two scenes with one plate each, one picture without and two distractors."""
    rng = np.random.default_rng(0)
    for name in ("train/scenes", "train/scenes-more", "train/negatives", "train/false-candidates", "glyphs/bumpers"):
        folder = root / name
        folder.mkdir(parents=True)
        for k in range(2):
            size = (36, 136) if "false" in name else (300, 240)
            picture = rng.integers(0, 255, (*size, 3), np.uint8)
            cv2.imwrite(str(folder / f"{k}.png"), cv2.GaussianBlur(picture, (0, 0), 4))
        if "scenes" in name:
            with open(folder / "labels.csv", "w", newline="", encoding="utf-8") as stream:
                writer = csv.writer(stream)
                writer.writerow(["file", "plate", "corners"])
                for k in range(2):
                    writer.writerow([f"{k}.png", "皖A12345", "80 150 168 152 168 180 80 178"])


class SynthesisTest(unittest.TestCase):
    """Frames are well-formed, repeatable and truthful."""

    def setUp(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.root = Path(self._folder.name)
        make_data(self.root)

    def test_frames_have_their_size_and_plates_inside(self) -> None:
        source = SceneSynthesizer(self.root, 7)
        plates = 0
        for _ in range(40):
            frame = source.frame()
            self.assertEqual(frame.image.shape, (192, 256, 3))
            self.assertEqual(frame.image.dtype, np.uint8)
            self.assertEqual(len(frame.quads), len(frame.rows))
            for quad in frame.quads:
                plates += 1
                self.assertTrue((quad.mean(0) > 0).all() and (quad.mean(0) < (256, 192)).all())
        self.assertGreater(plates, 20)

    def test_a_plate_held_before_the_camera_fills_the_frame_and_is_the_only_one(self) -> None:
        source = SceneSynthesizer(self.root, 11)
        for _ in range(20):
            frame = source._held()
            self.assertEqual(len(frame.quads), 1)
            self.assertGreater(np.linalg.norm(frame.quads[0][1] - frame.quads[0][0]), 0.35 * 256)

    def test_same_seed_same_frames(self) -> None:
        first, second = SceneSynthesizer(self.root, 3), SceneSynthesizer(self.root, 3)
        for _ in range(5):
            np.testing.assert_array_equal(first.frame().image, second.frame().image)

    def test_variant_moves_corners_with_the_picture(self) -> None:
        source = SceneSynthesizer(self.root, 9)
        frame = next(f for f in (source.frame() for _ in range(50)) if f.quads)
        other = vary(np.random.default_rng(1), frame)
        self.assertEqual(other.image.shape, frame.image.shape)
        if other.quads:
            shift = other.quads[0] - frame.quads[0]
            np.testing.assert_allclose(shift, np.broadcast_to(shift[0], (4, 2)), atol=1e-9)


class PastingTest(unittest.TestCase):
    """A pasted patch covers exactly its quad."""

    def test_paste_fills_the_quad(self) -> None:
        picture = np.zeros((100, 200, 3), np.uint8)
        quad = np.array([[40.0, 30], [140, 40], [138, 72], [38, 62]])
        pasting.paste(picture, np.full((140, 440, 3), 255, np.uint8), quad)
        self.assertAlmostEqual(float(picture[..., 0].sum()) / 255, cv2.contourArea(quad.astype(np.float32)), delta=60)
        self.assertEqual(picture[50, 90, 0], 255)
        self.assertEqual(picture[20, 90, 0], 0)

    def test_random_quad_keeps_reading_order_and_centre(self) -> None:
        rng = np.random.default_rng(2)
        for tilt in (-0.78, 0.0, 0.78):
            quad = pasting.random_quad(rng, np.array([100.0, 50.0]), 80, 3.14, tilt)
            np.testing.assert_allclose(quad.mean(0), (100, 50), atol=1e-6)
            self.assertGreater(np.dot(quad[1] - quad[0], (np.cos(tilt), np.sin(tilt))), 0)
            self.assertGreater(cv2.contourArea(quad.astype(np.float32), oriented=True), 0)

    def test_grow_scales_about_the_centre(self) -> None:
        quad = np.array([[0.0, 0], [40, 0], [40, 10], [0, 10]])
        np.testing.assert_allclose(pasting.grow(quad, 1.5, 2.0), [[-10, -5], [50, -5], [50, 15], [-10, 15]])

    def test_warp_never_mirrors(self) -> None:
        picture = np.full((20, 20, 3), 200, np.uint8)
        matrix = np.array([[1.0, 0, 30], [0, 1, 30], [0, 0, 1]])
        out = warp([picture] * 4, matrix, (80, 80), (7.0, 7.0, 7.0))
        self.assertTrue((out[:28] == 7).all() and (out[52:] == 7).all())
        np.testing.assert_allclose(transform(matrix, np.array([[0.0, 0.0]])), [[30, 30]])
        self.assertEqual(out[40, 40, 0], 200)

    def test_one_colour_pictures_keep_light_and_dark_apart_on_one_line_of_colours(self) -> None:
        rng = np.random.default_rng(5)
        picture = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, 2)
        for _ in range(10):
            out = camera_effects._one_colour(rng, picture)[0].astype(float)
            self.assertGreater(out[255].sum(), out[0].sum())
            np.testing.assert_allclose(out[128], (out[0] + out[255]) / 2, atol=2)

    def test_generic_plates_have_one_or_two_rows(self) -> None:
        rng = np.random.default_rng(4)
        rows = {draw_generic_plate(rng).rows for _ in range(20)}
        self.assertEqual(rows, {1, 2})


if __name__ == "__main__":
    unittest.main()
