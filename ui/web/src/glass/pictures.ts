// Pictures of the glass, fetched one after another while somebody looks.

import { ask, bearer, Refused } from "../room";

const EVERY_MS = 250;
const LONGEST_WAIT_MS = 4000;
const MAX_WIDTH = 1920;

export interface Viewer {
  onPicture(url: string): void;
  onAway(): void;
  onRefused(): void;
}

/** Fetch pictures until the returned function is called; at most four a second, none while the page is hidden. */
export function watch(token: string, viewer: Viewer): () => void {
  let isWatching = true;
  let waitMs = EVERY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = "";

  const look = async () => {
    const startedAt = performance.now();
    try {
      const width = Math.min(MAX_WIDTH, Math.ceil(screen.width * devicePixelRatio));
      const response = await ask(`/api/glass.jpg?max_width=${width}`, { headers: bearer(token) });
      show(URL.createObjectURL(await response.blob()));
      waitMs = EVERY_MS;
    } catch (error) {
      if (!isWatching) return;
      if (error instanceof Refused && error.code === "access.unknown_token") return viewer.onRefused();
      viewer.onAway();
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    }
    next(Math.max(0, waitMs - (performance.now() - startedAt)));
  };
  const show = (url: string) => {
    if (isWatching) viewer.onPicture(url);
    if (shown) URL.revokeObjectURL(shown);
    shown = url;
  };
  const next = (inMs: number) => {
    clearTimeout(timer);
    timer = undefined;
    if (isWatching && !document.hidden) timer = setTimeout(() => void look(), inMs);
  };
  const wake = () => {
    if (!document.hidden && timer === undefined) next(0);
  };

  document.addEventListener("visibilitychange", wake);
  void look();
  return () => {
    isWatching = false;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", wake);
    if (shown) URL.revokeObjectURL(shown);
  };
}
