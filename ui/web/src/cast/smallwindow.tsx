import type { ComponentChildren } from "preact";
import { createPortal } from "preact/compat";
import { useCallback, useEffect, useState } from "preact/hooks";

// Document Picture-in-Picture (WICG), newer than TypeScript's own declarations
interface SmallWindows {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

const SIZE = { width: 480, height: 330 };

function smallWindows(): SmallWindows | undefined {
  return (window as { documentPictureInPicture?: SmallWindows }).documentPictureInPicture;
}

/** Whether this browser has windows that stay in front of all others. */
export function hasSmallWindows(): boolean {
  return smallWindows() !== undefined;
}

/** A window that stays in front; `open` is to be called on a click. */
export function useSmallWindow(): { window: Window | undefined; open: () => Promise<void>; close: () => void } {
  const [shown, setShown] = useState<Window>();
  const open = useCallback(async () => {
    const fresh = await smallWindows()?.requestWindow(SIZE).catch(() => undefined);
    if (!fresh) return;
    for (const sheet of document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")) {
      const copy = fresh.document.createElement("link");
      fresh.document.head.append(Object.assign(copy, { rel: "stylesheet", href: sheet.href }));
    }
    fresh.document.documentElement.lang = document.documentElement.lang;
    fresh.document.title = document.title;
    fresh.document.body.className = "small-window";
    fresh.addEventListener("pagehide", () => setShown(undefined));
    setShown(fresh);
  }, []);
  const close = useCallback(() => shown?.close(), [shown]);
  useEffect(() => () => shown?.close(), [shown]);
  return { window: shown, open, close };
}

/** What is inside of such a window. */
export function SmallWindow({ window, children }: { window: Window; children: ComponentChildren }) {
  return createPortal(<>{children}</>, window.document.body);
}
