"""Sets to measure recognition on, made from a small data folder of made-up pictures."""

import contextlib
import csv
import io
import tempfile
import unittest
from pathlib import Path

import cv2
import numpy as np

from wugan_training import grammar, testset_parts, testsets
from wugan_training.scenes import list_pictures, transform
from wugan_training.testset_plates import layouts, synthetic_sets

QUAD = np.array([[80, 150], [220, 154], [220, 199], [80, 195]], float)


def make_data(root: Path) -> None:
    """Three validation scenes with a wide plate, one of them without corners, and nine pictures without a plate."""
    rng = np.random.default_rng(0)
    for name, count in (("validation/scenes-ccpd", 3), ("train/negatives", 9)):
        folder = root / name
        folder.mkdir(parents=True)
        for k in range(count):
            picture = cv2.GaussianBlur(rng.integers(0, 255, (400, 300, 3), np.uint8), (0, 0), 4)
            cv2.imwrite(str(folder / f"{k}.png"), picture)
    corners = " ".join(f"{v:.1f}" for v in QUAD.reshape(-1))
    rows = [["0.png", "皖A12345", corners], ["1.png", "皖A12345", corners], ["2.png", "皖A12345", ""]]
    with open(root / "validation/scenes-ccpd/labels.csv", "w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([["file", "plate", "corners"], *rows])


def read_rows(folder: Path) -> list[dict[str, str]]:
    """The label file of a set."""
    with open(folder / "labels.csv", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def corners_of(row: dict[str, str]) -> np.ndarray:
    """The corners in a label, ``4 x 2``."""
    return np.array(row["corners"].split(), float).reshape(4, 2)


class TestSetsTest(unittest.TestCase):
    """Sets are complete, truthful and repeatable."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data, self.out = Path(folder.name) / "data", Path(folder.name) / "out"
        make_data(self.data)

    def test_width_sets_hold_the_same_plates_at_each_width(self) -> None:
        written = testsets.width_sets(self.data, self.out, None)
        self.assertEqual(set(written.values()), {2})
        for width in testsets.WIDTHS:
            rows = read_rows(self.out / f"width-{width:03d}")
            for row in rows:
                quad = corners_of(row)
                self.assertAlmostEqual(testset_parts.plate_width(quad), width, delta=0.7)
                self.assertTrue((quad >= 0).all() and (quad <= testset_parts.FRAME).all())
                picture = cv2.imread(str(self.out / f"width-{width:03d}" / row["file"]))
                self.assertEqual(picture.shape, (testset_parts.FRAME[1], testset_parts.FRAME[0], 3))

    def test_large_picture_keeps_its_plate_in_the_frame(self) -> None:
        picture = np.zeros((2000, 3000, 3), np.uint8)
        frame, quad = testsets.at_width(picture, QUAD + (2600, 1700), 130)
        self.assertEqual(frame.shape[:2], (540, 960))
        self.assertTrue((quad >= 0).all() and (quad <= testset_parts.FRAME).all())

    def test_scaled_plate_lies_where_its_label_says(self) -> None:
        picture = np.zeros((400, 300, 3), np.uint8)
        cv2.fillConvexPoly(picture, QUAD.astype(np.int32), (255, 255, 255))
        frame, quad = testsets.at_width(picture, QUAD, 80)
        ys, xs = np.nonzero(frame[..., 0] > 128)
        np.testing.assert_allclose([xs.mean(), ys.mean()], quad.mean(0), atol=1.5)

    def test_tilts_turn_about_the_plates_middle(self) -> None:
        for matrix in (testsets.rotation(QUAD, 40), testsets.yaw(QUAD, 40, 300)):
            _, moved = testsets.tilted(np.zeros((400, 300, 3), np.uint8), QUAD, matrix)
            np.testing.assert_allclose(moved.mean(0), QUAD.mean(0), atol=4)
        turned = transform(testsets.rotation(QUAD, 30), QUAD)
        self.assertAlmostEqual(testset_parts.plate_width(turned), testset_parts.plate_width(QUAD), places=3)
        aside = transform(testsets.yaw(QUAD, 60, 300), QUAD)
        self.assertAlmostEqual(testset_parts.plate_width(aside) / testset_parts.plate_width(QUAD), 0.5, delta=0.03)

    def test_tilt_sets_have_a_folder_for_each_kind_and_angle(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            testsets.main(["tilt", "--data", str(self.data), "--out", str(self.out), "--limit", "1"])
        names = sorted(p.name for p in self.out.iterdir())
        self.assertEqual(len(names), 2 * len(testsets.ANGLES))
        self.assertIn("rotation-00", names)
        self.assertIn("yaw-60", names)
        np.testing.assert_allclose(corners_of(read_rows(self.out / "yaw-00")[0]), QUAD, atol=0.1)

    def test_synthetic_sets_cover_every_category_and_layout(self) -> None:
        written = synthetic_sets(self.data, self.out, 5, 1)
        self.assertEqual(len(written), len(layouts()))
        self.assertEqual({category for _, category, _ in layouts()}, set(grammar.CATEGORIES))
        for name, category, _ in layouts():
            (row,) = read_rows(self.out / f"synthetic-{name}")
            self.assertTrue(grammar.CATEGORIES[category].matches(row["plate"]))
            self.assertEqual(row["category"], category)
            self.assertEqual(row["color"], grammar.CATEGORIES[category].color)
            quad = corners_of(row)
            self.assertTrue((quad > 0).all() and (quad < testset_parts.FRAME).all())

    def test_same_seed_gives_the_same_sets(self) -> None:
        for name in ("a", "b"):
            synthetic_sets(self.data, self.out / name, 5, 1)
        for first in sorted((self.out / "a").rglob("*.jpg")):
            second = self.out / "b" / first.relative_to(self.out / "a")
            self.assertEqual(first.read_bytes(), second.read_bytes())

    def test_every_eighth_picture_is_held_out(self) -> None:
        kept = testset_parts.held_out(self.data / "train/negatives")
        self.assertEqual([p.name for p in kept], ["0.png", "8.png"])
        self.assertEqual(len(list_pictures(self.data / "train/negatives")), 9)


if __name__ == "__main__":
    unittest.main()
