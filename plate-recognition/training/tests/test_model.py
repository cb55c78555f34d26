"""The reader network."""

from __future__ import annotations

import unittest

import torch

from wugan_training.model import GRID_HEIGHT, GRID_WIDTH, QUARTERS, PlateReader


class QuartersTest(unittest.TestCase):
    def test_each_quarter_looks_one_cell_to_its_side(self) -> None:
        net = PlateReader()
        attention = torch.zeros(1, net.slots, GRID_HEIGHT, GRID_WIDTH)
        attention[0, 2, 3, 10] = 1
        quarters = net._quarters(attention.reshape(1, net.slots, -1))
        maps = quarters.reshape(net.slots, QUARTERS, GRID_HEIGHT, GRID_WIDTH)
        places = [tuple(place) for place in maps[2].nonzero().tolist()]
        self.assertEqual([(0, 4, 11), (1, 4, 9), (2, 2, 11), (3, 2, 9)], places)
        self.assertEqual(QUARTERS, int(maps.sum()))


if __name__ == "__main__":
    unittest.main()
