import { useCallback, useEffect, useState } from "preact/hooks";
import { Title } from "../parts/frame";
import { told, useWait } from "../parts/refusal";
import { useSpeech } from "../parts/speech";
import { Refused } from "../room";
import { enterMember } from "./door";
import { readTyped, spaced, type Place } from "./place";
import { useCallWords } from "./words";

interface Props {
  /** What the address brought along, tried at once. */
  brought: Place | undefined;
  onEntered: (place: Place, token: string) => void;
}

/** Asks for a conference's number and passcode. */
export function NumberForm({ brought, onEntered }: Props) {
  const words = useCallWords();
  const common = useSpeech().words;
  const [number, setNumber] = useState(brought ? spaced(brought.number) : "");
  const [passcode, setPasscode] = useState(brought?.passcode ?? "");
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>();
  const waitS = useWait(error);

  const ask = useCallback(
    async (place: Place) => {
      setAsking(true);
      setError(undefined);
      try {
        onEntered(place, await enterMember(place));
      } catch (refused) {
        setError(refused);
      }
      setAsking(false);
    },
    [onEntered],
  );
  useEffect(() => {
    if (brought) void ask(brought);
  }, [brought, ask]);

  const submit = () => {
    const place = readTyped(number);
    if (!place) return setError("number");
    void ask({ number: place.number, passcode: place.passcode || passcode.replace(/\D/g, "") });
  };
  const said = isAsking ? words.looking : error === "number" ? words.badNumber : isUnknown(error) ? words.unknown : told(error, waitS, common);
  return (
    <section class="card">
      <Title>{words.numberTitle}</Title>
      <p class="soft">{words.numberHint}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <label class="field">
          <span>{words.numberLabel}</span>
          <input
            class="number"
            value={number}
            placeholder="123 456 789"
            autocomplete="off"
            maxLength={200}
            aria-invalid={Boolean(error)}
            aria-describedby="said"
            onInput={(event) => setNumber(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>
            {words.passcodeLabel} <small>{words.passcodeHint}</small>
          </span>
          <input
            class="number"
            value={passcode}
            inputMode="numeric"
            autocomplete="off"
            maxLength={12}
            onInput={(event) => setPasscode(event.currentTarget.value)}
          />
        </label>
        <p id="said" class={error && !isAsking ? "said bad" : "said"} role="status">
          {said}
        </p>
        <button class="main" type="submit" disabled={isAsking || waitS > 0}>
          {words.next}
        </button>
      </form>
    </section>
  );
}

function isUnknown(error: unknown): boolean {
  return error instanceof Refused && error.code === "meeting.unknown";
}
