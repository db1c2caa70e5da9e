import { useEffect, useRef, useState } from "preact/hooks";
import { recall } from "../keep";
import type { View } from "./arrangement";
import { Bar, type Panel } from "./bar";
import type { Call } from "./call";
import { Captions } from "./captions";
import { Chat } from "./chat";
import type { Conference } from "./contract";
import { Head } from "./head";
import { More } from "./more";
import { People } from "./people";
import { Prompts } from "./prompts";
import { useShortcuts } from "./shortcuts";
import { Sounds } from "./sounds";
import { Stage } from "./stage";
import { own, type CallState } from "./state";
import { Toasts } from "./toasts";
import { useAwake } from "./wake";
import { useWatched } from "./watchable";
import { useCallWords } from "./words";

interface Props {
  call: Call;
  state: CallState;
  conference: Conference;
  title: string;
}

/** Being in a meeting. */
export function Meeting({ call, state, conference, title }: Props) {
  const words = useCallWords();
  const { speakerId } = useWatched(call.devices);
  const [view, setView] = useState<View>({ layout: recall("local", "layout") === "speaker" ? "speaker" : "gallery", pinned: "", page: 0 });
  const [panel, setPanel] = useState<Panel>("");
  const unread = useUnread(call, state, panel === "chat");
  const open = (wished: Panel) => setPanel(panel === wished ? "" : wished);
  useAwake();
  useShortcuts(call, state, open);
  const me = own(state);

  return (
    <div class={panel ? "call with-panel" : "call"}>
      <Head call={call} state={state} conference={conference} title={title} />
      <main class="middle-stage">
        <Stage call={call} state={state} conference={conference} view={view} onView={setView} />
        <Captions state={state} conference={conference} />
        <div class="over-stage">
          <Toasts call={call} state={state} />
          <Prompts call={call} state={state} conference={conference} />
        </div>
      </main>
      {panel && (
        <aside class="panel" aria-label={words[panel]}>
          {panel === "chat" && <Chat call={call} state={state} onClose={() => setPanel("")} />}
          {panel === "people" && <People call={call} state={state} conference={conference} view={view} onView={setView} onClose={() => setPanel("")} />}
          {panel === "more" && <More call={call} state={state} conference={conference} view={view} onView={setView} onPanel={setPanel} />}
        </aside>
      )}
      <Bar call={call} state={state} conference={conference} me={me} panel={panel} unread={unread} onPanel={open} />
      <Sounds received={state.received} speakerId={speakerId} />
    </div>
  );
}

/** How many messages of others came since the chat was last open; each is told as it comes. */
function useUnread(call: Call, { messages, me, conference }: CallState, isOpen: boolean): number {
  const [seen, setSeen] = useState(() => conference?.chat_count ?? 0);
  const told = useRef(seen);
  const last = messages.at(-1)?.number ?? 0;
  useEffect(() => {
    if (isOpen) setSeen(last);
    else {
      for (const one of messages) {
        if (one.number > told.current && one.person_id !== me) call.passing.notice({ code: "chatted", name: one.name, text: one.text.slice(0, 140) });
      }
    }
    told.current = Math.max(told.current, last);
  }, [call, isOpen, last]);
  return isOpen ? 0 : messages.filter((one) => one.number > seen && one.person_id !== me).length;
}
