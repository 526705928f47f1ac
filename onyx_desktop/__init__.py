"""Onyx Desktop: private document search by meaning.

Imported before anything else in every process, so here the libraries are told what they only hear before they are
loaded. To send nothing: ONNX Runtime 1.29 and newer reports to Microsoft on every system unless this variable is set
by then (microsoft/onnxruntime pull request 27379); Chroma and the hub client did, or do, in some versions. To use one
thread in a product of matrices: ours are small, and OpenBLAS's waiting threads took three times the time of the work
itself from the model's (numpy's wheels for macOS use Accelerate, which has no such threads).
"""

import os

__version__ = "0.1.0"

os.environ.update(
    ORT_DISABLE_TELEMETRY="1",
    ANONYMIZED_TELEMETRY="False",
    HF_HUB_DISABLE_TELEMETRY="1",
    DO_NOT_TRACK="1",
    OPENBLAS_NUM_THREADS="1",
)
