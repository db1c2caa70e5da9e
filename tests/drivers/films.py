"""Films and an MJPEG camera on 127.0.0.1 to point OpenCV at."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import cv2
import numpy as np

SIZE = (320, 180)


def picture(number: int, size: tuple[int, int] = SIZE) -> Any:
    image = np.full((size[1], size[0], 3), 60, np.uint8)
    image[:, : number * 8 % size[0]] = (40, 180, 220)
    return image


def write_film(path: Path, pictures: int = 60, fps: int = 30) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"MJPG"), fps, SIZE)
    assert writer.isOpened()
    for number in range(pictures):
        writer.write(picture(number))
    writer.release()
    return path


class MjpegCamera:
    """A network camera at 30 pictures a second; `freeze` keeps the line but sends nothing more."""

    def __init__(self, port: int = 0) -> None:
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                self.end_headers()
                for number in range(100_000):
                    if camera._gone.is_set():
                        return
                    if not camera.is_frozen:
                        data = cv2.imencode(".jpg", picture(number))[1].tobytes()
                        head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
                        try:
                            self.wfile.write(head.encode() + data + b"\r\n")
                        except OSError:
                            return
                    time.sleep(1 / 30)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name upstream)
                pass

        self.is_frozen = False
        self._gone = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}/camera.mjpeg"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._gone.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
