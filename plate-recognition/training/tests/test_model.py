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


class PlacesTest(unittest.TestCase):
    def test_each_slot_is_expected_where_the_arrangements_say_mixed_by_their_share(self) -> None:
        net = PlateReader().eval()
        with torch.no_grad():
            net.layout.weight.zero_()
            net.layout.bias.zero_()
            net.layout.bias[[1, 4]] = 100.0
            net.places.weight.zero_()
            net.places.weight[5, 1] = 2.0
            net.places.weight[5, 4] = 4.0
            places = net._expected_places(torch.rand(3, 128, GRID_HEIGHT // 2, GRID_WIDTH // 2))
        self.assertEqual((3, net.slots, GRID_HEIGHT * GRID_WIDTH), tuple(places.shape))
        self.assertEqual([3.0, 3.0, 3.0], places[:, 0, 5].tolist())
        self.assertEqual(9.0, places.sum().item())


if __name__ == "__main__":
    unittest.main()
