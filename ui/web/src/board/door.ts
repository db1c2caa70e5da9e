// Which board, and the key to it: they come in the address once, and are kept for the tab.

import { recall, remember } from "../keep";

export interface BoardKey {
  board: string;
  key: string;
}

/** Read `#BOARD.KEY`; undefined where it is none. */
export function parse(fragment: string): BoardKey | undefined {
  const [, board, key] = /^#?([A-Za-z0-9_-]{8,32})\.([A-Za-z0-9_-]{4,128})$/.exec(fragment) ?? [];
  return board && key ? { board, key } : undefined;
}

/** The key of the address, or of this tab's visit before. */
export function takeKey(): BoardKey | undefined {
  const fresh = parse(location.hash);
  if (location.hash) history.replaceState(null, "", location.pathname);
  if (fresh) remember("session", "board", `${fresh.board}.${fresh.key}`);
  return fresh ?? parse(recall("session", "board"));
}

export function forgetKey(): void {
  remember("session", "board", "");
}

export function address({ board, key }: BoardKey, path: string): string {
  return `/boards/${board}/${path}?key=${encodeURIComponent(key)}`;
}

export function socketAddress({ board, key }: BoardKey): string {
  const scheme = location.protocol === "http:" ? "ws" : "wss";
  return `${scheme}://${location.host}/boards/${board}?key=${encodeURIComponent(key)}&parlor=1`;
}
