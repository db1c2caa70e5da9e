// One's own microphone, camera and loudspeaker: opened, chosen, lost and found again.

import { recall, remember } from "../keep";
import { Watchable } from "./watchable";

export type Device = "microphone" | "camera";
/** Why a device gives nothing. */
export type Trouble = "insecure" | "denied" | "missing" | "busy" | "failed";

export interface DeviceState {
  microphone: MediaStreamTrack | undefined;
  camera: MediaStreamTrack | undefined;
  /** What is opened right now. */
  opening: Device | undefined;
  trouble: Partial<Record<Device, Trouble>>;
  microphones: MediaDeviceInfo[];
  cameras: MediaDeviceInfo[];
  speakers: MediaDeviceInfo[];
  speakerId: string;
}

const SOUND: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };

/** Whether this is a phone or tablet, which encodes and decodes less. */
export function isHandheld(): boolean {
  return matchMedia("(pointer: coarse)").matches && Math.min(screen.width, screen.height) < 900;
}

export class Devices extends Watchable<DeviceState> {
  /** Told when a device that was in use is gone: what came in its place, if anything. */
  onLost: (device: Device, isReplaced: boolean) => void = () => undefined;
  #isClosed = false;

  constructor() {
    const trouble: DeviceState["trouble"] = window.isSecureContext ? {} : { microphone: "insecure", camera: "insecure" };
    const speakerId = recall("local", "speaker");
    super({ microphone: undefined, camera: undefined, opening: undefined, trouble, microphones: [], cameras: [], speakers: [], speakerId });
    navigator.mediaDevices?.addEventListener("devicechange", this.#list);
  }

  /** Open one, or another of its kind; where that fails, `trouble` says why. */
  async open(device: Device, id = recall("local", device)): Promise<void> {
    if (!navigator.mediaDevices?.getUserMedia) return this.#fail(device, "insecure");
    this.change({ opening: device });
    try {
      this.#take(device, await get(device, id));
      if (id) remember("local", device, id);
    } catch (error) {
      this.#fail(device, troubleOf(error));
    }
    this.change({ opening: undefined });
    await this.#list();
  }

  /** Open both with one question to whoever sits there; what cannot be had is left out. */
  async openBoth(): Promise<void> {
    if (!navigator.mediaDevices?.getUserMedia) return;
    this.change({ opening: "microphone" });
    try {
      const wish = { ...wishFor("microphone", recall("local", "microphone")), ...wishFor("camera", recall("local", "camera")) };
      const stream = await navigator.mediaDevices.getUserMedia(wish);
      const [microphone, camera] = [stream.getAudioTracks()[0], stream.getVideoTracks()[0]];
      if (microphone) this.#take("microphone", microphone);
      if (camera) this.#take("camera", camera);
      this.change({ opening: undefined });
      await this.#list();
    } catch {
      await this.open("microphone");
      await this.open("camera");
    }
  }

  /** Stop using one; its light goes out. */
  release(device: Device): void {
    const track = this.value[device];
    if (!track) return;
    track.onended = null;
    track.stop();
    this.change({ [device]: undefined });
  }

  setSpeaker(id: string): void {
    remember("local", "speaker", id);
    this.change({ speakerId: id });
  }

  close(): void {
    this.#isClosed = true;
    navigator.mediaDevices?.removeEventListener("devicechange", this.#list);
    this.release("microphone");
    this.release("camera");
  }

  #take(device: Device, track: MediaStreamTrack): void {
    if (this.#isClosed) return track.stop();
    track.contentHint = device === "microphone" ? "speech" : "motion";
    this.release(device);
    track.onended = () => void this.#replace(device, track);
    const trouble = { ...this.value.trouble };
    delete trouble[device];
    this.change({ [device]: track, trouble });
  }

  async #replace(device: Device, track: MediaStreamTrack): Promise<void> {
    if (this.value[device] !== track || this.#isClosed) return;
    this.change({ [device]: undefined });
    await this.open(device, "");
    this.onLost(device, this.value[device] !== undefined);
  }

  #fail(device: Device, why: Trouble): void {
    this.change({ trouble: { ...this.value.trouble, [device]: why } });
  }

  #list = async (): Promise<void> => {
    const all = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
    // without permission they have no ids, and nothing to choose by
    const known = all.filter((one) => one.deviceId);
    this.change({
      microphones: known.filter((one) => one.kind === "audioinput"),
      cameras: known.filter((one) => one.kind === "videoinput"),
      speakers: known.filter((one) => one.kind === "audiooutput"),
    });
  };
}

async function get(device: Device, id: string): Promise<MediaStreamTrack> {
  const track = (await navigator.mediaDevices.getUserMedia(wishFor(device, id))).getTracks()[0];
  if (!track) throw new DOMException("no track", "NotFoundError");
  return track;
}

function wishFor(device: Device, id: string): MediaStreamConstraints {
  const chosen = id ? { deviceId: { ideal: id } } : {};
  if (device === "microphone") return { audio: { ...SOUND, ...chosen } };
  const [width, height] = isHandheld() ? [640, 360] : [1280, 720];
  const size = { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: 30 } };
  return { video: { ...size, ...(id ? chosen : { facingMode: "user" }) } };
}

/** Why getUserMedia gave nothing (W3C Media Capture, 10.2). */
export function troubleOf(error: unknown): Trouble {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "failed";
}
