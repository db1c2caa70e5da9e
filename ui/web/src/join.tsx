import { useCallback, useEffect, useState } from "preact/hooks";
import type { Arrival } from "./arrival";
import { CodeField } from "./parts/code";
import { Title } from "./parts/frame";
import { told, useWait } from "./parts/refusal";
import { useSpeech } from "./parts/speech";
import { enter, Refused, Unreachable } from "./room";

interface Props {
  /** What came with the address, tried at once. */
  arrival: Arrival;
  isExpired: boolean;
  onEntered: (token: string) => void;
}

/** Asks for the code on the glass. */
export function Join({ arrival, isExpired, onEntered }: Props) {
  const { words } = useSpeech();
  const [code, setCode] = useState(arrival && "code" in arrival ? arrival.code : "");
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>();
  const waitS = useWait(error);

  const submit = useCallback(
    async (brought: { code: string } | { ticket: string }) => {
      setAsking(true);
      try {
        onEntered(await enter("guest", brought));
      } catch (refused) {
        setError(refused);
        if (!(refused instanceof Unreachable)) setCode("");
      }
      setAsking(false);
    },
    [onEntered],
  );

  useEffect(() => {
    if (arrival) void submit(arrival);
  }, [arrival, submit]);

  const said = isAsking ? words.joining : told(error, waitS, words) || (isExpired && !error ? words.expired : "");
  return (
    <section class="card join">
      <Title>{words.joinTitle}</Title>
      <p class="soft">{words.joinHint}</p>
      <CodeField
        value={code}
        isDisabled={isAsking || waitS > 0}
        isWrong={!isAsking && error instanceof Refused && code === ""}
        onInput={(typed) => {
          setCode(typed);
          if (typed.length === 6) void submit({ code: typed });
        }}
      />
      <p id="said" class={error && !isAsking ? "said bad" : "said"} role="status">
        {said}
      </p>
      {error instanceof Unreachable && !isAsking && (
        <button class="main" type="button" onClick={() => void submit(code.length === 6 ? { code } : (arrival ?? { code }))}>
          {words.retry}
        </button>
      )}
    </section>
  );
}
