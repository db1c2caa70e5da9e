"""The parts of a cartoon person.

Drawing units are metres about the centre of the head, y downwards.
"""

from dataclasses import dataclass

from drivers.camera.paint import Canvas, Color, blob, box, oval

DETAIL = 800
LINE: Color = (52, 58, 84)


@dataclass(frozen=True, slots=True)
class Look:
    """How someone looks; colours are BGR."""

    skin: Color
    hair: Color
    shirt: Color
    style: str
    glasses: bool = False
    beard: bool = False
    collar: bool = False


def shade(color: Color, factor: float) -> Color:
    """Darken or lighten."""
    return tuple(min(255, int(c * factor)) for c in color)  # type: ignore[return-value]


def _sheet(width_m: float, height_m: float, above_m: float) -> Canvas:
    size = (round(width_m * DETAIL), round(height_m * DETAIL))
    return Canvas(*size, DETAIL, (size[0] / 2, above_m * DETAIL))


def body(look: Look) -> Canvas:
    """Chair, torso and neck."""
    sheet = _sheet(0.9, 0.95, 0.2)
    sheet.fill(
        blob([(-0.25, 0.75), (-0.27, 0.25), (-0.2, 0.13), (0.2, 0.13), (0.27, 0.25), (0.25, 0.75)]),
        (92, 84, 78),
        (60, 56, 52),
    )
    torso = [
        (-0.075, 0.135),
        (-0.19, 0.18),
        (-0.25, 0.27),
        (-0.275, 0.5),
        (-0.25, 0.74),
        (0.25, 0.74),
        (0.275, 0.5),
        (0.25, 0.27),
        (0.19, 0.18),
        (0.075, 0.135),
    ]
    sheet.fill(blob(torso), shade(look.shirt, 1.08), shade(look.shirt, 0.8))
    for side in (-1, 1):
        sheet.fill(
            blob([(side * 0.17, 0.36), (side * 0.185, 0.72), (side * 0.155, 0.72)]),
            shade(look.shirt, 0.55),
            alpha=0.5,
            soft=0.008,
        )
    sheet.fill(oval(-0.12, 0.3, 0.09, 0.12), shade(look.shirt, 1.3), alpha=0.3, soft=0.03, inside=True)
    neck = blob(
        [(-0.052, 0.05), (-0.055, 0.13), (-0.07, 0.165), (0, 0.205), (0.07, 0.165), (0.055, 0.13), (0.052, 0.05)]
    )
    sheet.fill(neck, shade(look.skin, 0.86))
    sheet.fill(oval(0, 0.1, 0.06, 0.045), shade(look.skin, 0.6), alpha=0.45, soft=0.012)
    if look.collar:
        for side in (-1, 1):
            sheet.fill(
                blob([(side * 0.058, 0.125), (side * 0.088, 0.155), (side * 0.05, 0.235), (side * 0.005, 0.205)]),
                shade(look.shirt, 1.35),
                shade(look.shirt, 1.15),
            )
    else:
        arc = [(0.076 * k / 10, 0.155 + 0.062 * (1 - (k / 10) ** 2)) for k in range(-10, 11)]
        sheet.line(arc, 0.02, shade(look.shirt, 0.78))
    return sheet


def back_hair(look: Look) -> Canvas:
    """Hair behind the neck."""
    sheet = _sheet(0.42, 0.5, 0.22)
    dark = shade(look.hair, 0.72)
    if look.style == "long":
        sheet.fill(
            blob(
                [
                    (0, -0.14),
                    (-0.09, -0.1),
                    (-0.112, 0),
                    (-0.115, 0.13),
                    (-0.08, 0.19),
                    (0.08, 0.19),
                    (0.115, 0.13),
                    (0.112, 0),
                    (0.09, -0.1),
                ]
            ),
            dark,
            shade(look.hair, 0.9),
        )
    elif look.style == "bun":
        sheet.fill(oval(0, -0.155, 0.052, 0.045), look.hair, dark)
        sheet.fill(oval(0, -0.02, 0.096, 0.115), dark)
    elif look.style == "curly":
        for x, y in (
            (-0.085, -0.05),
            (-0.095, 0.0),
            (0.085, -0.05),
            (0.095, 0.0),
            (-0.07, -0.1),
            (0.07, -0.1),
            (0, -0.12),
            (-0.04, -0.12),
            (0.04, -0.12),
        ):
            sheet.fill(oval(x, y, 0.036, 0.036), dark)
    else:
        sheet.fill(oval(0, -0.03, 0.091, 0.1), dark)
    return sheet


def face(look: Look) -> Canvas:
    """Ears, skin and beard."""
    sheet = _sheet(0.3, 0.36, 0.18)
    for side in (-1, 1):
        sheet.fill(oval(side * 0.083, 0.008, 0.017, 0.026), shade(look.skin, 0.9))
        sheet.fill(oval(side * 0.085, 0.009, 0.009, 0.016), shade(look.skin, 0.72), soft=0.002)
    head = blob(
        [
            (0, -0.12),
            (-0.055, -0.108),
            (-0.082, -0.055),
            (-0.083, 0.01),
            (-0.072, 0.065),
            (-0.04, 0.106),
            (0, 0.119),
            (0.04, 0.106),
            (0.072, 0.065),
            (0.083, 0.01),
            (0.082, -0.055),
            (0.055, -0.108),
        ]
    )
    sheet.fill(head, shade(look.skin, 1.05), look.skin)
    sheet.fill(oval(0.07, 0.02, 0.03, 0.1), shade(look.skin, 0.72), alpha=0.4, soft=0.018, inside=True)
    sheet.fill(oval(-0.035, -0.05, 0.04, 0.05), shade(look.skin, 1.2), alpha=0.45, soft=0.02, inside=True)
    for side in (-1, 1):
        sheet.fill(oval(side * 0.046, 0.034, 0.017, 0.012), (120, 128, 235), alpha=0.3, soft=0.008, inside=True)
    if look.beard:
        beard = [
            (-0.084, 0.0),
            (-0.076, 0.062),
            (-0.042, 0.112),
            (0, 0.128),
            (0.042, 0.112),
            (0.076, 0.062),
            (0.084, 0.0),
            (0.062, 0.042),
            (0.026, 0.046),
            (0, 0.042),
            (-0.026, 0.046),
            (-0.062, 0.042),
        ]
        sheet.fill(blob(beard), look.hair, shade(look.hair, 0.8), alpha=0.92, soft=0.002)
    return sheet


def features(look: Look, mouth: float, eyes: float) -> Canvas:
    """Eyes, brows, nose and mouth; how far mouth and eyes are open, 0 to 1."""
    sheet = _sheet(0.2, 0.22, 0.09)
    for side in (-1, 1):
        x = side * 0.033
        if eyes > 0.1:
            sheet.fill(oval(x, -0.008, 0.0145, 0.0115 * eyes), (248, 250, 252))
            sheet.fill(oval(x, -0.007, 0.0082, 0.0098 * eyes), (40, 58, 82))
            sheet.fill(oval(x - 0.003, -0.0105, 0.0026, 0.0026), (255, 255, 255), alpha=eyes)
        lid = -0.008 - 0.0115 * eyes
        sheet.line(
            [(x + 0.0165 * k / 6, lid + 0.006 * (k / 6) ** 2 * (2 * eyes - 1)) for k in range(-6, 7)], 0.0042, LINE
        )
        brow = [(x + 0.021 * k / 6, -0.0345 + 0.005 * (k / 6) ** 2 + 0.0012 * side * k / 6) for k in range(-6, 7)]
        sheet.line(brow, 0.0078, shade(look.hair, 0.85))
    if look.glasses:
        _paint_glasses(sheet)
    sheet.line(
        [(0.004, 0.006), (0.009, 0.022), (0.008, 0.029), (0.0, 0.032), (-0.007, 0.030)], 0.0048, shade(look.skin, 0.7)
    )
    _paint_mouth(sheet, mouth)
    return sheet


def _paint_glasses(sheet: Canvas) -> None:
    for side in (-1, 1):
        rim = oval(side * 0.034, -0.006, 0.0265, 0.0215, 3)
        rim = [(float(x), float(y)) for x, y in (*rim, *rim[:18])]
        for start in range(0, 72, 12):
            sheet.line(rim[start : start + 18], 0.0042, (60, 52, 48))
        sheet.line([(side * 0.06, -0.01), (side * 0.07, -0.012), (side * 0.08, -0.01)], 0.0042, (60, 52, 48))
    sheet.line([(-0.009, -0.008), (0, -0.012), (0.009, -0.008)], 0.0042, (60, 52, 48))


def _paint_mouth(sheet: Canvas, mouth: float) -> None:
    if mouth < 0.1:
        sheet.line(
            [(0.026 * k / 8, 0.066 - 0.006 * (k / 8) ** 2) for k in range(-8, 9)], 0.0058, shade((96, 92, 172), 0.85)
        )
        return
    wide, high = 0.024 - 0.004 * mouth, 0.005 + 0.016 * mouth
    sheet.fill(oval(0, 0.064, wide + 0.004, high + 0.004, 2.3), (104, 100, 188))
    opening = oval(0, 0.064, wide, high, 2.3)
    sheet.fill(opening, (42, 30, 74), (64, 48, 120))
    sheet.fill(box(-wide * 0.72, 0.064 - high * 0.86, wide * 0.72, 0.064 - high * 0.42), (244, 246, 250))
    if mouth > 0.5:
        sheet.fill(oval(0, 0.064 + high * 0.62, wide * 0.6, high * 0.3), (116, 104, 214))


def front_hair(look: Look) -> Canvas:
    """Hair on top."""
    sheet = _sheet(0.34, 0.4, 0.2)
    light = shade(look.hair, 1.25)
    if look.style == "short":
        sheet.fill(
            blob(
                [
                    (-0.09, 0.005),
                    (-0.096, -0.06),
                    (-0.07, -0.125),
                    (0, -0.148),
                    (0.072, -0.128),
                    (0.097, -0.06),
                    (0.09, 0.005),
                    (0.079, -0.045),
                    (0.05, -0.078),
                    (0.0, -0.072),
                    (-0.045, -0.085),
                    (-0.077, -0.045),
                ]
            ),
            light,
            look.hair,
        )
    elif look.style == "long":
        sheet.fill(
            blob(
                [
                    (-0.095, 0.09),
                    (-0.11, 0.0),
                    (-0.098, -0.085),
                    (-0.05, -0.138),
                    (0.02, -0.146),
                    (0.085, -0.105),
                    (0.108, -0.01),
                    (0.098, 0.09),
                    (0.086, 0.02),
                    (0.07, -0.05),
                    (0.02, -0.09),
                    (-0.03, -0.062),
                    (-0.078, -0.02),
                ]
            ),
            light,
            look.hair,
        )
    elif look.style == "bun":
        sheet.fill(
            blob(
                [
                    (-0.088, 0.0),
                    (-0.096, -0.05),
                    (-0.07, -0.12),
                    (0, -0.14),
                    (0.07, -0.12),
                    (0.096, -0.05),
                    (0.088, 0.0),
                    (0.07, -0.06),
                    (0, -0.098),
                    (-0.07, -0.06),
                ]
            ),
            light,
            look.hair,
        )
    else:
        curls = (
            (-0.082, -0.045),
            (-0.07, -0.085),
            (-0.04, -0.112),
            (0, -0.122),
            (0.04, -0.112),
            (0.07, -0.085),
            (0.082, -0.045),
            (-0.03, -0.085),
            (0.028, -0.085),
            (0, -0.095),
        )
        for k, (x, y) in enumerate(curls):
            sheet.fill(oval(x, y, 0.033, 0.031), shade(look.hair, 1.15 + 0.12 * (k % 3)), look.hair)
    sheet.fill(oval(-0.035, -0.115, 0.035, 0.012), shade(look.hair, 2.0), alpha=0.35, soft=0.008, inside=True)
    return sheet
