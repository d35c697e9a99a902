"""Pinch gestures as a zoom factor. The ribbon and the heat map call it for every event. UI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget


def read_pinch(event: QEvent, widget: QWidget) -> tuple[float, QPointF] | None:
    """(factor, the point between the fingers); above 1 the fingers moved apart. None: the event is no pinch."""
    if isinstance(event, QNativeGestureEvent):
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return None
        return max(0.1, 1.0 + event.value()), event.position()
    if isinstance(event, QGestureEvent):
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if isinstance(pinch, QPinchGesture):
            return pinch.scaleFactor(), QPointF(widget.mapFromGlobal(pinch.centerPoint().toPoint()))
    return None
