"""Command line of the plate reader: ``python3 -m wugan_training.reader train|export|evaluate``."""

from __future__ import annotations

import argparse
import copy
import hashlib
import inspect
import json
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

from wugan_training import grammar, measure
from wugan_training.device_samples import device_source
from wugan_training.glyphs import GlyphSource
from wugan_training.model import HEIGHT, WIDTH, ExportReader, PlateReader, count_macs
from wugan_training.platecache import PlateCache, build
from wugan_training.samples import SampleMaker, loaded
from wugan_training.scenes import held_out_pictures
from wugan_training.stock import BACKDROPS, STOCK, Stock, pack_glyphs
from wugan_training.training import CHECKPOINT, Settings, train

NAME = "plate-reader"
VERSION = "1.3.0"
TRAINED_ON = (
    "plates rendered after GA 36-2018; crops and scenes of CCPD 2019 and of the EasyPR training set; "
    "pictures of public recognition demos; province characters and false candidates of EasyPR; "
    "pictures without a plate of the OpenALPR detector training"
)


def torch_reader(model: nn.Module) -> measure.Reader:
    """Wraps a torch model as a reader of rectified plates."""
    whole = ExportReader(model).eval()

    def read(image: np.ndarray) -> measure.Prediction:
        tensor = torch.from_numpy(image.astype(np.float32).transpose(2, 0, 1)[None] / 255)
        with torch.no_grad():
            chars, color, plate = whole(tensor)
        return chars[0].numpy(), color[0].numpy(), plate[0].numpy()

    return read


def run_train(args: argparse.Namespace) -> None:
    """Makes samples, trains, and exports into the output folder."""
    if args.stock is None and args.data is None:
        raise SystemExit("train: --data DIR or --stock DIR is needed")
    args.out.mkdir(parents=True, exist_ok=True)
    glyphs = args.glyphs or (args.data if args.stock is None else args.stock) / "glyphs"
    if args.stock is None:
        stock = Stock.gather(args.data, np.random.default_rng(args.seed))
    else:
        stock = Stock.load(args.stock / STOCK)
    if args.device_samples:
        source = device_source(stock, str(glyphs), args.batch, args.workers)
    else:
        build(args.out / "plates", glyphs, args.plates, args.seed, args.workers + 1)
        source = loaded(SampleMaker(stock, GlyphSource(glyphs), PlateCache(args.out / "plates")), args.batch, args.workers)
    start = args.start and args.start / f"{NAME}.onnx"
    settings = Settings(
        args.out, args.minutes, args.seed, args.rate, args.threads, start=start, decay=args.decay,
        save_seconds=args.save_seconds,
    )

    def check(model: nn.Module) -> str:
        reader = torch_reader(copy.deepcopy(model).cpu())
        sets = ("crops", "scenes-gate")
        return "; ".join(f"{s}: {measure.measure_real(reader, args.data / 'validation' / s).line()}" for s in sets)

    export(train(settings, source, None if args.data is None else check), args.out, args.seed)


def run_pack(args: argparse.Namespace) -> None:
    """Writes what training needs into a small folder, for a machine without the data."""
    args.out.mkdir(parents=True, exist_ok=True)
    stock = Stock.gather(args.data, np.random.default_rng(args.seed), args.backdrops)
    if args.start is not None:
        stock, left_out = stock.without_doubt(measure.onnx_reader(args.start / f"{NAME}.onnx"))
        print(f"left out {left_out} plates whose label is in doubt")
    stock.save(args.out / STOCK, args.quality)
    pack_glyphs(args.glyphs or args.data / "glyphs", args.out / "glyphs")
    print(f"{args.out}: {len(stock.crops)} crops, {len(stock.scenes)} scenes, {(args.out / STOCK).stat().st_size} bytes")


def export(model: PlateReader, folder: Path, seed: int) -> Path:
    """Writes ``plate-reader.onnx`` and ``plate-reader.json``; checks OpenCV against torch."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}.onnx"
    whole = ExportReader(model).eval()
    example = torch.from_numpy(np.random.default_rng(seed).random((1, 3, HEIGHT, WIDTH), np.float32))
    # Newer versions of torch have another exporter too, whose names of layers --from would not know.
    kind = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    torch.onnx.export(
        whole, example, str(path), opset_version=13, input_names=["image"],
        output_names=["chars", "color", "plate"], do_constant_folding=True, **kind,
    )
    net = cv2.dnn.readNetFromONNX(str(path))
    net.setInput(example.numpy(), "image")
    with torch.no_grad():
        expected = [t.numpy() for t in whole(example)]
    worst = max(
        float(np.abs(got.reshape(want.shape) - want).max())
        for got, want in zip(net.forward(["chars", "color", "plate"]), expected)
    )
    if worst > 1e-4:
        raise RuntimeError(f"OpenCV differs from torch by {worst}")
    slots = grammar.MAX_LENGTH
    description = {
        "name": NAME,
        "version": VERSION,
        "input": {"name": "image", "width": WIDTH, "height": HEIGHT, "channelOrder": "BGR", "scale": 1 / 255},
        "outputs": {
            "chars": {"shape": [1, slots, len(grammar.ALPHABET)], "meaning": "probability of each class per slot"},
            "color": {"shape": [1, len(grammar.COLORS)], "meaning": "probability of each plate colour"},
            "plate": {"shape": [1, 2], "meaning": "probability of no plate, plate"},
        },
        "alphabet": list(grammar.ALPHABET),
        "colors": list(grammar.COLORS),
        "rows": [1, 2],
        "seed": seed,
        "trainedOn": TRAINED_ON,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "macs": count_macs(model),
        "parameters": sum(p.numel() for p in model.parameters()),
    }
    (folder / f"{NAME}.json").write_text(json.dumps(description, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(f"{path}: {path.stat().st_size} bytes, OpenCV and torch differ by {worst:.1e} at most")
    return path


def run_export(args: argparse.Namespace) -> None:
    """Exports the averaged weights of a checkpoint."""
    model = PlateReader()
    model.load_state_dict(torch.load(args.out / CHECKPOINT, map_location="cpu")["average"])
    export(model.eval(), args.model, args.seed)


def run_evaluate(args: argparse.Namespace) -> None:
    """Prints the scores of an ONNX reader, read with OpenCV."""
    reader = measure.onnx_reader(args.model / f"{NAME}.onnx")
    for folder in sorted((args.data / "validation").iterdir()):
        if not (folder / "labels.csv").is_file():
            continue
        for noise in (0.0, 0.04) if folder.name.startswith("scenes") else (0.0,):
            score = measure.measure_real(reader, folder, noise)
            if not score.count:
                continue
            print(f"{folder.name}{f', corner noise {noise:.0%}' if noise else ''}: {score.line()}")
            if len(score.groups) > 1:
                print("   " + ", ".join(f"{k} {v[0]}/{v[1]}" for k, v in sorted(score.groups.items())))
            if args.wrong:
                for name, label, read in score.wrong:
                    print(f"   {name} {label} read as {read}")
    for typeface, glyphs in (("plate typeface and font", args.glyphs or args.data / "glyphs"), ("font only", None)):
        score = measure.measure_rendered(reader, glyphs, args.per_category, args.seed + 1000)
        print(f"rendered, {typeface}: {score.line()}")
        for name, (right, count) in score.groups.items():
            print(f"   {name} {right}/{count} = {right / max(count, 1):.1%}")
    grey = [cv2.imread(str(p)) for p in held_out_pictures(args.data / "train" / "negatives")]
    patches = [g[y : y + 48, x : x + 126] for g in grey if g is not None for x, y in ((20, 40), (120, 90))]
    false = [cv2.imread(str(p)) for p in held_out_pictures(args.data / "train" / "false-candidates")]
    for name, pictures in (("street patches", patches), ("false candidates", false)):
        kept = [p for p in pictures if p is not None and p.size]
        print(f"held-out {name} taken for a plate: {measure.measure_negatives(reader, kept):.2%} of {len(kept)}")


def main() -> None:
    """Runs a sub-command."""
    parser = argparse.ArgumentParser(prog="wugan_training.reader", description=__doc__)
    commands = parser.add_subparsers(required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--seed", type=int, default=1)
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", type=Path, required=True, help="folder with train/ and validation/")
    data.add_argument("--glyphs", type=Path, help="folder of glyph pictures (default: DATA/glyphs)")

    p = commands.add_parser("train", parents=[common], help="train, resume and export")
    p.add_argument("--data", type=Path, help="folder with train/ and validation/")
    p.add_argument("--stock", type=Path, help="folder written by 'pack', instead of --data")
    p.add_argument("--glyphs", type=Path, help="folder of glyph pictures (default: glyphs in DATA or in the stock)")
    p.add_argument("--out", type=Path, required=True, help="checkpoint, plate store and ONNX file go here")
    p.add_argument("--device-samples", action="store_true", help="make the samples on the device that trains; for a GPU")
    p.add_argument("--minutes", type=float, default=60, help="time the whole schedule takes")
    p.add_argument("--plates", type=int, default=36000, help="how many plates to render beforehand")
    p.add_argument("--from", dest="start", type=Path, help="folder of a plate-reader.onnx to go on from")
    p.add_argument("--batch", type=int, default=32)
    p.add_argument("--rate", type=float, default=2e-3, help="greatest learning rate")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--workers", type=int, default=1)
    p.add_argument("--decay", type=float, default=0.998, help="of the average of the weights, at each step")
    p.add_argument("--save-seconds", type=float, default=120, help="time between checkpoints")
    p.set_defaults(run=run_train)

    p = commands.add_parser("pack", parents=[common, data], help="gather what training needs into a small folder")
    p.add_argument("--out", type=Path, required=True, help="folder to write to")
    p.add_argument("--from", dest="start", type=Path, help="folder of a plate-reader.onnx that finds labels in doubt")
    p.add_argument("--backdrops", type=int, default=BACKDROPS, help="about how many patches without a plate")
    p.add_argument("--quality", type=int, default=92, help="of the JPEG pictures")
    p.set_defaults(run=run_pack)

    p = commands.add_parser("export", parents=[common], help="write the ONNX file of a checkpoint")
    p.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    p.add_argument("--model", type=Path, required=True, help="folder to write to")
    p.set_defaults(run=run_export)

    p = commands.add_parser("evaluate", parents=[common, data], help="measure an ONNX file with OpenCV")
    p.add_argument("--model", type=Path, required=True, help="folder of plate-reader.onnx")
    p.add_argument("--per-category", type=int, default=50)
    p.add_argument("--wrong", action="store_true", help="list every wrong reading")
    p.set_defaults(run=run_evaluate)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
