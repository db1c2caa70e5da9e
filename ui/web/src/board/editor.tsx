import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { css, shown } from "./colour";
import { FONT, LINE_HEIGHT, NOTE_PADDING, fitNote } from "./lettering";
import { MAX_TEXT } from "./record";
import { useTold } from "./told";
import type { BoardView } from "./view";
import { commit, placeOf, type Editing } from "./writing";
import { useBoardWords } from "./words";

const LEAST_WIDTH = 48;
const ROOM = 24;

/** Words being typed, where they will lie. */
export function Editor({ view, editing }: { view: BoardView; editing: Editing }) {
  const words = useBoardWords();
  const [text, setText] = useState(editing.element.text);
  const field = useRef<HTMLTextAreaElement>(null);
  const latest = useRef(text);
  latest.current = text;
  useTold(view.told);
  // at once: phones show their keyboard only in answer to the tap
  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const screen = window.visualViewport;
    const reveal = (): void => keepInSight(view, field.current);
    screen?.addEventListener("resize", reveal);
    return () => screen?.removeEventListener("resize", reveal);
  }, [view]);
  // whatever takes the editor away keeps what was typed
  const isDone = useRef(false);
  const done = (): void => {
    if (isDone.current) return;
    isDone.current = true;
    commit(view, editing, latest.current);
  };
  return (
    <textarea
      ref={field}
      class={editing.element.kind === "note" ? "editor card-like" : "editor"}
      aria-label={words.editor}
      value={text}
      maxLength={MAX_TEXT}
      spellcheck={false}
      style={styleOf(view, editing, text)}
      onInput={(event) => setText(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) done();
      }}
    />
  );
}

// a keyboard may have come up over the field
function keepInSight(view: BoardView, field: HTMLTextAreaElement | null): void {
  const screen = window.visualViewport;
  if (!field || !screen) return;
  const hidden = field.getBoundingClientRect().bottom + ROOM - (screen.offsetTop + screen.height);
  if (hidden <= 0) return;
  view.camera.pan(0, -hidden);
  view.looked(false);
}

function styleOf(view: BoardView, editing: Editing, text: string) {
  const { element } = editing;
  const { x, y, w, h, size, radians } = placeOf(view, editing);
  const isDark = view.document.isDark;
  const place = { left: `${x}px`, top: `${y}px`, fontFamily: FONT, lineHeight: LINE_HEIGHT, transform: radians ? `rotate(${radians}rad)` : undefined };
  if (element.kind === "note") {
    const fitted = fitNote({ ...element, text });
    const scale = h / element.h;
    const lines = fitted.lines.length * fitted.size * LINE_HEIGHT * scale;
    const padding = NOTE_PADDING * Math.min(w, h);
    return {
      ...place, width: `${w}px`, height: `${h}px`, fontSize: `${fitted.size * scale}px`, background: css(element.fill), color: css(element.color),
      padding: `${Math.max((h - lines) / 2, 0)}px ${padding}px 0`, textAlign: "center" as const,
    };
  }
  const longest = Math.max(...text.split("\n").map((line) => [...line].length));
  const width = w || Math.max(longest * size * 0.75 + ROOM, LEAST_WIDTH);
  const rows = text.split("\n").length;
  return {
    ...place, width: `${width}px`, height: `${rows * size * LINE_HEIGHT + 2}px`, fontSize: `${size}px`, color: css(shown(element.color, isDark)),
    whiteSpace: w ? ("pre-wrap" as const) : ("pre" as const), textAlign: element.align === "centre" ? ("center" as const) : element.align,
  };
}
