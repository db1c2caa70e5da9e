import { useEffect, useRef } from "preact/hooks";
import { useSpeech } from "./speech";

const DIGITS = 6;

interface Props {
  value: string;
  isDisabled: boolean;
  isWrong: boolean;
  onInput: (value: string) => void;
}

/** One field that looks like six: a single input takes typing, pasting and autofill, six boxes show its digits. */
export function CodeField({ value, isDisabled, isWrong, onInput }: Props) {
  const { words } = useSpeech();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!isDisabled) input.current?.focus();
  }, [isDisabled]);
  return (
    <div class={isWrong ? "code wrong" : "code"}>
      <input
        ref={input}
        value={value}
        disabled={isDisabled}
        aria-label={words.codeLabel}
        aria-invalid={isWrong}
        aria-describedby="said"
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={DIGITS + 2}
        onInput={(event) => {
          const digits = event.currentTarget.value.replace(/\D/g, "").slice(0, DIGITS);
          event.currentTarget.value = digits;
          onInput(digits);
        }}
      />
      {Array.from({ length: DIGITS }, (_, at) => (
        <span key={at} class={at === Math.min(value.length, DIGITS - 1) ? "box next" : "box"} aria-hidden="true">
          {value[at] ?? ""}
        </span>
      ))}
    </div>
  );
}
