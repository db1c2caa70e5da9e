import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CastTouched } from "../contract";
import type { Link } from "../link";
import { fitted, paint } from "./ink";
import { Pointing } from "./pointing";
import { Traces } from "./traces";

/** Where touches come from, and where pointing goes. */
export interface Board {
  link: Link;
  castId: string;
  isPointing: boolean;
  onPoint: (x: number, y: number, shown: boolean) => void;
  onPointingEnd: () => void;
}

interface Props {
  stream: MediaStream;
  label: string;
  isStill?: boolean;
  board?: Board;
  children?: ComponentChildren;
}

const KEYS: Record<string, [x: number, y: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const KEY_STEP = 0.02;

/** The picture that is shared, and what people at the glass draw on it. */
export function Preview({ stream, label, isStill = false, board, children }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const shown = video.current;
    if (!shown) return;
    if (isStill && shown.srcObject) return shown.pause();
    shown.srcObject = stream;
    shown.play().catch(() => undefined);
  }, [stream, isStill]);
  return (
    <div class="preview">
      <video ref={video} muted autoplay playsInline aria-label={label} />
      {board && <Ink board={board} video={video} />}
      {board?.isPointing && <Pointer board={board} video={video} label={label} />}
      {children}
    </div>
  );
}

function Ink({ board: { link, castId }, video }: { board: Board; video: { current: HTMLVideoElement | null } }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const traces = new Traces();
    // a small window goes on drawing while the page behind it is hidden
    const view = canvas.current?.ownerDocument.defaultView ?? window;
    let drawing = 0;
    const draw = () => {
      drawing = 0;
      if (canvas.current && video.current && paint(canvas.current, video.current, traces, performance.now())) later();
    };
    const later = () => (drawing ||= view.requestAnimationFrame(draw));
    const leave = link.listen({
      onCastTouched: (touched: CastTouched) => {
        if (touched.cast_id !== castId) return;
        traces.take(touched.contacts, performance.now());
        later();
      },
    });
    return () => {
      view.cancelAnimationFrame(drawing);
      leave();
    };
  }, [link, castId, video]);
  return <canvas ref={canvas} class="ink" aria-hidden="true" />;
}

function Pointer({ board, video, label }: { board: Board; video: { current: HTMLVideoElement | null }; label: string }) {
  const [at, setAt] = useState<[x: number, y: number]>();
  const pane = useRef<HTMLDivElement>(null);
  const { onPoint, onPointingEnd } = board;
  const pointing = useMemo(() => new Pointing(onPoint), [onPoint]);
  useEffect(() => () => pointing.hide(), [pointing]);
  useEffect(() => pane.current?.focus({ preventScroll: true }), []);

  const box = () => {
    const { clientWidth = 0, clientHeight = 0 } = pane.current ?? {};
    return fitted(clientWidth, clientHeight, video.current?.videoWidth ?? 0, video.current?.videoHeight ?? 0);
  };
  const go = (x: number, y: number) => {
    const place: [number, number] = [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))];
    setAt(place);
    pointing.move(...place);
  };
  const hide = () => {
    setAt(undefined);
    pointing.hide();
  };
  const follow = ({ offsetX, offsetY }: PointerEvent) => {
    const { left, top, width, height } = box();
    go((offsetX - left) / width, (offsetY - top) / height);
  };
  const press = (event: KeyboardEvent) => {
    const step = KEYS[event.key];
    if (event.key === "Escape") return onPointingEnd();
    if (!step) return;
    event.preventDefault();
    const [x, y] = at ?? [0.5, 0.5];
    go(x + step[0] * KEY_STEP, y + step[1] * KEY_STEP);
  };
  const { left, top, width, height } = box();
  return (
    <div
      ref={pane}
      class="pane"
      tabIndex={0}
      role="application"
      aria-label={label}
      onPointerDown={follow}
      onPointerMove={follow}
      onPointerLeave={hide}
      onPointerCancel={hide}
      onKeyDown={press}
      onBlur={hide}
    >
      {at && <span class="laser" style={{ left: `${left + at[0] * width}px`, top: `${top + at[1] * height}px` }} />}
    </div>
  );
}
