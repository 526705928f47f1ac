"""The catalogue of models as data, the shelf of installed ones, and their conversion to ONNX."""
