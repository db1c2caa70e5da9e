import { useState } from "preact/hooks";
import { Title } from "../parts/frame";
import { told, useWait } from "../parts/refusal";
import { useSpeech } from "../parts/speech";
import { enter } from "../room";

/** Asks for the admin code. */
export function Admin({ onEntered }: { onEntered: (token: string) => void }) {
  const { words } = useSpeech();
  const [code, setCode] = useState("");
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>();
  const waitS = useWait(error);
  const submit = async () => {
    setAsking(true);
    try {
      onEntered(await enter("admin", { code }));
    } catch (refused) {
      setError(refused);
    }
    setAsking(false);
  };
  return (
    <section class="card">
      <Title>{words.adminTitle}</Title>
      <p class="soft">{words.adminHint}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label class="field">
          <span>{words.adminLabel}</span>
          <input
            class="admin-code"
            value={code}
            maxLength={40}
            placeholder="XXXX-XXXX-XXXX-XXXX"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            aria-describedby="said"
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </label>
        <button class="main" type="submit" disabled={isAsking || waitS > 0 || code.trim() === ""}>
          {words.open}
        </button>
      </form>
      <p id="said" class={error && !isAsking ? "said bad" : "said"} role="status">
        {isAsking ? words.joining : told(error, waitS, words)}
      </p>
    </section>
  );
}
