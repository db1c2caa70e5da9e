import high from "lucide-static/icons/signal-high.svg?raw";
import low from "lucide-static/icons/signal-low.svg?raw";
import medium from "lucide-static/icons/signal-medium.svg?raw";
import lock from "lucide-static/icons/lock.svg?raw";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../parts/icon";
import { useSpeech } from "../parts/speech";
import type { Call } from "./call";
import type { Conference } from "./contract";
import type { CallState } from "./state";
import { useCallWords, type CallWords } from "./words";

const SIGNALS = { good: high, fair: medium, poor: low };
const TOLD_MINUTES = 10;

/** What meeting it is, what is kept of it, how good the line is. */
export function Head({ state, conference, title }: { call: Call; state: CallState; conference: Conference; title: string }) {
  const words = useCallWords();
  const { words: common, language, switchLanguage } = useSpeech();
  const minutes = useMinutesLeft(conference.ends_at);
  const kept = keptOf(conference, words);
  return (
    <header class="call-head">
      <h1 class="call-title">{title}</h1>
      {conference.locked && (
        <span class="pill" title={words.notices.locked}>
          <Icon svg={lock} />
          <span class="hidden">{words.notices.locked}</span>
        </span>
      )}
      {kept && (
        <span class={conference.recording.phase === "on" ? "pill live-record" : "pill"} role="status">
          <span class="dot" aria-hidden="true" />
          {kept}
        </span>
      )}
      {minutes !== undefined && minutes <= TOLD_MINUTES && (
        <span class="pill" role="status">
          {words.minutesLeft(minutes)}
        </span>
      )}
      <span class="gap" />
      <span class={`pill line ${state.grade || "none"}`} role="status">
        {state.grade && <Icon svg={SIGNALS[state.grade]} />}
        <span class={state.grade === "poor" ? "" : "hidden"}>{state.grade ? words.grades[state.grade] : ""}</span>
      </span>
      <button class="quiet small" type="button" lang={language === "en" ? "zh-CN" : "en"} aria-label={common.switchLabel} onClick={switchLanguage}>
        {common.switchTo}
      </button>
    </header>
  );
}

function keptOf({ recording }: Conference, words: CallWords): string {
  switch (recording.phase) {
    case "on":
      return words.recording;
    case "starting":
      return words.recordingStarting;
    case "paused":
      return words.recordingPaused;
    case "finishing":
      return words.recordingFinishing(recording.percent);
    case "off":
      return recording.failure ? words.recordingFailed : "";
  }
}

function useMinutesLeft(endsAt: string | null): number | undefined {
  const left = () => (endsAt ? Math.ceil((Date.parse(endsAt) - Date.now()) / 60_000) : undefined);
  const [minutes, setMinutes] = useState(left);
  useEffect(() => {
    setMinutes(left());
    const timer = setInterval(() => setMinutes(left()), 5000);
    return () => clearInterval(timer);
  }, [endsAt]);
  return minutes;
}
