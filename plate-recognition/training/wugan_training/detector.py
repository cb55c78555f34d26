"""Command line of the plate detector: ``python3 -m wugan_training.detector train|export|evaluate|calibrate|ignore``."""

from __future__ import annotations

import argparse
from pathlib import Path


def main() -> None:
    """Parse the command line and run one command."""
    parser = argparse.ArgumentParser(prog="wugan_training.detector", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    train = commands.add_parser("train", help="train, or continue a run that was stopped")
    train.add_argument("--data", type=Path, required=True, help="data root")
    train.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    train.add_argument("--minutes", type=float, default=60.0, help="computing time of the whole run")
    train.add_argument("--seed", type=int, default=1)
    train.add_argument("--batch", type=int, default=32)
    train.add_argument("--threads", type=int, default=1)
    train.add_argument("--workers", type=int, default=1, help="processes that make pictures")
    train.add_argument("--rate", type=float, default=2e-3, help="greatest learning rate")
    train.add_argument("--from", dest="start", type=Path, help="a plate-detector.onnx to go on from")
    train.add_argument("--ignored", type=Path, help="JSON of doubtful places")

    export = commands.add_parser("export", help="write the ONNX model and its description")
    export.add_argument("--checkpoint", type=Path, required=True)
    export.add_argument("--model", type=Path, required=True, help="path of plate-detector.onnx")
    export.add_argument("--threshold", type=float, default=0.35)
    export.add_argument("--second-threshold", type=float, default=0.4)
    export.add_argument("--version", default="1.0.0")

    measure = commands.add_parser("evaluate", help="measure an exported model")
    measure.add_argument("--data", type=Path, required=True)
    measure.add_argument("--model", type=Path, required=True)
    measure.add_argument("--threshold", type=float, default=0.35)
    measure.add_argument("--second-threshold", type=float, default=0.4)
    measure.add_argument("--long-sides", type=int, nargs="+", default=[640, 320, 192, 1280])
    measure.add_argument("--limit", type=int, default=100_000, help="at most so many pictures of each set")

    ignore = commands.add_parser("ignore", help="mark unlabelled plates on training scenes with a model trained so far")
    ignore.add_argument("--data", type=Path, required=True)
    ignore.add_argument("--model", type=Path, required=True)
    ignore.add_argument("--out", type=Path, required=True, help="JSON file for train --ignored")
    ignore.add_argument("--threshold", type=float, default=0.45)
    ignore.add_argument("--long-side", type=int, default=480)

    calibrate = commands.add_parser("calibrate", help="recall and precision per threshold on synthetic frames")
    calibrate.add_argument("--data", type=Path, required=True)
    calibrate.add_argument("--model", type=Path, required=True)
    calibrate.add_argument("--seed", type=int, default=9001, help="not the seed of the training")
    calibrate.add_argument("--frames", type=int, default=400)

    args = parser.parse_args()
    if args.command == "train":
        from .detector_train import Trainer, TrainOptions

        Trainer(
            TrainOptions(
                args.data, args.out, args.minutes, args.seed, args.batch, rate=args.rate, threads=args.threads,
                workers=args.workers, start=args.start, ignored=args.ignored,
            )
        ).run()
    elif args.command == "export":
        from .detector_export import export as export_model

        described = export_model(args.checkpoint, args.model, (args.threshold, args.second_threshold), args.version)
        for key, value in described.items():
            print(f"{key}: {value}")
    elif args.command == "calibrate":
        from .detector_calibrate import calibrate as run_calibration

        run_calibration(args.model, args.data, args.seed, args.frames)
    elif args.command == "ignore":
        from .detector_ignore import find_doubtful
        from .detector_pipeline import PassSettings

        settings = PassSettings((args.long_side,), args.threshold, second_threshold=args.threshold)
        print(f"doubtful places: {find_doubtful(args.model, args.data, args.out, settings)}")
    else:
        from .detector_evaluate import evaluate
        from .detector_pipeline import PassSettings

        settings = PassSettings(tuple(args.long_sides), args.threshold, second_threshold=args.second_threshold)
        evaluate(args.model, args.data, settings, args.limit)


if __name__ == "__main__":
    main()
