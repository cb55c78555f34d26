"""Going on from an exported model."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import torch

from wugan_training.detector_net import DetectorExport, DetectorNet
from wugan_training.model import HEIGHT, WIDTH, ExportReader, PlateReader
from wugan_training.warm_start import load_model


def _shaken(net: torch.nn.Module) -> torch.nn.Module:
    """A network whose normalisations are not those of a fresh one."""
    generator = torch.Generator().manual_seed(5)
    for module in net.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.copy_(torch.randn(module.running_mean.shape, generator=generator) * 0.2)
            module.running_var.copy_(torch.rand(module.running_var.shape, generator=generator) + 0.5)
            module.weight.data.copy_(torch.rand(module.weight.shape, generator=generator) + 0.5)
            module.bias.data.copy_(torch.randn(module.bias.shape, generator=generator) * 0.2)
    return net.eval()


class WarmStartTest(unittest.TestCase):
    def test_reader_says_the_same_as_the_model(self) -> None:
        torch.manual_seed(1)
        old, pictures = _shaken(PlateReader()), torch.rand(4, 3, HEIGHT, WIDTH)
        self._check(old, ExportReader(old), PlateReader(), "reader", pictures)

    def test_detector_says_the_same_as_the_model(self) -> None:
        torch.manual_seed(1)
        old, pictures = _shaken(DetectorNet()), torch.rand(2, 3, 96, 128)
        old.fold_corner_gain()
        new = DetectorNet()
        new.fold_corner_gain()
        self._check(old, DetectorExport(old), new, "net", pictures)

    def test_unfitting_model_is_refused(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "m.onnx"
            torch.onnx.export(torch.nn.Conv2d(3, 4, 3), torch.zeros(1, 3, 8, 8), str(path))
            with self.assertRaisesRegex(ValueError, "no layer fits"):
                load_model(PlateReader(), path, "reader", torch.rand(1, 3, HEIGHT, WIDTH))

    def _check(self, old, export, new, root, pictures) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "m.onnx"
            torch.onnx.export(export.eval(), pictures[:1], str(path), opset_version=13)
            self.assertEqual([], load_model(new, path, root, pictures))
        with torch.no_grad():
            for want, got in zip(old(pictures), new.eval()(pictures)):
                self.assertLess(float((want - got).abs().max()), 2e-3 * (1 + float(want.abs().max())))


if __name__ == "__main__":
    unittest.main()
