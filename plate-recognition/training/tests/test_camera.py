"""Tests of the camera effects and of the attention targets."""

from __future__ import annotations

import unittest

import numpy as np

from wugan_training import camera
from wugan_training.model import GRID_HEIGHT, GRID_WIDTH
from wugan_training.realdata import rectify
from wugan_training.samples import attention_targets


class CameraTest(unittest.TestCase):
    def test_homography_maps_corners_onto_corners(self) -> None:
        quad = np.float32([[3, 4], [90, 9], [88, 40], [1, 35]])
        matrix = camera.quad_to_quad(quad, camera.UNIT_QUAD)
        np.testing.assert_allclose(camera.map_points(matrix, quad), camera.UNIT_QUAD, atol=1e-4)

    def test_degrade_keeps_size_and_tells_when_colour_is_lost(self) -> None:
        rng = np.random.default_rng(1)
        image = np.zeros((64, 168, 3), np.uint8)
        image[:] = (200, 80, 20)
        greys = 0
        for _ in range(100):
            out, grey = camera.degrade(image, rng)
            self.assertEqual((out.shape, out.dtype), (image.shape, np.uint8))
            greys += grey
        self.assertTrue(2 < greys < 40)

    def test_rectify_turns_a_large_plate_upright(self) -> None:
        image = np.zeros((800, 1200, 3), np.uint8)
        image[100:400, 200:1000] = 255
        quad = np.float32([[200, 100], [1000, 100], [1000, 400], [200, 400]])
        out = rectify(image, quad, 168, 64)
        self.assertEqual(out.shape, (64, 168, 3))
        self.assertGreater(out[4:-4, 4:-4].min(), 250)

    def test_attention_targets_sum_to_one_where_known(self) -> None:
        centres = np.full((1, 8, 2), np.nan, np.float32)
        centres[0, 0] = (0.1, 0.5)
        maps, known = attention_targets(centres)
        self.assertEqual(maps.shape, (1, 8, GRID_HEIGHT * GRID_WIDTH))
        self.assertEqual(known.tolist(), [[1, 0, 0, 0, 0, 0, 0, 0]])
        self.assertAlmostEqual(float(maps[0, 0].sum()), 1, places=4)


if __name__ == "__main__":
    unittest.main()
