"""Chunks → vectors: tokens, sessions and encoders on ONNX Runtime."""
