// One's own captions, written down by the browser's speech recognition where it has one.

import type { Link } from "../link";

// not in TypeScript's declarations: Web Speech API (W3C Community Group)
interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: { resultIndex: number; results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }> }) => void) | null;
  onend: (() => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  start(): void;
  abort(): void;
}

const Recogniser = (): (new () => Recognition) | undefined => {
  const holder = window as { SpeechRecognition?: new () => Recognition; webkitSpeechRecognition?: new () => Recognition };
  return holder.SpeechRecognition ?? holder.webkitSpeechRecognition;
};

export function canDictate(): boolean {
  return window.isSecureContext && Recogniser() !== undefined;
}

const EVERY_MS = 400;
const LONGEST = 2000;

export class Dictation {
  #recognition: Recognition | undefined;
  #number = 0;
  #saidAt = 0;

  constructor(
    private readonly link: Link,
    private readonly onFailed: () => void,
  ) {}

  /** Write down what is said from now on, in a language as of BCP 47. */
  start(language: string): void {
    const Made = Recogniser();
    if (!Made || this.#recognition) return;
    const recognition = new Made();
    recognition.lang = language;
    recognition.continuous = recognition.interimResults = true;
    recognition.onresult = ({ resultIndex, results }) => {
      for (let at = resultIndex; at < results.length; at += 1) {
        const result = results[at];
        if (result?.[0]) this.#say(result[0].transcript.trim(), result.isFinal);
      }
    };
    recognition.onerror = ({ error }) => {
      if (error === "no-speech" || error === "aborted") return;
      this.stop();
      this.onFailed();
    };
    // it ends by itself after a silence
    recognition.onend = () => this.#recognition === recognition && recognition.start();
    this.#recognition = recognition;
    recognition.start();
  }

  stop(): void {
    const recognition = this.#recognition;
    this.#recognition = undefined;
    recognition?.abort();
  }

  #say(text: string, isFinal: boolean): void {
    const now = performance.now();
    if (!text || (!isFinal && now - this.#saidAt < EVERY_MS)) return;
    this.#saidAt = now;
    this.link.say("meeting.caption", { number: this.#number, text: text.slice(-LONGEST), is_final: isFinal });
    if (isFinal) this.#number += 1;
  }
}
