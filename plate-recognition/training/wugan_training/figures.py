"""Tables and plots of what ``wugan evaluate --format jsonl`` measured: ``python3 -m wugan_training.figures OUT``.

``OUT`` holds ``real.jsonl``, ``crops.jsonl``, ``synthetic.jsonl``, ``width.jsonl``, ``tilt.jsonl``,
``no-plates.jsonl``, ``no-plates-crops.jsonl`` and ``video.jsonl`` as ``measure.sh`` writes them; what is missing is
left out. No plate and no path gets into tables or plots.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from .plots import Axis, Plot, Series

Row = dict[str, Any]
ALL = "all sets"
SHARES = Axis("share of plates, %", 0, 100, [0, 20, 40, 60, 80, 100])


def read_rows(file: Path) -> list[Row]:
    """The objects of a jsonl file; none where it is missing."""
    if not file.is_file():
        return []
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def name_of(row: Row) -> str:
    """The name of a set: its folder's, without the rest of its path."""
    if row["labels"] == ALL:
        return "all of these"
    labels = Path(row["labels"])
    return labels.parent.name if labels.suffix == ".csv" else labels.name


def percent(part: int, whole: int) -> str:
    """A share in percent, a dash of nothing."""
    return f"{100 * part / whole:.1f} %" if whole else "–"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def accuracy_table(rows: list[Row], what: str = "set") -> str:
    """Exact reads, and what a least confidence makes of them."""
    if not rows:
        return ""
    threshold = rows[0]["accepted"]["threshold"]
    head = [what, "plates", "exact", "without province", f"accepted from {threshold:g} on", "wrong of these", "rejected"]
    body = []
    for row in rows:
        plates, taken = row["plates"], row["accepted"]
        body.append(
            [name_of(row), str(plates), percent(row["exact"], plates), percent(row["exactWithoutProvince"], plates),
             percent(taken["accepted"], plates), percent(taken["wrong"], taken["accepted"]),
             percent(taken["rejected"], plates)]
        )  # fmt: skip
    return table(head, body)


def share_table(rows: list[Row], key: str, what: str) -> str:
    """Exact reads by category or colour, of the row over all sets."""
    totals = [r for r in rows if r["labels"] == ALL] or rows[:1]
    if not totals:
        return ""
    body = [
        ["not told by the text" if name == "UNKNOWN" else name.lower().replace("_", " "),
         str(one["plates"]), percent(one["exact"], one["plates"]),
         percent(one["exactWithoutProvince"], one["plates"])]
        for name, one in sorted(totals[0][key].items())
    ]  # fmt: skip
    return table([what, "plates", "exact", "without province"], body)


def calibration_table(rows: list[Row]) -> str:
    """The calibration error and the cautious threshold of each set."""
    body = []
    for row in rows:
        found = row.get("calibration")
        if not found:
            continue
        at = found.get("cautious")
        edge = [f"{at['threshold']:.3f}", percent(at["rejected"], row["plates"])] if at else ["none", "–"]
        body.append([name_of(row), str(sum(b["reads"] for b in found["bins"])), f"{found['expectedError']:.3f}", *edge])
    head = ["set", "reads", "calibration error", "threshold for ≤ 0.5 % wrong", "rejected there"]
    return table(head, body) if body else ""


def false_table(rows: list[Row]) -> str:
    """Plates read where there are none."""
    head = ["pictures without a plate", "pictures", "with a well-formed read", "with an accepted read"]
    body = []
    for row in rows:
        if row["picturesWithoutPlate"]:
            accepted = len({one["file"] for one in row["acceptedFalseReads"]})
            body.append([name_of(row), str(row["picturesWithoutPlate"]), str(row["falseReads"]), str(accepted)])
    return table(head, body) if body else ""


def video_table(rows: list[Row]) -> str:
    """Frames of videos with one known plate."""
    head = ["video", "frames", "read right", "right and accepted", "another plate accepted", "first right read"]
    body = []
    for row in rows:
        first = f"{row['firstRightWidthPx']:.0f} px wide" if "firstRightWidthPx" in row else "none"
        shares = [percent(row[key], row["frames"]) for key in ("right", "rightAccepted", "wrongAccepted")]
        body.append([Path(row["video"]).stem, str(row["frames"]), *shares, first])
    return table(head, body) if body else ""


def numbered(rows: list[Row], kind: str) -> list[tuple[int, Row]]:
    """The sets ``KIND-NUMBER`` in the order of their numbers."""
    found = [(re.fullmatch(re.escape(kind) + r"-(\d+)", name_of(row)), row) for row in rows]
    return sorted(((int(match[1]), row) for match, row in found if match), key=lambda one: one[0])


def shares(sets: list[tuple[int, Row]], key: str) -> list[tuple[float, float]]:
    """Points of a line: the number of a set and the share in percent."""
    points = []
    for number, row in sets:
        part = row["accepted"][key] if key in ("right", "wrong") else row[key]
        points.append((float(number), 100 * part / max(1, row["plates"])))
    return points


def width_plot(rows: list[Row]) -> Plot | None:
    """Reads over the plate's width."""
    sets = numbered(rows, "width")
    if not sets:
        return None
    x = Axis("width of the plate in the frame, pixels", 30, 140, [float(n) for n, _ in sets])
    series = [
        Series("without province", shares(sets, "exactWithoutProvince"), dashed=True),
        Series("exact plate", shares(sets, "exact")),
        Series("accepted and right", shares(sets, "right")),
        Series("accepted and wrong", shares(sets, "wrong")),
    ]
    return Plot("Plates read, by their width", x, SHARES, series)


def tilt_plot(rows: list[Row]) -> Plot | None:
    """Exact reads over the angle of either kind of tilt."""
    kinds = {"rotation": "turned in the picture", "yaw": "seen from the side"}
    series = [Series(name, shares(numbered(rows, kind), "exact")) for kind, name in kinds.items()]
    series = [one for one in series if one.points]
    if not series:
        return None
    x = Axis("angle, degrees", 0, 60, [0, 10, 20, 30, 40, 50, 60])
    return Plot("Plates read exactly, by their tilt", x, SHARES, series)


def calibration_plot(rows: list[Row]) -> Plot | None:
    """Share of right reads over their confidence, of the row over all sets."""
    totals = [r for r in rows if r["labels"] == ALL and "calibration" in r]
    if not totals:
        return None
    bins = [b for b in totals[0]["calibration"]["bins"] if b["reads"]]
    tenths = [i / 10 for i in range(11)]
    points = [(b["meanConfidence"], 100 * b["right"] / b["reads"]) for b in bins]
    return Plot(
        "How far the confidence can be believed: whole pictures",
        Axis("confidence of the weakest character", 0, 1, tenths),
        Axis("share of right reads, %", 0, 100, [0, 20, 40, 60, 80, 100]),
        [Series("measured (number of reads)", points), Series("ideal", [(0, 0), (1, 100)], dashed=True, markers=False)],
        [(x, y, str(b["reads"])) for (x, y), b in zip(points, bins)],
    )


def tables(out: Path) -> dict[str, str]:
    """Every table that ``OUT`` has figures for, by name."""
    names = ("real", "crops", "synthetic", "width", "tilt", "no-plates", "no-plates-crops", "video")
    rows = {name: read_rows(out / f"{name}.jsonl") for name in names}
    only_sets = {name: [r for r in found if r.get("labels") != ALL] for name, found in rows.items()}
    made = {
        "real": accuracy_table(rows["real"]),
        "crops": accuracy_table(only_sets["crops"], "crops of plates"),
        "color": share_table(rows["real"], "colors", "colour"),
        "synthetic": accuracy_table(rows["synthetic"], "rendered plates"),
        "width": accuracy_table(only_sets["width"], "width"),
        "tilt": accuracy_table(only_sets["tilt"], "tilt"),
        "calibration": calibration_table(rows["real"]),
        "no-plates": false_table(only_sets["no-plates"]),
        "no-plates-crops": false_table(only_sets["no-plates-crops"]),
        "video": video_table(rows["video"]),
    }
    return {name: text for name, text in made.items() if text}


def plots(out: Path) -> dict[str, Plot]:
    """Every plot that ``OUT`` has figures for, by file name."""
    made = {
        "recognition-width.svg": width_plot(read_rows(out / "width.jsonl")),
        "recognition-tilt.svg": tilt_plot(read_rows(out / "tilt.jsonl")),
        "recognition-calibration.svg": calibration_plot(read_rows(out / "real.jsonl")),
    }
    return {name: plot for name, plot in made.items() if plot}


def renew(document: str, made: dict[str, str]) -> str:
    """A document whose tables between ``<!-- figures: NAME -->`` and ``<!-- end -->`` are new."""

    def new(match: re.Match[str]) -> str:
        name = match[1]
        return f"<!-- figures: {name} -->\n\n{made[name]}\n<!-- end -->" if name in made else match[0]

    return re.sub(r"<!-- figures: ([a-z-]+) -->.*?<!-- end -->", new, document, flags=re.DOTALL)


def main(arguments: list[str] | None = None) -> None:
    """Parse the command line, print tables and write plots."""
    parser = argparse.ArgumentParser(prog="wugan_training.figures", description=__doc__)
    parser.add_argument("out", type=Path, help="folder with the jsonl files")
    parser.add_argument("--plots", type=Path, help="folder for the SVG files")
    parser.add_argument("--document", type=Path, help="Markdown file whose marked tables are renewed")
    args = parser.parse_args(arguments)
    made = tables(args.out)
    for name, text in made.items():
        print(f"{name}\n\n{text}")
    if args.plots:
        args.plots.mkdir(parents=True, exist_ok=True)
        for name, plot in plots(args.out).items():
            (args.plots / name).write_text(plot.svg(), "utf-8")
    if args.document:
        args.document.write_text(renew(args.document.read_text("utf-8"), made), "utf-8")


if __name__ == "__main__":
    main()
