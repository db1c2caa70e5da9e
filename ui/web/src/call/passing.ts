// What shows for a while and goes: notices, reactions, captions.

import type { CallState, Notice } from "./state";
import type { Watchable } from "./watchable";
import type { MeetingEvents } from "./contract";

const NOTICE_MS = 6000;
const REACTION_MS = 4000;
const CAPTION_MS = 7000;
/** More would hide faces. */
const MOST_NOTICES = 2;
const MOST_REACTIONS = 12;
const MOST_CAPTIONS = 3;

export class Passing {
  #last = 0;
  #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(private readonly shown: Watchable<CallState>) {}

  notice(notice: Notice): void {
    const key = (this.#last += 1);
    this.shown.change({ notices: [...this.shown.value.notices, { ...notice, key }].slice(-MOST_NOTICES) });
    this.#later(NOTICE_MS, () => this.dismiss(key));
  }

  dismiss(key: number): void {
    this.shown.change({ notices: this.shown.value.notices.filter((one) => one.key !== key) });
  }

  react({ person_id, reaction }: MeetingEvents["meeting.reacted"]): void {
    const key = (this.#last += 1);
    this.shown.change({ reactions: [...this.shown.value.reactions, { key, personId: person_id, reaction }].slice(-MOST_REACTIONS) });
    this.#later(REACTION_MS, () => this.shown.change({ reactions: this.shown.value.reactions.filter((one) => one.key !== key) }));
  }

  caption({ person_id, number, text }: MeetingEvents["meeting.captioned"]): void {
    const key = `${person_id}/${number}`;
    const atMs = performance.now();
    const others = this.shown.value.captions.filter((one) => one.key !== key);
    this.shown.change({ captions: [...others, { key, personId: person_id, text, atMs }].slice(-MOST_CAPTIONS) });
    this.#later(CAPTION_MS, () => {
      this.shown.change({ captions: this.shown.value.captions.filter((one) => performance.now() - one.atMs < CAPTION_MS - 50) });
    });
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #later(afterMs: number, what: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      what();
    }, afterMs);
    this.#timers.add(timer);
  }
}

