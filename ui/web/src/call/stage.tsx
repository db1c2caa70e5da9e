import chevronLeft from "lucide-static/icons/chevron-left.svg?raw";
import chevronRight from "lucide-static/icons/chevron-right.svg?raw";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { JSX } from "preact";
import { Icon } from "../parts/icon";
import { arrange, fit, type Arrangement, type Capacity, type Slot, type View } from "./arrangement";
import type { Call } from "./call";
import type { Conference } from "./contract";
import { trackKey } from "./receiver";
import { room, type Size } from "./space";
import type { CallState } from "./state";
import { Tile } from "./tile";
import { useWatched } from "./watchable";
import { useCallWords } from "./words";

const GAP = 8;

interface Props {
  call: Call;
  state: CallState;
  conference: Conference;
  view: View;
  onView: (view: View) => void;
}

/** Everybody's pictures, as large as there is room. */
export function Stage({ call, state, conference, view, onView }: Props) {
  const words = useCallWords();
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const observed = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    if (box.current) observed.observe(box.current);
    return () => observed.disconnect();
  }, []);

  const places = useMemo(() => place(conference, state.me, view, size), [conference, state.me, view, size]);
  useEffect(() => {
    if (size.width === 0) return;
    const drawn = [...places.main, ...places.strip].map(({ slot, width, height }) => ({
      slot,
      // a tile narrower than the picture shows only its middle
      pixels: Math.round(Math.max(width, (height * 16) / 9) * devicePixelRatio),
    }));
    call.draw(drawn);
  }, [call, places, size]);

  const { page, pages } = places.arrangement;
  const tile = (placed: Placed) => <One key={placed.slot.key} call={call} state={state} view={view} placed={placed} onView={onView} />;
  return (
    <div ref={box} class={places.isUpright ? "stage-box upright" : "stage-box"}>
      {size.width > 0 && (
        <>
          <div class="main-tiles">{places.main.map(tile)}</div>
          {places.strip.length > 0 && <div class="strip" style={places.stripStyle}>{places.strip.map(tile)}</div>}
        </>
      )}
      {page > 0 && <Turn looks="back" label={words.previous} icon={chevronLeft} onTurn={() => onView({ ...view, page: page - 1 })} />}
      {page < pages - 1 && <Turn looks="on" label={words.nextPage} icon={chevronRight} onTurn={() => onView({ ...view, page: page + 1 })} />}
    </div>
  );
}

function Turn({ looks, label, icon, onTurn }: { looks: string; label: string; icon: string; onTurn: () => void }) {
  return (
    <button class={`turn ${looks}`} type="button" aria-label={label} title={label} onClick={onTurn}>
      <Icon svg={icon} />
    </button>
  );
}

interface Placed {
  slot: Slot;
  width: number;
  height: number;
}

interface Places {
  arrangement: Arrangement;
  isUpright: boolean;
  main: Placed[];
  strip: Placed[];
  /** As wide, or on an upright stage as high, as it was given: what is large keeps the rest. */
  stripStyle: JSX.CSSProperties;
}

function place(conference: Conference, me: string, view: View, size: Size): Places {
  const whole = room(size);
  const capacity: Capacity = whole.capacity;
  const arrangement = arrange(conference, me, view, capacity);
  const hasStrip = arrangement.strip.length > 0;
  const { main, strip } = hasStrip ? whole : { main: size, strip: size };
  const wide = arrangement.main.some((slot) => slot.picture === "screen");
  return {
    arrangement,
    isUpright: whole.isUpright,
    main: sized(arrangement.main, main, wide),
    strip: sized(arrangement.strip, strip, false),
    stripStyle: whole.isUpright ? { height: `${strip.height}px` } : { width: `${strip.width}px` },
  };
}

function sized(slots: Slot[], { width, height }: Size, isWide: boolean): Placed[] {
  // a screen takes all there is: its picture is never cut
  if (isWide && slots.length === 1) return slots.map((slot) => ({ slot, width, height }));
  const grid = fit(slots.length, width, height, GAP);
  return slots.map((slot) => ({ slot, width: grid.width, height: grid.height }));
}

interface OneProps extends Pick<Props, "call" | "state" | "view" | "onView"> {
  placed: Placed;
}

function One({ call, state, view, placed, onView }: OneProps) {
  const { camera } = useWatched(call.devices);
  const { slot, width, height } = placed;
  const { person, picture } = slot;
  const isOwn = person.id === state.me;
  const ownTrack = picture === "screen" ? state.screen?.getVideoTracks()[0] : camera;
  const track = isOwn ? ownTrack : state.received.get(trackKey(person.id, picture));
  const isPinned = view.pinned === person.id;
  const style: JSX.CSSProperties = { width: `${width}px`, height: `${height}px` };
  return (
    <Tile
      slot={slot}
      isOwn={isOwn}
      isSpeaking={state.speaking.includes(person.id) && !person.muted}
      isFrozen={!isOwn && track !== undefined && state.frozen.has(track.id)}
      isPinned={isPinned}
      track={track}
      reaction={state.reactions.filter((one) => one.personId === person.id).at(-1)}
      style={style}
      onPin={() => onView({ ...view, pinned: isPinned ? "" : person.id, page: 0 })}
    />
  );
}
