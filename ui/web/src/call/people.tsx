import { useSpeech } from "../parts/speech";
import { Switch } from "../parts/switch";
import type { View } from "./arrangement";
import { seen } from "./arrangement";
import type { Call } from "./call";
import type { Conference, Layout, Person } from "./contract";
import { PanelTop } from "./paneltop";
import { Row } from "./row";
import { may } from "./rights";
import { own, type CallState } from "./state";
import { Initials, nameOf } from "./tile";
import { useCallWords } from "./words";

interface Props {
  call: Call;
  state: CallState;
  conference: Conference;
  view: View;
  onView: (view: View) => void;
  onClose: () => void;
}

/** Who is here, who waits, and what one may do about it. */
export function People({ call, state, conference, view, onView, onClose }: Props) {
  const words = useCallWords();
  const me = own(state);
  const waiting = conference.people.filter((one) => one.phase === "lobby" && one.id !== state.me);
  const people = useOrdered(seen(conference));
  return (
    <>
      <PanelTop title={words.people} onClose={onClose} />
      <div class="scroll">
        {waiting.length > 0 && <Lobby call={call} waiting={waiting} />}
        <h3>{words.inMeeting(people.length)}</h3>
        <ul class="rows">
          {people.map((one) => (
            <Row key={one.id} call={call} conference={conference} person={one} me={me} view={view} onView={onView} />
          ))}
        </ul>
        {may(me, "mute_all") ? (
          <Lead call={call} conference={conference} me={me} />
        ) : (
          <button class="quiet wide" type="button" disabled={me?.wants_chair} onClick={() => void call.do("request_chair")}>
            {words.requestChair}
          </button>
        )}
      </div>
    </>
  );
}

/** Raised hands first, in the order of their raising; then as they came. */
function useOrdered(people: Person[]): Person[] {
  return [...people].sort((one, other) => {
    if (one.hand_since && other.hand_since) return one.hand_since.localeCompare(other.hand_since);
    return Number(Boolean(other.hand_since)) - Number(Boolean(one.hand_since));
  });
}

function Lobby({ call, waiting }: { call: Call; waiting: Person[] }) {
  const words = useCallWords();
  return (
    <section class="lobby" aria-label={words.waiting(waiting.length)}>
      <h3>{words.waiting(waiting.length)}</h3>
      <ul class="rows">
        {waiting.map((one) => (
          <li key={one.id} class="row">
            <Initials person={one} />
            <span class="called">{nameOf(one, false, words)}</span>
            <button class="quiet small" type="button" onClick={() => void call.do("deny", { person_id: one.id })}>
              {words.deny}
            </button>
            <button class="main small" type="button" onClick={() => void call.do("admit", { people: [one.id] })}>
              {words.admit}
            </button>
          </li>
        ))}
      </ul>
      {waiting.length > 1 && (
        <button class="main" type="button" onClick={() => void call.do("admit", { people: [] })}>
          {words.admitAll}
        </button>
      )}
    </section>
  );
}

function Lead({ call, conference, me }: { call: Call; conference: Conference; me: Person | undefined }) {
  const words = useCallWords();
  const { language } = useSpeech();
  const { recording, roll_call } = conference;
  const isRecording = recording.phase === "on" || recording.phase === "starting" || recording.phase === "paused";
  const deeds: [label: string, does: () => void][] = [
    [words.muteAll, () => void call.do("mute_all")],
    [words.muteAllKeep, () => void call.do("mute_all", { may_unmute: false })],
    [words.allowAll, () => void call.do("allow_unmute", { people: [] })],
    [roll_call ? words.rollEnd : words.rollCall, () => void call.do(roll_call ? "end_roll" : "call_roll")],
    [isRecording ? words.stopRecord : words.record, () => void call.do(isRecording ? "stop_recording" : "start_recording")],
  ];
  if (conference.ends_at) deeds.push([words.extend, () => void call.do("extend", { minutes: 15 })]);
  if (may(me, "release_chair")) deeds.push([words.releaseChair, () => void call.do("release_chair")]);
  const layouts: [Layout | "", string][] = [["", words.layoutFree], ["gallery", words.gallery], ["speaker", words.speakerView], ["share", words.share]];
  return (
    <section class="lead" lang={language}>
      <h3>{words.lead}</h3>
      <Switch label={words.lock} isOn={conference.locked} onChange={(locked) => void call.do("set_locked", { locked })} />
      <Switch label={words.lobbySwitch} isOn={conference.has_lobby} onChange={(has_lobby) => void call.do("set_lobby", { has_lobby })} />
      <label class="field">
        <span>{words.layoutForAll}</span>
        <select value={conference.layout ?? ""} onChange={(event) => void call.do("set_shared_layout", { layout: event.currentTarget.value || null })}>
          {layouts.map(([layout, label]) => (
            <option key={layout} value={layout}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <div class="deeds">
        {deeds.map(([label, does]) => (
          <button key={label} class="quiet" type="button" onClick={does}>
            {label}
          </button>
        ))}
      </div>
    </section>
  );
}
