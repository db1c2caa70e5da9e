import ellipsis from "lucide-static/icons/ellipsis-vertical.svg?raw";
import hand from "lucide-static/icons/hand.svg?raw";
import mic from "lucide-static/icons/mic.svg?raw";
import micOff from "lucide-static/icons/mic-off.svg?raw";
import videoOff from "lucide-static/icons/video-off.svg?raw";
import { useState } from "preact/hooks";
import { Icon } from "../parts/icon";
import type { View } from "./arrangement";
import type { Call } from "./call";
import type { Conference, ConferenceRole, Person, Verb } from "./contract";
import { may } from "./rights";
import { Initials, nameOf } from "./tile";
import { useCallWords, type CallWords } from "./words";

interface Props {
  call: Call;
  conference: Conference;
  person: Person;
  me: Person | undefined;
  view: View;
  onView: (view: View) => void;
}

/** One person of the list, and what may be done about them. */
export function Row({ call, conference, person, me, view, onView }: Props) {
  const words = useCallWords();
  const [isOpen, setOpen] = useState(false);
  const isOwn = person.id === me?.id;
  const name = nameOf(person, isOwn, words);
  const isPinned = view.pinned === person.id;
  const pin: Deed = { label: isPinned ? words.unpin : words.pin, does: () => onView({ ...view, pinned: isPinned ? "" : person.id, page: 0 }) };
  const deeds = [pin, ...deedsOf(call, conference, person, me, words)];
  return (
    <li class={isOpen ? "row open" : "row"}>
      <Initials person={person} />
      <span class="called">
        {name}
        <small>{remarks(conference, person, words).join(" · ")}</small>
      </span>
      {person.hand_since && <Mark svg={hand} label={words.facts.hand} looks="raised-mark" />}
      {!person.camera_on && <Mark svg={videoOff} label={words.facts.cameraOff} />}
      <Mark svg={person.muted ? micOff : mic} label={person.muted ? words.facts.muted : words.unmuted} />
      <button class="plain" type="button" aria-expanded={isOpen} aria-label={words.moreAbout(name)} title={words.moreAbout(name)} onClick={() => setOpen(!isOpen)}>
        <Icon svg={ellipsis} />
      </button>
      {isOpen && (
        <div class="deeds">
          {deeds.map(({ label, does, isGrave }) => (
            <button
              key={label}
              class={isGrave ? "quiet grave" : "quiet"}
              type="button"
              onClick={() => {
                setOpen(false);
                does();
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}

function Mark({ svg, label, looks = "" }: { svg: string; label: string; looks?: string }) {
  return (
    <span class={`mark-of ${looks}`} title={label}>
      <Icon svg={svg} />
      <span class="hidden">{label}</span>
    </span>
  );
}

function remarks({ recording, roll_call }: Conference, person: Person, words: CallWords): string[] {
  const { facts } = words;
  const role = person.role === "host" || person.role === "cohost" || person.role === "presenter" ? facts[person.role] : "";
  const isRecorded = recording.phase !== "off" && person.consented;
  return [
    role,
    person.phase === "away" ? facts.away : "",
    person.wants_chair ? words.chairAsked : "",
    isRecorded ? words.consented : "",
    roll_call && person.answered ? words.answered : "",
  ].filter(Boolean);
}

interface Deed {
  label: string;
  does: () => void;
  isGrave?: boolean;
}

function deedsOf(call: Call, { spotlight, sharer }: Conference, person: Person, me: Person | undefined, words: CallWords): Deed[] {
  const deeds: Deed[] = [];
  const { id } = person;
  const add = (verb: Verb, is: boolean, label: string, params: object, isGrave = false) => {
    if (is && may(me, verb, person)) deeds.push({ label, does: () => void call.do(verb, params), isGrave });
  };
  const isLarge = spotlight.includes(id);
  const others = spotlight.filter((one) => one !== id);
  add("set_spotlight", true, isLarge ? words.spotlightOff : words.spotlight, { people: isLarge ? others : [...others, id] });
  if (id === me?.id) return deeds;
  add("mute", !person.muted, words.muteThem, { person_id: id });
  add("mute", person.may_unmute, words.muteKeep, { person_id: id, may_unmute: false });
  add("allow_unmute", !person.may_unmute, words.allowUnmute, { people: [id] });
  add("lower_hand", person.hand_since !== null, words.lowerHand, { person_id: id });
  add("stop_sharing", sharer === id, words.stopTheirs, {});
  const roles: [ConferenceRole, string][] = [["cohost", words.makeCohost], ["presenter", words.makePresenter], ["participant", words.makeParticipant]];
  for (const [role, label] of roles) add("set_role", person.role !== role && person.role !== "host", label, { person_id: id, role });
  add("give_chair", person.role !== "host", words.giveChair, { person_id: id });
  add("remove", true, words.remove, { person_id: id }, true);
  return deeds;
}
