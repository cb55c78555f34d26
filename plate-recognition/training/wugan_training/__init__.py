"""Training of Wugan's plate recognition: synthetic plates, reader network, ONNX export."""
