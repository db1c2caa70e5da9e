import { useEffect, useState } from "preact/hooks";
import type { Call } from "./call";
import type { Conference } from "./contract";
import { own, type CallState } from "./state";
import { useCallWords } from "./words";

/** What the conference asks: whether one may be recorded, whether one is here. */
export function Prompts({ call, state, conference }: { call: Call; state: CallState; conference: Conference }) {
  const me = own(state);
  const { recording, roll_call } = conference;
  const [answered, setAnswered] = useState("");
  const isRecorded = recording.phase === "starting" || recording.phase === "on" || recording.phase === "paused";
  const isAsked = isRecorded && me && !me.consented && answered !== `${recording.since}`;
  return (
    <>
      {isAsked && (
        <Consent
          onAnswer={(recorded) => {
            setAnswered(`${recording.since}`);
            if (recorded) void call.do("consent", { recorded });
          }}
        />
      )}
      {roll_call && me && !me.answered && <Roll endsAt={roll_call.ends_at} onAnswer={() => void call.do("answer_roll_call")} />}
    </>
  );
}

function Consent({ onAnswer }: { onAnswer: (recorded: boolean) => void }) {
  const words = useCallWords();
  return (
    <section class="prompt" role="alertdialog" aria-labelledby="consent-title" aria-describedby="consent-text">
      <h2 id="consent-title">{words.consentTitle}</h2>
      <p id="consent-text">{words.consent}</p>
      <div class="answers">
        <button class="main" type="button" onClick={() => onAnswer(true)}>
          {words.consentYes}
        </button>
        <button class="quiet" type="button" onClick={() => onAnswer(false)}>
          {words.consentNo}
        </button>
      </div>
    </section>
  );
}

function Roll({ endsAt, onAnswer }: { endsAt: string; onAnswer: () => void }) {
  const words = useCallWords();
  const left = () => Math.max(0, Math.ceil((Date.parse(endsAt) - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 500);
    return () => clearInterval(timer);
  }, [endsAt]);
  return (
    <section class="prompt" role="alertdialog" aria-labelledby="roll-title" aria-describedby="roll-text">
      <h2 id="roll-title">{words.rollTitle}</h2>
      <p id="roll-text">{words.roll(seconds)}</p>
      <div class="answers">
        <button class="main" type="button" onClick={onAnswer}>
          {words.rollYes}
        </button>
      </div>
    </section>
  );
}
