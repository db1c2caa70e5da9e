// Getting the screen's picture and sound from the browser.

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

/** The choice was closed, or recording is forbidden. */
export class Denied extends Error {}

// newer than TypeScript's own declarations
interface DisplayOptions extends DisplayMediaStreamOptions {
  systemAudio?: "include" | "exclude";
  selfBrowserSurface?: "include" | "exclude";
  surfaceSwitching?: "include" | "exclude";
}

/** Ask what to share. Throws Denied, or whatever the browser throws when it cannot record. */
export async function capture(): Promise<MediaStream> {
  const sound = {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    suppressLocalAudioPlayback: false,
  };
  const options: DisplayOptions = {
    video: { frameRate: 30 },
    audio: canShareSound() ? sound : false,
    systemAudio: "include",
    selfBrowserSurface: "exclude",
    surfaceSwitching: "include",
  };
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia(options);
    for (const track of stream.getVideoTracks()) track.contentHint = "detail";
    for (const track of stream.getAudioTracks()) track.contentHint = "music";
    return stream;
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotAllowedError") throw new Denied();
    throw error;
  }
}

function isPhone(): boolean {
  const agent = navigator.userAgent;
  // iPads call themselves Macs, but Macs have no touch screen
  return /Android|iPhone|iPad|Mobile/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1);
}
