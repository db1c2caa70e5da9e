import { useCallback, useEffect, useState } from "preact/hooks";
import { CodeField } from "./parts/code";
import { Title } from "./parts/frame";
import { told, useWait } from "./parts/refusal";
import { useSpeech } from "./parts/speech";
import { enter, Refused, Unreachable } from "./room";

interface Props {
  /** A code that came with the address, tried at once. */
  code: string;
  isExpired: boolean;
  onEntered: (token: string) => void;
}

/** Asks for the code on the glass. */
export function Join({ code: given, isExpired, onEntered }: Props) {
  const { words } = useSpeech();
  const [code, setCode] = useState(given);
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>();
  const waitS = useWait(error);

  const submit = useCallback(
    async (typed: string) => {
      setAsking(true);
      try {
        onEntered(await enter("guest", typed));
      } catch (refused) {
        setError(refused);
        if (!(refused instanceof Unreachable)) setCode("");
      }
      setAsking(false);
    },
    [onEntered],
  );

  useEffect(() => {
    if (given.length === 6) void submit(given);
  }, [given, submit]);

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
          if (typed.length === 6) void submit(typed);
        }}
      />
      <p id="said" class={error && !isAsking ? "said bad" : "said"} role="status">
        {said}
      </p>
      {error instanceof Unreachable && !isAsking && (
        <button class="main" type="button" onClick={() => void submit(code)}>
          {words.retry}
        </button>
      )}
    </section>
  );
}
