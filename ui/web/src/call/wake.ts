// A screen that stays lit while a meeting is on.

import { useEffect } from "preact/hooks";

export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    const hold = async () => {
      if (document.hidden || isOver) return;
      lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
      if (isOver) void lock?.release();
    };
    // a browser lets go of it whenever the page is hidden
    const see = () => void hold();
    document.addEventListener("visibilitychange", see);
    void hold();
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", see);
      void lock?.release();
    };
  }, []);
}
