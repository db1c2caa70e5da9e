import cloudAlert from "lucide-static/icons/cloud-alert.svg?raw";
import cloudCheck from "lucide-static/icons/cloud-check.svg?raw";
import cloudSync from "lucide-static/icons/cloud-sync.svg?raw";
import eye from "lucide-static/icons/eye.svg?raw";
import { Icon } from "../parts/icon";
import { useSpeech } from "../parts/speech";
import { css } from "./colour";
import type { Person, Session, SessionState } from "./session";
import { useTold } from "./told";
import { useBoardWords } from "./words";

const MOST_FACES = 4;

/** The board's name, who is here, and how the connection is. */
export function Head({ session, onRename }: { session: Session; onRename: () => void }) {
  const { words: speech, language, switchLanguage } = useSpeech();
  const words = useBoardWords();
  const state = useTold(session.told);
  const { author } = session.document;
  const title = state.boardName || words.board;
  return (
    <header class="top">
      <div class="pill named">
        <h1 title={title}>{title}</h1>
        {state.roomName && <span class="soft">{state.roomName}</span>}
        <Stored state={state} />
      </div>
      <People people={state.people} />
      <button class="pill me" type="button" aria-label={words.rename(author.name)} title={words.rename(author.name)} onClick={onRename}>
        <span style={{ background: css(author.color) }}>{initial(author.name)}</span>
      </button>
      <button class="pill language" type="button" lang={language === "en" ? "zh-CN" : "en"} aria-label={speech.switchLabel} onClick={switchLanguage}>
        {speech.switchTo}
      </button>
      <Banner state={state} />
    </header>
  );
}

function Stored({ state: { isStored, isViewOnly, connection } }: { state: SessionState }) {
  const words = useBoardWords();
  if (isStored === undefined || isViewOnly) return null;
  const label = isStored ? words.saved : connection === "online" ? words.unsaved : words.lost;
  return (
    <span class={isStored ? "stored" : "stored not"} role="img" aria-label={label} title={label}>
      <Icon svg={isStored ? cloudCheck : connection === "online" ? cloudSync : cloudAlert} />
    </span>
  );
}

function People({ people }: { people: readonly Person[] }) {
  const words = useBoardWords();
  if (!people.length) return null;
  const seen = people.slice(0, MOST_FACES);
  return (
    <ul class="people" aria-label={words.people(people.length)}>
      {seen.map(({ client, name, color }) => (
        <li key={client} title={name} style={{ background: css(color) }}>
          <span aria-hidden="true">{initial(name)}</span>
          <span class="unseen">{name}</span>
        </li>
      ))}
      {people.length > seen.length && <li class="rest">+{people.length - seen.length}</li>}
    </ul>
  );
}

function initial(name: string): string {
  return [...(name || "?")][0]?.toUpperCase() ?? "";
}

function Banner({ state: { connection, isViewOnly, isStored } }: { state: SessionState }) {
  const words = useBoardWords();
  const lost = isViewOnly ? words.lostViewing : words.lost;
  const said = { lost, connecting: words.connecting, closed: words.closed, online: isViewOnly ? (isStored === false ? words.viewOnlyUnsaved : words.viewOnly) : "" }[connection];
  return (
    <p class={said ? (connection === "lost" ? "banner bad" : "banner") : "banner calm"} role="status">
      {said && connection === "online" && <Icon svg={eye} />}
      {said}
      {!said && <span class="unseen">{words.online}</span>}
    </p>
  );
}
