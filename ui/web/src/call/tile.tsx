import hand from "lucide-static/icons/hand.svg?raw";
import micOff from "lucide-static/icons/mic-off.svg?raw";
import pinIcon from "lucide-static/icons/pin.svg?raw";
import pinOff from "lucide-static/icons/pin-off.svg?raw";
import maximize from "lucide-static/icons/maximize.svg?raw";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { Icon } from "../parts/icon";
import type { Slot } from "./arrangement";
import type { Person } from "./contract";
import { Picture } from "./picture";
import type { Shown } from "./state";
import { SIGNS } from "./reactions";
import { useCallWords, type CallWords } from "./words";

export interface TileProps {
  slot: Slot;
  isOwn: boolean;
  isSpeaking: boolean;
  isFrozen: boolean;
  isPinned: boolean;
  track: MediaStreamTrack | undefined;
  reaction: Shown | undefined;
  style: JSX.CSSProperties;
  onPin: () => void;
}

/** Somebody, or a screen: the picture, or who it would be of, and how they are. */
export function Tile({ slot, isOwn, isSpeaking, isFrozen, isPinned, track, reaction, style, onPin }: TileProps) {
  const words = useCallWords();
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const { person, picture } = slot;
  const isScreen = picture === "screen";
  const name = nameOf(person, isOwn, words);
  const screen = isOwn ? words.ownScreen : words.tileScreen(name);
  const isAway = person.phase === "away";
  const isPictured = track !== undefined && (isScreen || person.camera_on || isOwn);
  const facts = factsOf(person, isScreen, isSpeaking, isFrozen && isPictured, words);
  const looks = ["tile", isSpeaking && !isScreen ? "speaking" : "", isAway || (isFrozen && isPictured) ? "still" : "", isOpen ? "open" : ""];
  return (
    <div
      ref={frame}
      class={looks.filter(Boolean).join(" ")}
      style={style}
      role="group"
      aria-label={words.tile(isScreen ? screen : name, facts)}
      data-person={person.id}
      data-picture={picture}
      onClick={() => setOpen(!isOpen)}
      onDblClick={onPin}
    >
      {isPictured ? <Picture track={track} label="" isMirrored={isOwn && !isScreen} isWhole={isScreen} /> : !isScreen && <Initials person={person} />}
      {(isAway || (isFrozen && isPictured)) && <p class="state">{isAway ? words.away : words.frozen}</p>}
      {isScreen && !isPictured && <p class="state">{words.connecting}</p>}
      {person.hand_since && !isScreen && (
        <span class="raised" title={words.facts.hand}>
          <Icon svg={hand} />
        </span>
      )}
      <p class="name">
        {person.muted && !isScreen && <Icon svg={micOff} />}
        <span>{isScreen ? screen : name}</span>
      </p>
      <div class="tile-tools" onClick={(event) => event.stopPropagation()}>
        {isScreen ? (
          <button type="button" aria-label={words.fullscreen} title={words.fullscreen} onClick={() => fill(frame.current)}>
            <Icon svg={maximize} />
          </button>
        ) : (
          <button type="button" aria-label={`${isPinned ? words.unpin : words.pin}: ${name}`} title={isPinned ? words.unpin : words.pin} onClick={onPin}>
            <Icon svg={isPinned ? pinOff : pinIcon} />
          </button>
        )}
      </div>
      {reaction && !isScreen && (
        <span key={reaction.key} class="reaction" aria-hidden="true">
          {SIGNS[reaction.reaction]}
        </span>
      )}
    </div>
  );
}

export function nameOf(person: Person, isOwn: boolean, words: CallWords): string {
  const called = person.name || (person.kind === "room" ? words.room : person.kind === "phone" ? words.phone : words.nameless);
  return isOwn ? words.youLabel(person.name) : called;
}

function factsOf(person: Person, isScreen: boolean, isSpeaking: boolean, isFrozen: boolean, { facts }: CallWords): string[] {
  if (isScreen) return isFrozen ? [facts.frozen] : [];
  const said: [boolean, string][] = [
    [person.muted, facts.muted],
    [!person.camera_on, facts.cameraOff],
    [person.hand_since !== null, facts.hand],
    [isSpeaking, facts.speaking],
    [isFrozen, facts.frozen],
    [person.phase === "away", facts.away],
  ];
  return said.flatMap(([is, fact]) => (is ? fact : []));
}

/** Who it is where there is no picture: initials on a colour that stays theirs. */
export function Initials({ person }: { person: Person }) {
  const hue = [...person.id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  return (
    <span class="initials" aria-hidden="true">
      <span style={{ "--hue": String(hue) } as JSX.CSSProperties}>{initialsOf(person.name)}</span>
    </span>
  );
}

/** Two letters of a name of several words, the last two characters of a Chinese one, or the first letter. */
export function initialsOf(name: string): string {
  const text = name.trim();
  if (/^[\u4e00-\u9fff]+$/.test(text)) return text.slice(-2);
  const parts = text.split(/\s+/).filter(Boolean);
  const letters = parts.length > 1 ? [parts[0]!, parts[parts.length - 1]!] : parts;
  return letters.map((part) => [...part][0]!.toUpperCase()).join("") || "·";
}

function fill(frame: HTMLElement | null): void {
  if (document.fullscreenElement) return void document.exitFullscreen();
  if (document.fullscreenEnabled) return void frame?.requestFullscreen();
  // iPhones let nothing but a video fill the screen
  (frame?.querySelector("video") as { webkitEnterFullscreen?(): void } | null)?.webkitEnterFullscreen?.();
}
