// A visit to a conference, from the first knock to the end.

import { capture, NotCaptured } from "../cast/capture";
import { recall, remember } from "../keep";
import { Link } from "../link";
import { Refused, Unreachable } from "../room";
import type { Conference, Entry, MeetingEvent, Message, Verb } from "./contract";
import { seen } from "./arrangement";
import { isHandheld, type Device, type Devices } from "./devices";
import { Dictation } from "./dictation";
import { difference } from "./difference";
import { Media } from "./media";
import { Passing } from "./passing";
import type { Place } from "./place";
import { trackKey } from "./receiver";
import { FIRST, own, type CallState } from "./state";
import { wanted, type Drawn } from "./wants";
import { Watchable } from "./watchable";

const WANTS_MS = 120;
const RETRY_MS = 1000;
/** What the room tells of one's own microphone may lag behind one's own switching so long. */
const LAG_MS = 700;

export interface Coming {
  place: Place;
  token: string;
  name: string;
  muted: boolean;
  cameraOn: boolean;
  /** Another token in place of one that is worth nothing any more. */
  renew: (() => Promise<string>) | undefined;
}

export class Call extends Watchable<CallState> {
  readonly link: Link;
  readonly passing: Passing;
  readonly #media: Media;
  readonly #dictation: Dictation;
  #drawn: Drawn[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #lag: ReturnType<typeof setTimeout> | undefined;
  #switchedAt = 0;
  #toldSharing = false;
  #isClosed = false;

  constructor(
    private readonly coming: Coming,
    readonly devices: Devices,
  ) {
    super({ ...FIRST, muted: coming.muted, cameraOn: coming.cameraOn });
    this.passing = new Passing(this);
    this.link = new Link(coming.token, undefined, coming.renew);
    this.#dictation = new Dictation(this.link, () => {
      this.change({ isDictating: false });
      this.passing.notice({ code: "captions_failed" });
    });
    this.#media = new Media(this.link, {
      onReceived: (received) => this.change({ received }),
      onFlow: (frozen, grade) => this.#flow(frozen, grade),
      onHealing: (isHealing) => this.change({ isHealing }),
    });
    this.#media.expected = () => this.#expected();
    devices.onLost = (device, isReplaced) => this.#lose(device, isReplaced);
    this.#forget = devices.watch(() => this.#send());
    this.#send();
    this.link.listen({
      onState: (_state, isFirst) => isFirst && void this.#enter(),
      onConnected: (isConnected) => this.change({ isConnected }),
      onRefused: () => this.#end({ refused: "access.unknown_token", retryS: 0 }),
      onMeeting: (event) => this.#hear(event),
    });
    addEventListener("pagehide", this.#hide);
    document.addEventListener("visibilitychange", this.#ask);
  }
  #forget: () => void = () => undefined;

  // ---- of oneself

  setMuted = async (muted: boolean): Promise<void> => {
    const me = own(this.value);
    if (!muted && me && !me.may_unmute) return this.passing.notice({ code: "may_not" });
    if (!muted && !this.devices.value.microphone) {
      await this.devices.open("microphone");
      if (!this.devices.value.microphone) return this.passing.notice({ code: "lost_device", device: "microphone" });
    }
    this.#switchedAt = performance.now();
    // silence begins at once, speech when the room agrees
    if (muted) this.change({ muted });
    this.#send();
    if (!(await this.do("set_muted", { muted }))) return;
    this.#switchedAt = performance.now();
    this.change({ muted });
    this.#send();
  };

  setCamera = async (on: boolean): Promise<void> => {
    if (on) await this.devices.open("camera");
    else this.devices.release("camera");
    const isOn = this.devices.value.camera !== undefined;
    if (on && !isOn) this.passing.notice({ code: "lost_device", device: "camera" });
    this.change({ cameraOn: isOn });
    await this.do("set_camera", { on: isOn });
  };

  share = async (): Promise<void> => {
    try {
      const screen = await capture("text", true);
      const [picture, sound] = [screen.getVideoTracks()[0], screen.getAudioTracks()[0]];
      if (picture) picture.onended = () => void this.stopSharing();
      this.change({ screen });
      this.#media.set("screen", picture);
      this.#media.set("screen_sound", sound);
      this.#toldSharing = false;
      if (!(await this.do("set_sharing", { sharing: true, has_sound: sound !== undefined }))) this.#dropScreen();
    } catch (error) {
      if (!(error instanceof NotCaptured)) throw error;
      if (error.reason !== "denied") this.passing.notice({ code: "not_captured", reason: error.reason });
    }
  };

  stopSharing = async (): Promise<void> => {
    if (!this.value.screen) return;
    this.#dropScreen();
    await this.do("set_sharing", { sharing: false });
  };

  dictate(language: string | undefined): void {
    if (language) this.#dictation.start(language);
    else this.#dictation.stop();
    this.change({ isDictating: language !== undefined });
  }

  /** Call a verb that needs no answer; what the room refuses is told. Returns whether it was done. */
  async do(verb: Verb, params: object = {}): Promise<boolean> {
    try {
      await this.link.call(`meeting.${verb}`, params);
      return true;
    } catch (error) {
      const code = error instanceof Unreachable ? "unreachable" : "refused";
      const isMute = error instanceof Refused && error.code === "meeting.may_not_unmute";
      this.passing.notice({ code: isMute ? "may_not" : code });
      return false;
    }
  }

  /** What of whom is drawn now, and how large. */
  draw(drawn: Drawn[]): void {
    this.#drawn = drawn;
    this.#ask();
  }

  leave = async (): Promise<void> => {
    this.link.say("meeting.leave", {});
    this.#end("left");
  };

  endForAll = async (): Promise<void> => {
    if (await this.do("end_conference")) this.#end("ended");
  };

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#retry);
    clearTimeout(this.#lag);
    removeEventListener("pagehide", this.#hide);
    document.removeEventListener("visibilitychange", this.#ask);
    this.#forget();
    this.#dictation.stop();
    this.#dropScreen();
    this.#media.close();
    this.passing.close();
    this.link.close();
  }

  // ---- coming in

  async #enter(): Promise<void> {
    const { place } = this.coming;
    clearTimeout(this.#retry);
    try {
      const name = own(this.value)?.name || this.coming.name;
      const ticket = recall("session", `ticket.${place.number}`);
      const entry = await this.link.call<Entry>("meeting.enter", { ...place, name, ticket, kind: "browser" });
      remember("session", `ticket.${place.number}`, entry.ticket);
      this.change({ me: entry.person_id, at: entry.phase === "lobby" ? "lobby" : this.value.at === "entering" ? "in" : this.value.at });
      await this.#settle(entry);
    } catch (error) {
      this.#fail(error);
    }
  }

  // after a break, too: the room may have been told otherwise, or have begun anew
  async #settle(entry: Entry): Promise<void> {
    if (entry.phase === "lobby") return;
    const { muted, cameraOn } = this.value;
    this.#switchedAt = performance.now();
    if (!muted) await this.link.call("meeting.set_muted", { muted }).catch(() => this.change({ muted: true }));
    await this.link.call("meeting.set_camera", { on: cameraOn }).catch(() => undefined);
    this.#send();
    this.#media.resume();
    const after = this.value.messages.at(-1)?.number ?? 0;
    const written = await this.link.call<Message[]>("meeting.read_chat", { after }).catch(() => []);
    for (const message of written) this.#read(message);
  }

  #fail(error: unknown): void {
    if (this.#isClosed) return;
    const retryS = error instanceof Refused ? error.number("retry_after_s") : 0;
    if (!(error instanceof Refused) || retryS > 0) {
      this.#retry = setTimeout(() => void this.#enter(), retryS > 0 ? retryS * 1000 : RETRY_MS);
      return;
    }
    remember("session", `ticket.${this.coming.place.number}`, "");
    this.#end(this.value.conference ? "ended" : { refused: error.code, retryS });
  }

  #end(over: CallState["over"]): void {
    if (this.value.at === "over") return;
    this.close();
    this.devices.release("microphone");
    this.devices.release("camera");
    this.change({ at: "over", over, screen: undefined });
  }

  // ---- what the room tells

  #hear({ name, params }: MeetingEvent): void {
    if (name === "meeting.changed") this.#follow(params.conference, params.person_id);
    else if (name === "meeting.left") {
      if (params.person_id === this.value.me) this.#end(params.reason);
    } else if (name === "meeting.chatted") this.#read(params.message);
    else if (name === "meeting.reacted") this.passing.react(params);
    else if (name === "meeting.spoken") this.change({ speaking: params.speaking });
    else this.passing.caption(params);
  }

  #follow(conference: Conference, me: string): void {
    const before = this.value.conference;
    const person = conference.people.find((one) => one.id === me);
    if (!person) return;
    const wasOutside = this.value.at !== "in" || !before;
    const at = person.phase === "lobby" ? "lobby" : "in";
    this.change({ conference, me, at });
    if (at === "lobby") return this.#media.pause();
    if (before && !wasOutside) for (const news of difference(before, conference, me)) this.passing.notice(news);
    this.#media.follow(conference.engine.epoch);
    if (wasOutside && before) void this.#settle({ person_id: me, ticket: "", phase: person.phase });
    this.#obey(conference, person.muted);
    this.#ask();
  }

  #obey(conference: Conference, muted: boolean): void {
    clearTimeout(this.#lag);
    const lagMs = LAG_MS - (performance.now() - this.#switchedAt);
    if (muted && !this.value.muted && lagMs > 0) this.#lag = setTimeout(() => this.#obey(conference, muted), lagMs);
    else if (muted && !this.value.muted) {
      this.change({ muted });
      this.#send();
      this.passing.notice({ code: "muted_by" });
    }
    if (!this.value.screen) return;
    if (conference.sharer === this.value.me) this.#toldSharing = true;
    else if (this.#toldSharing) {
      this.#dropScreen();
      this.passing.notice({ code: "sharing_taken" });
    }
  }

  #read(message: Message): void {
    const { messages } = this.value;
    if (messages.some((one) => one.number === message.number)) return;
    this.change({ messages: [...messages, message].sort((one, other) => one.number - other.number).slice(-500) });
  }

  // ---- media

  #send(): void {
    const { microphone, camera } = this.devices.value;
    if (microphone) microphone.enabled = !this.value.muted;
    this.#media.set("microphone", microphone);
    this.#media.set("camera", camera);
    this.#media.set("camera_low", camera);
  }

  #ask = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { conference, me } = this.value;
      if (!conference || this.value.at !== "in") return;
      const drawn = document.hidden ? [] : this.#drawn;
      this.#media.want(wanted(conference, me, drawn, { large: isHandheld() ? 1 : 4 }));
    }, WANTS_MS);
  };

  #expected(): ReadonlySet<string> {
    const { conference, me } = this.value;
    const keys = new Set<string>();
    for (const one of conference ? seen(conference) : []) {
      if (one.id === me || one.phase !== "present") continue;
      if (one.camera_on) keys.add(trackKey(one.id, "camera"));
      if (!one.muted) keys.add(trackKey(one.id, "microphone"));
    }
    return keys;
  }

  #flow(frozen: ReadonlySet<string>, grade: CallState["grade"]): void {
    const isSame = frozen.size === this.value.frozen.size && [...frozen].every((id) => this.value.frozen.has(id));
    this.change(isSame ? { grade } : { frozen, grade });
  }

  #lose(device: Device, isReplaced: boolean): void {
    this.passing.notice({ code: isReplaced ? "other_device" : "lost_device", device });
    if (isReplaced) return;
    if (device === "microphone") void this.setMuted(true);
    else void this.setCamera(false);
  }

  #dropScreen(): void {
    for (const track of this.value.screen?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    this.#media.set("screen", undefined);
    this.#media.set("screen_sound", undefined);
    this.change({ screen: undefined });
  }

  // a page that is left for good says so; one that comes back from the browser's memory is over
  #hide = (): void => {
    this.link.say("meeting.leave", {});
    this.#end("left");
  };
}
