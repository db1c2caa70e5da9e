// Getting the screen's picture and sound from the browser.

import { constraintsOf, mark, type Content } from "./content";

export type Ability = "able" | "insecure" | "phone" | "old";

/** Whether this browser can share a screen, and if not, why. */
export function ability(): Ability {
  if (!window.isSecureContext) return "insecure";
  if (typeof navigator.mediaDevices?.getDisplayMedia === "function") return isPhone() ? "phone" : "able";
  return isPhone() ? "phone" : "old";
}

/** Whether this browser can share sound along with a picture; only Chromium and its kin can. */
export function canShareSound(agent = navigator.userAgent): boolean {
  return /Chrom(e|ium)\//.test(agent);
}

export type CaptureFailure = "denied" | "policy" | "system" | "gesture" | "nothing" | "failed";

/** No picture came, and why. */
export class NotCaptured extends Error {
  constructor(readonly reason: CaptureFailure) {
    super(reason);
  }
}

const SOUND = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, suppressLocalAudioPlayback: false };
const QUICKEST_PERSON_MS = 250;

// newer than TypeScript's own declarations
interface DisplayOptions extends DisplayMediaStreamOptions {
  systemAudio?: "include" | "exclude";
  windowAudio?: "system" | "window" | "exclude";
  selfBrowserSurface?: "include" | "exclude";
  surfaceSwitching?: "include" | "exclude";
  monitorTypeSurfaces?: "include" | "exclude";
}

/** Ask what to share; to be called on a click. Throws NotCaptured. */
export async function capture(content: Content, withSound: boolean): Promise<MediaStream> {
  const isSoundWanted = withSound && canShareSound();
  const options: DisplayOptions = {
    video: constraintsOf(content),
    audio: isSoundWanted ? SOUND : false,
    systemAudio: isSoundWanted ? "include" : "exclude",
    windowAudio: isSoundWanted ? "system" : "exclude",
    selfBrowserSurface: "exclude",
    surfaceSwitching: "include",
    monitorTypeSurfaces: "include",
  };
  const askedAt = performance.now();
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia(options);
    for (const track of stream.getVideoTracks()) mark(track, content);
    for (const track of stream.getAudioTracks()) track.contentHint = "music";
    return stream;
  } catch (error) {
    throw new NotCaptured(failureOf(error, performance.now() - askedAt, isForbidden()));
  }
}

/** Why a browser gave no picture. Sources: Screen Capture (W3C), and what Chromium, Firefox and Safari say. */
export function failureOf(error: unknown, afterMs: number, isForbiddenHere: boolean): CaptureFailure {
  if (!(error instanceof DOMException)) return "failed";
  switch (error.name) {
    case "NotAllowedError":
      if (/by system/i.test(error.message)) return "system";
      // nobody answers a dialogue that fast: there was none
      return isForbiddenHere || /polic/i.test(error.message) || afterMs < QUICKEST_PERSON_MS ? "policy" : "denied";
    case "NotReadableError":
      return "system";
    case "InvalidStateError":
      return "gesture";
    case "NotFoundError":
      return "nothing";
    case "AbortError":
      return "denied";
    default:
      return "failed";
  }
}

function isForbidden(): boolean {
  const policy = (document as { featurePolicy?: { allowsFeature(name: string): boolean } }).featurePolicy;
  return policy?.allowsFeature("display-capture") === false;
}

/** Whether a stream is of one window, which brings no sound. */
export function isWindow(stream: MediaStream): boolean {
  return stream.getVideoTracks()[0]?.getSettings().displaySurface === "window";
}

function isPhone(): boolean {
  const agent = navigator.userAgent;
  // iPads call themselves Macs, but Macs have no touch screen
  return /Android|iPhone|iPad|Mobile/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1);
}
