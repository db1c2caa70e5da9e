// Calls that wait for their answers, and the pace that the room holds guests to.

import { Refused, Unreachable } from "./room";

const PER_S = 18;
const BURST = 30;
const ANSWER_MS = 8000;

interface Pending {
  settle(answer: unknown): void;
  fail(error: Error): void;
  timer: ReturnType<typeof setTimeout>;
}

export interface Answer {
  id?: unknown;
  result?: unknown;
  error?: { code?: number; data?: Record<string, unknown> };
}

/** Stays below what the room takes of a guest (20 messages a second, 40 at once): a token bucket. */
export class Pace {
  #tokens = BURST;
  #at: number;

  constructor(private readonly clock: () => number = () => performance.now()) {
    this.#at = clock();
  }

  /** Take one message; returns 0, or the milliseconds to wait where nothing was taken. */
  take(): number {
    const now = this.clock();
    this.#tokens = Math.min(BURST, this.#tokens + ((now - this.#at) * PER_S) / 1000);
    this.#at = now;
    if (this.#tokens < 1) return ((1 - this.#tokens) * 1000) / PER_S;
    this.#tokens -= 1;
    return 0;
  }
}

/** The calls of one connection, by their ids. */
export class Calls {
  #pending = new Map<number, Pending>();
  #last = 0;

  /** A call's text and its answer, which throws Refused, or Unreachable after eight seconds of silence. */
  make<T>(method: string, params: object): { text: string; answer: Promise<T> } {
    const id = (this.#last += 1);
    const answer = new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => this.#take(id)?.fail(new Unreachable()), ANSWER_MS);
      this.#pending.set(id, { settle: (result) => resolve(result as T), fail: reject, timer });
    });
    return { text: JSON.stringify({ jsonrpc: "2.0", id, method, params }), answer };
  }

  /** Take an answer; what nobody waits for any more is passed over. */
  take({ id, result, error }: Answer): void {
    const pending = typeof id === "number" ? this.#take(id) : undefined;
    if (!pending) return;
    if (!error) return pending.settle(result);
    const data = error.data ?? {};
    pending.fail(new Refused(typeof data["code"] === "string" ? data["code"] : `rpc.${error.code ?? 0}`, data));
  }

  /** The connection is gone: nothing will be answered any more. */
  lose(): void {
    for (const id of [...this.#pending.keys()]) this.#take(id)?.fail(new Unreachable());
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    clearTimeout(pending?.timer);
    this.#pending.delete(id);
    return pending;
  }
}
