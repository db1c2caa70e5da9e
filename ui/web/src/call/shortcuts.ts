// Keys of a meeting: M microphone, V camera, H hand, C chat, P people, Escape closes what is open.

import { useEffect } from "preact/hooks";
import type { Call } from "./call";
import type { Panel } from "./bar";
import { own, type CallState } from "./state";

export function useShortcuts(call: Call, state: CallState, open: (panel: Panel) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.key === "Escape") return open("");
      // whoever writes means the letter
      if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
      const key = event.key.toLowerCase();
      const me = own(state);
      if (key === "m") void call.setMuted(!state.muted);
      else if (key === "v") void call.setCamera(!state.cameraOn);
      else if (key === "h") void call.do("raise_hand", { raised: !me?.hand_since });
      else if (key === "c") open("chat");
      else if (key === "p") open("people");
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [call, state, open]);
}
