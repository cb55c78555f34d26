"""Encoding and decoding of plate corners."""

import unittest

import numpy as np

from wugan_training.detector_codec import decode, encode, quad_iou, quad_size


def rotated(centre: tuple[float, float], width: float, height: float, degrees: float) -> np.ndarray:
    """A rectangle turned about its centre, in reading order."""
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (width / 2, height / 2)
    angle = np.deg2rad(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return half @ turn.T + centre


class CodecTest(unittest.TestCase):
    """Maps drawn from corners give the same corners back."""

    def test_round_trip_of_many_sizes_and_tilts(self) -> None:
        rng = np.random.default_rng(5)
        for _ in range(200):
            width = float(rng.uniform(10, 150))
            quad = rotated((rng.uniform(90, 170), rng.uniform(80, 110)), width, width / 3.14, rng.uniform(-45, 45))
            target = encode([quad], [1], 192, 256)
            found = decode(target.heat, target.corners, target.rows)
            self.assertEqual(len(found), 1)
            np.testing.assert_allclose(found[0].corners, quad, atol=1e-3)

    def test_two_plates_keep_their_own_corners_and_rows(self) -> None:
        quads = [rotated((60, 60), 80, 26, 10), rotated((180, 120), 60, 30, -20)]
        target = encode(quads, [1, 2], 192, 256)
        found = decode(target.heat, target.corners, target.rows)
        self.assertEqual(len(found), 2)
        for quad, rows in zip(quads, (0.0, 1.0)):
            best = max(found, key=lambda d: quad_iou(d.corners, quad))
            np.testing.assert_allclose(best.corners, quad, atol=1e-3)
            self.assertEqual(best.rows, rows)

    def test_plate_whose_centre_is_outside_is_not_drawn(self) -> None:
        target = encode([rotated((-20, 50), 80, 26, 0)], [1], 192, 256)
        self.assertEqual(target.heat.max(), 0.0)

    def test_ignored_place_has_no_weight_but_a_plate_keeps_its_own(self) -> None:
        doubtful, plate = rotated((60, 60), 80, 40, 0), rotated((180, 120), 60, 20, 0)
        target = encode([plate], [1], 192, 256, [doubtful, plate])
        self.assertEqual(target.weight[0, 7, 7], 0.0)
        self.assertEqual(target.weight[0, 15, 22], 1.0)

    def test_unknown_rows_are_marked(self) -> None:
        target = encode([rotated((60, 60), 80, 26, 0)], [0], 192, 256)
        self.assertEqual(target.rows.max(), -1.0)

    def test_overlapping_hits_become_one(self) -> None:
        quad = rotated((100, 100), 120, 40, 0)
        target = encode([quad], [1], 192, 256)
        target.heat[0, 12, 15] = 0.6  # a second maximum on the same plate
        self.assertEqual(len(decode(target.heat, target.corners)), 1)

    def test_quad_measures(self) -> None:
        quad = rotated((50, 50), 44, 14, 30)
        np.testing.assert_allclose(quad_size(quad), (44, 14), atol=1e-9)
        self.assertAlmostEqual(quad_iou(quad, quad), 1.0, places=4)
        self.assertAlmostEqual(quad_iou(quad, quad + 1000), 0.0, places=4)


if __name__ == "__main__":
    unittest.main()
