import { useEffect, useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { useSpeech } from "./speech";

/** What surrounds every step: the room's name, the language switch, and a foot. */
export function Frame({ room, foot, children }: { room: string; foot?: ComponentChildren; children: ComponentChildren }) {
  const { words, language, switchLanguage } = useSpeech();
  return (
    <div class="frame">
      <header class="head">
        <img class="mark" src="/favicon.svg" alt="" />
        <span class="room">{room || "Parlor"}</span>
        <button class="quiet" type="button" lang={language === "en" ? "zh-CN" : "en"} aria-label={words.switchLabel} onClick={switchLanguage}>
          {words.switchTo}
        </button>
      </header>
      <main class="middle">{children}</main>
      <footer class="foot">{foot}</footer>
    </div>
  );
}

/** A step's heading; it takes the focus when the step begins, so that screen readers begin there too. */
export function Title({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
