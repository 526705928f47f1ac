"""Stands where Chroma looks for the part by which it could report to a server; run first in each frozen process.

Chroma imports that part whether or not somebody has named a server, and with it 20 MB of gRPC. No server is ever named
here, so nothing makes an object of this class; if something did, it would be told so and not be heard of.
"""

import sys
import types


class OTLPSpanExporter:
    """Refuses to be made."""

    def __init__(self, *_arguments: object, **_named: object) -> None:
        raise RuntimeError("Onyx Desktop sends no reports; this part is not in the program")


_module = types.ModuleType("opentelemetry.exporter.otlp.proto.grpc.trace_exporter")
_module.OTLPSpanExporter = OTLPSpanExporter
sys.modules[_module.__name__] = _module
