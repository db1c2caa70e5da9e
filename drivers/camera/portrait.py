"""Cartoon people in layers, so that a head can turn, lean, blink and speak from one picture to the next."""

from math import radians, sin

from drivers.camera import figure
from drivers.camera.figure import Look
from drivers.camera.paint import Image, Sprite
from drivers.world import Pose

MOUTHS = 5

LOOKS = (
    Look((164, 196, 236), (42, 58, 92), (168, 120, 62), "short", beard=True),
    Look((176, 206, 244), (40, 84, 150), (104, 106, 206), "long"),
    Look((98, 136, 190), (28, 30, 38), (120, 148, 70), "curly", glasses=True, collar=True),
    Look((138, 180, 226), (30, 32, 40), (92, 176, 226), "bun"),
    Look((150, 190, 232), (150, 156, 160), (150, 120, 128), "short", glasses=True, collar=True),
)


class Portrait:
    """One person, painted for `scale` pixels a metre."""

    def __init__(self, look: Look, scale: float):
        self._scale = scale
        self._body = figure.body(look).sprite(scale)
        self._back = figure.back_hair(look).sprite(scale)
        self._face = figure.face(look).sprite(scale)
        self._hair = figure.front_hair(look).sprite(scale)
        self._look = look
        self._features: dict[tuple[int, int], Sprite] = {}

    def lay(self, image: Image, pose: Pose, x: float, y: float, seat_x: float) -> None:
        """Paint the person with the head's centre on x, y and the body nearly still above `seat_x`."""
        turn, lean, unit = sin(radians(pose.yaw_deg)), -pose.roll_deg, self._scale
        self._back.lay(image, x - 0.012 * turn * unit, y, lean)
        self._body.lay(image, 0.7 * seat_x + 0.3 * x, y)
        self._face.lay(image, x, y, lean)
        self._expression(round(pose.mouth * (MOUTHS - 1)), round(pose.eyes * 2)).lay(
            image, x + 0.042 * turn * unit, y, lean
        )
        self._hair.lay(image, x + 0.016 * turn * unit, y, lean)

    def _expression(self, mouth: int, eyes: int) -> Sprite:
        if (mouth, eyes) not in self._features:
            sheet = figure.features(self._look, mouth / (MOUTHS - 1), eyes / 2)
            self._features[mouth, eyes] = sheet.sprite(self._scale)
        return self._features[mouth, eyes]
