"""Tests of the plate grammar and the renderer; they need no glyph pictures, only the font."""

from __future__ import annotations

import unittest

import numpy as np

from wugan_training import grammar
from wugan_training.plates import PlateRenderer


class GrammarTest(unittest.TestCase):
    def test_random_texts_fit_their_category(self) -> None:
        rng = np.random.default_rng(1)
        for name, category in grammar.RENDERED.items():
            for _ in range(200):
                text = grammar.random_text(name, rng)
                self.assertTrue(category.matches(text), f"{name}: {text}")
                self.assertTrue(grammar.is_readable(text), text)

    def test_all_provinces_occur(self) -> None:
        rng = np.random.default_rng(2)
        seen = {grammar.random_text("SMALL_BLUE", rng)[0] for _ in range(1000)}
        self.assertEqual(seen, set(grammar.PROVINCES))

    def test_letter_o_occurs_in_second_place_only(self) -> None:
        rng = np.random.default_rng(3)
        texts = [grammar.random_text("SMALL_BLUE", rng) for _ in range(1000)]
        self.assertTrue(any(t[1] == "O" for t in texts))
        self.assertFalse(any("O" in t[2:] for t in texts))

    def test_alphabet_has_no_duplicates_and_no_letter_i(self) -> None:
        self.assertEqual(len(set(grammar.ALPHABET)), len(grammar.ALPHABET))
        self.assertEqual(len(grammar.PROVINCES), 31)
        self.assertNotIn("I", grammar.ALPHABET)
        self.assertEqual(grammar.ALPHABET[0], "")

    def test_encode_is_undone_by_decode(self) -> None:
        for text in ("浙A12345", "粤BD12345", "WJ粤8888X", "京X1234应急", "使014578"):
            self.assertEqual(grammar.decode(grammar.encode(text)), text)

    def test_text_that_is_too_long_is_refused(self) -> None:
        with self.assertRaises(ValueError):
            grammar.encode("浙A1234567")


class RendererTest(unittest.TestCase):
    def test_every_category_is_rendered(self) -> None:
        renderer = PlateRenderer(None)
        rng = np.random.default_rng(4)
        for name, category in grammar.RENDERED.items():
            for rows in category.rows:
                plate = renderer.render(rng, name, rows=rows)
                height, width = plate.image.shape[:2]
                self.assertEqual(plate.image.dtype, np.uint8)
                self.assertEqual(plate.alpha.shape, (height, width))
                self.assertEqual((plate.category, plate.color, plate.rows), (name, category.color, rows))
                self.assertTrue(category.matches(plate.text))
                self.assertEqual(len(plate.cells), len(plate.text))
                for x, y, w, h in plate.cells:
                    self.assertTrue(x >= 0 and y >= 0 and x + w <= width and y + h <= height, name)

    def test_characters_do_not_overlap(self) -> None:
        renderer = PlateRenderer(None)
        rng = np.random.default_rng(5)
        for name in grammar.RENDERED:
            cells = renderer.render(rng, name).cells
            for (x0, y0, w0, _), (x1, y1, _, _) in zip(cells, cells[1:]):
                self.assertTrue(x1 >= x0 + w0 or y1 > y0 + 10, name)

    def test_characters_differ_from_the_plate(self) -> None:
        renderer = PlateRenderer(None)
        plate = renderer.render(np.random.default_rng(6), "SMALL_BLUE", "浙A8B8D8")
        for x, y, w, h in plate.cells:
            cell = plate.image[int(y) : int(y + h), int(x) : int(x + w)].astype(float)
            self.assertGreater(cell.mean(2).std(), 10)

    def test_same_seed_gives_same_plate(self) -> None:
        first = PlateRenderer(None, seed=7)
        second = PlateRenderer(None, seed=7)
        for _ in range(5):
            a, b = first.render(), second.render()
            self.assertEqual(a.text, b.text)
            self.assertTrue(np.array_equal(a.image, b.image))

    def test_given_text_is_rendered(self) -> None:
        plate = PlateRenderer(None).render(np.random.default_rng(8), text="川OA1234")
        self.assertEqual((plate.text, plate.category), ("川OA1234", "SMALL_BLUE"))


if __name__ == "__main__":
    unittest.main()
