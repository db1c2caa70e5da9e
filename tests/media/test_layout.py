"""How large casts are on the glass, and which are heard."""

from __future__ import annotations

import asyncio
from pathlib import Path

import numpy as np

from appliance.frames import MailboxReader
from appliance.media.engine import DriverChoice
from tests.media.local import engine_here
from tests.media.picture import shows
from tests.media.room import Room, config
from tests.media.sender import BLUE, PATCHES, Slides, Tone, laptop, patches
from tests.media.test_cast import heard


async def test_a_cast_is_as_large_as_its_tile_and_sharp_when_it_grows(room: Room) -> None:
    slides = Slides(patches(1280, 720), is_static=True)
    async with laptop(slides) as sender:
        await room.engine.set_tiles({"a1": (640, 640)})
        await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
        frame = await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        assert (frame.width, frame.height) == (640, 360)
        status = await room.until(lambda status: bool(status.casts) and status.casts[0].width > 0)
        assert (status.casts[0].width, status.casts[0].height) == (1280, 720), "what is sent, not what is shown"
        # the slide does not change any more: the picture at hand is drawn anew
        await room.engine.set_tiles({"a1": (3840, 2160)})
        await room.frame(
            "cast-a1", lambda frame: (frame.width, frame.height) == (1280, 720) and shows(frame, PATCHES), 1
        )
        await room.engine.set_tiles({"a1": (320, 90), "other": (10, 10)})
        await room.frame("cast-a1", lambda frame: (frame.width, frame.height) == (160, 90) and shows(frame, PATCHES), 1)
        await room.engine.set_tiles({"other": (20, 20)})
        await asyncio.sleep(0.1)
        frame = await room.frame("cast-a1")
        assert (frame.width, frame.height) == (160, 90), "what is not named stays as it is"


async def test_a_cast_that_is_not_shown_stands_still_and_is_up_to_date_when_it_is(room: Room) -> None:
    slides = Slides(patches(640, 360), fps=20)
    async with laptop(slides) as sender:
        await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
        await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        await room.engine.set_tiles({"a1": (0, 0)})
        reader = MailboxReader(room.paths.frames / "cast-a1")
        before = reader.sequence
        slides.picture = patches(640, 360, (BLUE,))
        await asyncio.sleep(1)
        assert reader.sequence <= before + 1
        assert room.phases("a1") == ["connecting", "live"]
        slides._is_static = True
        await asyncio.sleep(0.3)
        await room.engine.set_tiles({"a1": (640, 360)})
        await room.frame("cast-a1", lambda frame: shows(frame, (BLUE,)), 0.5)
        reader.close()


async def test_a_muted_cast_is_silent_and_the_other_goes_on(room: Room, tmp_path: Path) -> None:
    record = tmp_path / "heard.wav"
    await room.engine.configure(
        config(speaker=DriverChoice(driver="twin", options={"record": str(record)}), volume=100)
    )
    async with (
        laptop(Slides(patches(320, 180)), Tone(1000)) as one,
        laptop(Slides(patches(320, 180)), Tone(1700)) as other,
    ):
        await room.engine.set_cast_muted("a2", True)
        for cast_id, sender in (("a1", one), ("a2", other)):
            await sender.take(await room.engine.receive_cast(cast_id, await sender.offer()))
        await room.until(lambda status: [cast.phase for cast in status.casts] == ["live", "live"])
        await asyncio.sleep(2)
        assert pitches(record) == [1000]
        await room.engine.set_cast_muted("a2", False)
        await asyncio.sleep(1.5)
        assert pitches(record) == [1000, 1700]
        await room.engine.set_cast_muted("a1", True)
        await asyncio.sleep(1.5)
        assert pitches(record) == [1700]


def pitches(record: Path) -> list[int]:
    """Which of the two tones are in the last second."""
    sound = heard(record)[-48_000:, 0]
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    # a source that holds too much or too little plays up to 0.4 % faster or slower
    return [pitch for pitch in (1000, 1700) if spectrum[round(pitch * 0.995) : round(pitch * 1.005) + 1].max() > 500]


async def test_what_is_said_before_a_cast_comes_holds_for_it(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames") as here, laptop(Slides(patches(640, 360)), Tone()) as sender:
        await here.engine.set_tiles({"a1": (320, 180)})
        await here.engine.set_cast_muted("a1", True)
        await sender.take(await here.engine.receive_cast("a1", await sender.offer()))
        await here.until(lambda casts: bool(casts) and casts[0].phase == "live")
        cast = here.engine._reception._casts["a1"]
        assert cast._source.is_muted
        assert cast._writer.form.max_width == 320
