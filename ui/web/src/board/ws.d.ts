/** As much of `ws` as the tests use. */
declare module "ws" {
  export class WebSocket {
    constructor(url: string);
    on(event: "message", listener: (data: Uint8Array) => void): this;
    on(event: "error", listener: () => void): this;
    send(data: Uint8Array | string): void;
    terminate(): void;
  }

  export class WebSocketServer {
    readonly clients: Set<WebSocket>;
    constructor(options: { port: number; host: string });
    on(event: "connection", listener: (client: WebSocket) => void): this;
    once(event: "listening", listener: (value: unknown) => void): this;
    address(): unknown;
    close(closed: (value: unknown) => void): void;
  }
}
