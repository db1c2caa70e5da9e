// Colours as `appliance/ink/colour.py` has them: 0xRRGGBBAA, as on a light board.

/** What a pen offers. */
export const INKS = [0x1a1a1aff, 0xd32f2fff, 0xf57c00ff, 0x388e3cff, 0x1976d2ff, 0x7b1fa2ff, 0xc2185bff, 0xffffffff] as const;
export const HIGHLIGHTS = [0xffeb3bff, 0x76ff03ff, 0x00e5ffff, 0xff80abff, 0xffab40ff] as const;
export const CARDS = [0xfff3a8ff, 0xffd9b0ff, 0xffc9d2ff, 0xe3d1f7ff, 0xc7e3ffff, 0xcdefcbff, 0xf1f1eeff] as const;
/** How people are told apart; white words stand out on each. */
export const PEOPLE = [0xc62828ff, 0x1565c0ff, 0x2e7d32ff, 0xa84300ff, 0x7b1fa2ff, 0x00707aff, 0xc2185bff, 0x6d4c41ff] as const;

const HIGHLIGHTER_OPACITY = 0.4;
const NEAR_BLACK = 0x60;
const NEAR_WHITE = 0xb0;
/** The least luma of ink on a dark board. */
const VISIBLE = 120;

/**
 * The colour to paint: near black and near white change places on a dark board, with their hue. What is too dark to be
 * seen there is mixed with white.
 */
export function shown(color: number, isDark: boolean): number {
  if (!isDark) return color;
  const [red, green, blue] = parts(color);
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  if (most < NEAR_BLACK || least > NEAR_WHITE) {
    const shift = 255 - most - least;
    return joined(red + shift, green + shift, blue + shift, color);
  }
  const luma = Math.floor((299 * red + 587 * green + 114 * blue) / 1000);
  if (luma >= VISIBLE) return color;
  const share = (VISIBLE - luma) / (255 - luma);
  const lighter = (channel: number): number => Math.floor(channel + (255 - channel) * share + 0.5);
  return joined(lighter(red), lighter(green), lighter(blue), color);
}

/** How a highlighter's ink looks: what lies under it stays readable. */
export function highlighted(color: number, isDark: boolean): number {
  const seen = shown(color, isDark);
  return ((seen & 0xffffff00) | Math.round((seen & 255) * HIGHLIGHTER_OPACITY)) >>> 0;
}

export function ground(isDark: boolean): number {
  return isDark ? 0x181c21ff : 0xffffffff;
}

/** What lies around a page that has an end. */
export function outside(isDark: boolean): number {
  return isDark ? 0x0b0d10ff : 0xe6e3ddff;
}

/** Lines of templates. */
export function rule(isDark: boolean): number {
  return isDark ? 0x323a44ff : 0xd3dbe3ff;
}

/** Dots of templates. */
export function dot(isDark: boolean): number {
  return isDark ? 0x566270ff : 0xaebac6ff;
}

export function css(color: number): string {
  const [red, green, blue] = parts(color);
  return `rgb(${red} ${green} ${blue} / ${(color & 255) / 255})`;
}

/** #rrggbb */
export function hex(color: number): string {
  return `#${(color >>> 8).toString(16).padStart(6, "0")}`;
}

/** The number of a #rrggbb; near black where it is none. */
export function fromHex(text: unknown): number {
  return typeof text === "string" && /^#[0-9a-f]{6}$/i.test(text) ? ((parseInt(text.slice(1), 16) << 8) | 255) >>> 0 : INKS[0];
}

function parts(color: number): [number, number, number] {
  return [(color >>> 24) & 255, (color >>> 16) & 255, (color >>> 8) & 255];
}

function joined(red: number, green: number, blue: number, color: number): number {
  return ((red << 24) | (green << 16) | (blue << 8) | (color & 255)) >>> 0;
}
