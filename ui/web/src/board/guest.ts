// Who draws here: asked once, remembered by the browser.

import { recall, remember } from "../keep";
import { PEOPLE, fromHex, hex } from "./colour";
import type { Author } from "./document";

const MOST_NAME = 40;

/** The guest of earlier visits; undefined for a first one. */
export function recallGuest(): Author | undefined {
  const id = parseInt(recall("local", "board.author"), 16);
  const color = recall("local", "board.color");
  return id > 0 && color ? { id, name: recall("local", "name"), color: fromHex(color) } : undefined;
}

export function rememberGuest(name: string, color: number): Author {
  const known = recallGuest();
  const author = { id: known?.id ?? fresh(), name: name.trim().slice(0, MOST_NAME), color };
  remember("local", "board.author", author.id.toString(16));
  remember("local", "board.color", hex(color));
  remember("local", "name", author.name);
  return author;
}

/** A colour to offer first, so that not everybody is red. */
export function anyColor(): number {
  return PEOPLE[crypto.getRandomValues(new Uint32Array(1))[0]! % PEOPLE.length]!;
}

function fresh(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! || 1;
}
