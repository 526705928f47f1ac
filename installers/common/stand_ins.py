"""Stands where libraries look for parts that they import but never use here; run first in each frozen process.

Chroma imports the part by which it could report to a server, and with it 20 MB of gRPC, whether or not somebody has
named one. No server is ever named here, so nothing makes an object of it. pyqtgraph imports Qt's modules for pictures
in space, 10 MB, to be ready if somebody switched them on; ours are flat. What made one of these would be told so.
"""

import sys
import types


class NotInside:
    """Refuses to be made."""

    def __init__(self, *_arguments: object, **_named: object) -> None:
        raise RuntimeError(f"{type(self).__name__} is not in this program")


class OTLPSpanExporter(NotInside):
    """Chroma's reports to a server."""


class QOpenGLWidget(NotInside):
    """Qt's window for pictures in space."""


def _stand(name: str, *classes: type) -> None:
    module = types.ModuleType(name)
    for each in classes:
        setattr(module, each.__name__, each)
    sys.modules[name] = module


_stand("opentelemetry.exporter.otlp.proto.grpc.trace_exporter", OTLPSpanExporter)
_stand("PySide6.QtOpenGL")
_stand("PySide6.QtOpenGLWidgets", QOpenGLWidget)
