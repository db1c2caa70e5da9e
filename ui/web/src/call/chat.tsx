import send from "lucide-static/icons/send.svg?raw";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../parts/icon";
import { useSpeech } from "../parts/speech";
import type { Call } from "./call";
import type { Message } from "./contract";
import { PanelTop } from "./paneltop";
import type { CallState } from "./state";
import { useCallWords } from "./words";

const LONGEST = 2000;

/** What everybody writes to everybody. */
export function Chat({ call, state, onClose }: { call: Call; state: CallState; onClose: () => void }) {
  const words = useCallWords();
  const [text, setText] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const shown = list.current;
    if (shown) shown.scrollTop = shown.scrollHeight;
  }, [state.messages.length]);
  const submit = async () => {
    const written = text.trim();
    if (!written) return;
    setText("");
    // what could not be sent is not lost
    if (!(await call.do("send_chat", { text: written }))) setText((typed) => typed || written);
  };
  return (
    <>
      <PanelTop title={words.chat} onClose={onClose} />
      <div ref={list} class="messages" role="log" aria-live="polite" tabIndex={0} aria-label={words.chat}>
        {state.messages.length === 0 && <p class="soft">{words.chatEmpty}</p>}
        {state.messages.map((one, at) => (
          <Line key={one.number} message={one} before={state.messages[at - 1]} isOwn={one.person_id === state.me} />
        ))}
      </div>
      <form
        class="write"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <textarea
          ref={field}
          rows={2}
          value={text}
          maxLength={LONGEST}
          aria-label={words.chatLabel}
          placeholder={words.chatLabel}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter that ends the input of Chinese characters sends nothing
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void submit();
          }}
        />
        <button class="main" type="submit" aria-label={words.send} title={words.send} disabled={!text.trim()}>
          <Icon svg={send} />
        </button>
      </form>
    </>
  );
}

const TOGETHER_MS = 120_000;

function Line({ message, before, isOwn }: { message: Message; before: Message | undefined; isOwn: boolean }) {
  const words = useCallWords();
  const { language } = useSpeech();
  const at = new Date(message.at);
  const isNext = before?.person_id === message.person_id && at.getTime() - Date.parse(before.at) < TOGETHER_MS;
  return (
    <div class={isOwn ? "line own" : "line"}>
      {!isNext && (
        <p class="by">
          <b>{isOwn ? words.you : message.name || words.nameless}</b>
          <time dateTime={message.at}>{at.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" })}</time>
        </p>
      )}
      <p class="text">{linked(message.text)}</p>
    </div>
  );
}

/** Addresses in a text can be followed; everything else stays text. */
function linked(text: string) {
  return text.split(/(https?:\/\/[^\s<>"']+)/g).map((part, at) =>
    at % 2 === 1 ? (
      <a key={at} href={part} target="_blank" rel="noopener noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
