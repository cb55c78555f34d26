"""Tables and plots from made-up figures."""

import contextlib
import io
import json
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from wugan_training import figures


def row(labels: str, exact: int, plates: int = 10) -> dict:
    """What ``evaluate`` tells of a set."""
    bins = [{"from": 0.9, "to": 1.0, "reads": exact, "right": exact, "meanConfidence": 0.95}]
    return {
        "labels": labels, "plates": plates, "exact": exact, "exactWithoutProvince": exact + 1,
        "picturesWithoutPlate": 4, "falseReads": 2,
        "acceptedFalseReads": [{"file": "/a/b.jpg", "plate": "皖A12345"}, {"file": "/a/b.jpg", "plate": "皖A12346"}],
        "categories": {}, "colors": {"BLUE": {"plates": plates, "exact": exact, "exactWithoutProvince": exact}},
        "accepted": {"threshold": 0.4, "accepted": exact, "right": exact - 1, "wrong": 1, "rejected": plates - exact},
        "calibration": {"expectedError": 0.05, "bins": bins},
    }  # fmt: skip


class FiguresTest(unittest.TestCase):
    """Tables say what was measured, plots are well-formed."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = Path(folder.name)
        self.write("width", [row(f"/data/sets/width-{w:03d}/labels.csv", w // 20) for w in (130, 40, 80)])
        self.write("tilt", [row(f"/s/{k}-{a:02d}/labels.csv", 9 - a // 10) for k in ("yaw", "rotation") for a in (0, 60)])
        self.write("real", [row("/data/validation/some/labels.csv", 8), row("all sets", 8)])
        self.write("no-plates", [row("/data/train/negatives", 0, 0)])
        video = {"video": "/v/lane.avi", "frames": 4, "right": 2, "rightAccepted": 1, "wrongAccepted": 0}
        self.write("video", [{**video, "firstRightWidthPx": 61.7}])

    def write(self, name: str, rows: list[dict]) -> None:
        """One jsonl file."""
        (self.out / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")

    def test_tables_give_shares_and_no_paths_or_plates(self) -> None:
        made = figures.tables(self.out)
        self.assertIn("| some | 10 | 80.0 % | 90.0 % | 80.0 % | 12.5 % | 20.0 % |", made["real"])
        self.assertIn("| negatives | 4 | 2 | 1 |", made["no-plates"])
        self.assertIn("| lane | 4 | 50.0 % | 25.0 % | 0.0 % | 62 px wide |", made["video"])
        self.assertIn("| some | 8 | 0.050 | none | – |", made["calibration"])
        self.assertNotIn("synthetic", made)
        for text in made.values():
            self.assertNotIn("/", text)
            self.assertNotIn("皖", text)

    def test_sets_are_put_in_order_by_their_number(self) -> None:
        sets = figures.numbered(figures.read_rows(self.out / "width.jsonl"), "width")
        self.assertEqual([n for n, _ in sets], [40, 80, 130])
        self.assertEqual(figures.shares(sets, "exact"), [(40, 20), (80, 40), (130, 60)])

    def test_plots_are_well_formed(self) -> None:
        made = figures.plots(self.out)
        self.assertEqual(len(made), 3)
        for plot in made.values():
            root = ElementTree.fromstring(plot.svg())
            self.assertTrue(root.tag.endswith("svg"))

    def test_document_gets_its_tables_renewed_and_nothing_else(self) -> None:
        text = "a\n<!-- figures: video -->\nold\n<!-- end -->\nb\n<!-- figures: synthetic -->\nkept\n<!-- end -->\n"
        new = figures.renew(text, figures.tables(self.out))
        self.assertNotIn("old", new)
        self.assertIn("kept", new)
        self.assertIn("| lane |", new)
        self.assertTrue(new.startswith("a\n") and "\nb\n" in new)
        self.assertEqual(figures.renew(new, figures.tables(self.out)), new)

    def test_command_writes_plots(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            figures.main([str(self.out), "--plots", str(self.out / "plots")])
        self.assertIn("| some |", printed.getvalue())
        self.assertEqual(len(list((self.out / "plots").glob("*.svg"))), 3)


if __name__ == "__main__":
    unittest.main()
