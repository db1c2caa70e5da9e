// A WebSocket to the room for a few questions, opened afresh so that opening it is itself a test.

import { Refused, Unreachable } from "../room";

const OPEN_MS = 6000;
const ANSWER_MS = 8000;
const UNKNOWN_TOKEN = 4401;

interface Answer {
  id?: number;
  result?: unknown;
  error?: { data?: Record<string, unknown> };
}

export class Line {
  #next = 1;
  #waiting = new Map<number, (answer: Answer) => void>();

  private constructor(private readonly socket: WebSocket) {
    socket.onmessage = (event) => {
      const answer = JSON.parse(String(event.data)) as Answer;
      if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
    };
  }

  /** Open one. Throws Unreachable where WebSockets do not pass, Refused where they do but the token is worth nothing. */
  static open(token: string, url = `wss://${location.host}/api/ws`): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, ["parlor", `bearer.${token || "none"}`]);
      const timer = setTimeout(() => {
        reject(new Unreachable());
        socket.close();
      }, OPEN_MS);
      socket.onclose = (event) => {
        clearTimeout(timer);
        reject(event.code === UNKNOWN_TOKEN ? new Refused("access.unknown_token", {}) : new Unreachable());
      };
      socket.onmessage = () => {
        clearTimeout(timer);
        resolve(new Line(socket));
      };
    });
  }

  /** Call a verb. Throws Refused, or Unreachable where no answer came in time. */
  call(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Unreachable());
      }, ANSWER_MS);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        if (answer.error) {
          const data = answer.error.data ?? {};
          reject(new Refused(String(data["code"] ?? "session.internal"), data));
        } else resolve(answer.result);
      });
      this.socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    });
  }

  close(): void {
    this.socket.onclose = null;
    this.socket.close();
  }
}
