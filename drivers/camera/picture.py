"""The virtual camera's picture at any moment."""

import numpy as np

from drivers.camera.paint import Image
from drivers.camera.portrait import LOOKS, Portrait
from drivers.camera.scenery import Scenery
from drivers.world import World


class Picture:
    """Paints a world, 16:9, `width` pixels wide; what never moves is painted once."""

    def __init__(self, world: World, width: int):
        self.width = width
        self._world = world
        scenery = Scenery(world.room, width)
        self._background = scenery.background()
        self._table = scenery.table()
        self._seats = [world.room.project((x, y, 1.2), width) for x, y in world.seats]
        self._portraits = [
            Portrait(LOOKS[person % len(LOOKS)], scale) for person, (_, _, scale) in enumerate(self._seats)
        ]
        self._order = sorted(range(len(world.seats)), key=lambda person: -world.seats[person][1])

    def at(self, t_s: float) -> Image:
        """Return what is seen at `t_s`."""
        image = self._background.copy()
        for person in self._order:
            pose = self._world.pose(person, t_s)
            x, y, _ = self._world.room.project(pose.head, self.width)
            self._portraits[person].lay(image, pose, x, y, self._seats[person][0])
        self._table.stamp(image)
        return image

    def black(self) -> Image:
        """Return a covered lens."""
        return np.zeros_like(self._background)
