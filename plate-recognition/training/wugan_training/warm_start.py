"""Goes on from a shipped ONNX model: its weights come back into a network that can be trained.

An exported model holds convolutions with the batch normalisation folded in. Here each one is put back with a batch
normalisation that does nothing on the pictures given, so that the network starts exactly where the model stands.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn


def load_model(net: nn.Module, model: Path, root: str, pictures: Tensor) -> list[str]:
    """Puts the weights of ``model`` into ``net`` and gives the names of the layers that the model does not have.

    ``root`` is the name that ``net`` had within the exported module. ``pictures`` (N, 3, H, W), like those of the
    training, measure what each normalisation sees. Layers which the model lacks, or has in another shape, stay as
    they are. Raises ValueError where nothing fits at all.
    """
    graph = onnx.load(str(model)).graph
    values = {i.name: torch.from_numpy(np.array(numpy_helper.to_array(i))) for i in graph.initializer}
    nodes = {node.name: node for node in graph.node}
    missing, norms = [], []
    modules = dict(net.named_modules())
    for name, module in modules.items():
        if not isinstance(module, (nn.Conv2d, nn.Linear)):
            continue
        found = _weights(nodes, values, root, name, module)
        if found is None:
            missing.append(name)
            continue
        weight, bias = found
        module.weight.data.copy_(weight)
        norm = _norm_after(modules, name) if module.bias is None else None
        if norm is not None:
            norms.append((norm, bias))
        elif module.bias is not None and bias is not None:
            module.bias.data.copy_(bias)
    for name, parameter in net.named_parameters():
        direct = values.get(f"{root}.{name}")
        if direct is not None and direct.shape == parameter.shape:
            parameter.data.copy_(direct)
    if len(missing) == sum(isinstance(m, (nn.Conv2d, nn.Linear)) for m in modules.values()):
        raise ValueError(f"{model}: no layer fits; a {root} model of this training is expected")
    _restore_norms(net, norms, pictures)
    return missing


def _weights(
    nodes: dict[str, onnx.NodeProto], values: dict[str, Tensor], root: str, name: str, module: nn.Module
) -> tuple[Tensor, Tensor | None] | None:
    """Weight and bias of a layer, or None where the model has none of that name and shape."""
    scope = f"/{root}/{'/'.join(_scopes(name))}"
    for kind in ("Conv", "Gemm", "MatMul"):
        node = nodes.get(f"{scope}/{kind}")
        inputs = [values[i] for i in node.input if i in values] if node is not None else []
        if not inputs:
            continue
        weight = inputs[0].T if kind == "MatMul" else inputs[0]
        if weight.shape == module.weight.shape:
            return weight, inputs[1] if len(inputs) > 1 else None
    return None


def _scopes(name: str) -> list[str]:
    """``fine.1.down.0`` as the exporter writes it: ``fine``, ``fine.1``, ``down``, ``down.0``."""
    scopes: list[str] = []
    for part in name.split("."):
        scopes.append(f"{scopes[-1]}.{part}" if part.isdigit() else part)
    return scopes


def _norm_after(modules: dict[str, nn.Module], name: str) -> nn.BatchNorm2d | None:
    """The batch normalisation that stands behind a convolution in the same sequence."""
    parent, _, place = name.rpartition(".")
    after = modules.get(f"{parent}.{int(place) + 1}") if place.isdigit() else None
    return after if isinstance(after, nn.BatchNorm2d) else None


def _restore_norms(net: nn.Module, norms: list[tuple[nn.BatchNorm2d, Tensor | None]], pictures: Tensor) -> None:
    """Sets every normalisation to what it sees, those of the model so that the outputs stay the same."""
    for norm, bias in norms:
        norm.running_mean.zero_()
        norm.running_var.fill_(1 - norm.eps)
        norm.weight.data.fill_(1)
        norm.bias.data.copy_(torch.zeros_like(norm.bias) if bias is None else bias)
    seen: dict[nn.Module, tuple[Tensor, Tensor]] = {}

    def look(module: nn.Module, inputs: tuple[Tensor, ...], _output: Tensor) -> None:
        seen[module] = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3), unbiased=False)

    hooks = [m.register_forward_hook(look) for m in net.modules() if isinstance(m, nn.BatchNorm2d)]
    was_training = net.training
    net.eval()
    with torch.no_grad():
        net(pictures)
    net.train(was_training)
    for hook in hooks:
        hook.remove()
    ours = {norm for norm, _ in norms}
    with torch.no_grad():
        for norm, (mean, var) in seen.items():
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(var)
            if norm in ours:
                norm.weight.copy_(torch.sqrt(var + norm.eps))
                norm.bias.add_(mean)
