"""Which renderer draws the glass: the GPU where there is a real one, else Qt's software renderer."""

from __future__ import annotations

import os

from PySide6.QtGui import QOffscreenSurface, QOpenGLContext
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

EMULATED = ("llvmpipe", "softpipe", "swrast", "software")
"""GPUs in name only: Qt's software renderer, which draws only what changed, costs less than they do."""
_GL_RENDERER = 0x1F01


def choose_renderer() -> None:
    """Decide before the first window. What Qt's own environment variables say has precedence."""
    if os.environ.get("QT_QUICK_BACKEND") or os.environ.get("QSG_RHI_BACKEND"):
        return
    if not has_gpu():
        QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)


def has_gpu() -> bool:
    """Whether OpenGL works and is not emulated on the processor."""
    context, surface = QOpenGLContext(), QOffscreenSurface()
    surface.create()
    if not context.create() or not context.makeCurrent(surface):
        return False
    name = str(context.functions().glGetString(_GL_RENDERER)).lower()
    context.doneCurrent()
    return not any(word in name for word in EMULATED)


def is_software(window: QQuickWindow) -> bool:
    """Whether a window is drawn by the software renderer, so that its pictures must come ready to paint."""
    return window.rendererInterface().graphicsApi() == QSGRendererInterface.GraphicsApi.Software
