import { useEffect, useState } from "preact/hooks";
import type { Call } from "./call";
import { useLoudness } from "./loudness";
import type { CallState, Notice } from "./state";
import { useWatched } from "./watchable";
import { useCallWords, type CallWords } from "./words";

/** What just happened, and what is wrong for now; read aloud by screen readers. */
export function Toasts({ call, state }: { call: Call; state: CallState }) {
  const words = useCallWords();
  const isUnheard = useUnheard(call, state.muted);
  const lasting = !state.isConnected ? words.lineLost : state.isHealing ? words.healing : isUnheard ? words.mutedSpeaking : "";
  return (
    <div class="toasts" role="status" aria-live="polite">
      {lasting && <p class="toast lasting">{lasting}</p>}
      {state.notices.map((notice) => (
        <p key={notice.key} class="toast" onClick={() => call.passing.dismiss(notice.key)}>
          {said(notice, words)}
        </p>
      ))}
    </div>
  );
}

export function said(notice: Notice, words: CallWords): string {
  const { notices } = words;
  switch (notice.code) {
    case "joined":
    case "left":
    case "hand":
    case "shares":
    case "waits":
    case "wants_chair":
      return notices[notice.code](notice.name || words.nameless);
    case "chatted":
      return notices.chatted(notice.name || words.nameless, notice.text);
    case "lost_device":
    case "other_device":
      return notices[notice.code](notice.device);
    case "not_captured":
      return notices.not_captured[notice.reason];
    default:
      return notices[notice.code];
  }
}

const LOUD = 0.62;
const LONG = 6;
const SHOWN_MS = 4000;

/** Whether one speaks while muted: who does so believes to be heard. */
function useUnheard(call: Call, muted: boolean): boolean {
  const { microphone } = useWatched(call.devices);
  const loudness = useLoudness(muted ? microphone : undefined);
  const [loud, setLoud] = useState(0);
  const [isUnheard, setUnheard] = useState(false);
  useEffect(() => setLoud((before) => (loudness > LOUD ? before + 1 : 0)), [loudness]);
  useEffect(() => {
    if (!muted) setUnheard(false);
    if (!muted || loud < LONG) return;
    setUnheard(true);
    const timer = setTimeout(() => setUnheard(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [loud >= LONG, muted]);
  return isUnheard;
}
