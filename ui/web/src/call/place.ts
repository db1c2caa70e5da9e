// Which conference: its number and passcode, from an address or as people type them.

import { recall, remember } from "../keep";

export interface Place {
  number: string;
  passcode: string;
}

const FRAGMENT = /^#?n\.([1-9]\d{8})(?:\.(\d{0,10}))?$/;

/** Read the fragment `#n.NUMBER.PASSCODE`; undefined where it is none. */
export function readPlace(fragment: string): Place | undefined {
  const [, number, passcode = ""] = FRAGMENT.exec(fragment) ?? [];
  return number ? { number, passcode } : undefined;
}

/** Read what somebody typed or pasted: nine digits with spaces or hyphens as they like, or a whole link. */
export function readTyped(text: string): Place | undefined {
  const at = text.indexOf("#n.");
  if (at >= 0) return readPlace(text.slice(at).trim());
  const number = text.replace(/[\s-]/g, "");
  return /^[1-9]\d{8}$/.test(number) ? { number, passcode: "" } : undefined;
}

/** A number as people read it: 123 456 789. */
export function spaced(number: string): string {
  return number.replace(/(\d{3})(?=\d)/g, "$1 ");
}

/** The conference of this tab's visit before, which a reload comes back to. */
export function recallPlace(): Place | undefined {
  return readPlace(recall("session", "call"));
}

export function rememberPlace(place: Place | undefined): void {
  remember("session", "call", place ? `n.${place.number}.${place.passcode}` : "");
}
