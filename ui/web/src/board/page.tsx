import { useEffect, useRef, useState } from "preact/hooks";
import { recallChoice } from "./choice";
import type { BoardKey } from "./door";
import type { Author } from "./document";
import { Editor } from "./editor";
import { Head } from "./head";
import { PageBar } from "./pagebar";
import { Session, mayDraw } from "./session";
import { listenKeys } from "./shortcuts";
import { Toolbar } from "./toolbar";
import { useTold } from "./told";
import { BoardView } from "./view";
import { wordsOf } from "./writing";
import { useBoardWords } from "./words";

interface Props {
  door: BoardKey;
  author: Author;
  onEnd: (end: "unknown" | "revoked" | "unsaved") => void;
  /** The guest wants another name or colour. */
  onRename: () => void;
}

/** A visit to a board. */
export function BoardPage({ door, author, onEnd, onRename }: Props) {
  const surface = useRef<HTMLDivElement>(null);
  const [visit, setVisit] = useState<{ session: Session; view: BoardView }>();
  useEffect(() => {
    if (!surface.current) return;
    const session = new Session(door, author);
    const view = new BoardView(surface.current, session.document, recallChoice(), session);
    const stops = [session.attach(view), listenKeys(view, session), warnOfLoss(session)];
    stops.push(
      session.told.listen(({ phase, isStored }) => {
        if (phase !== "open") onEnd(phase === "revoked" && isStored === false ? "unsaved" : phase);
      }),
    );
    setVisit({ session, view });
    return () => {
      for (const stop of stops) stop();
      view.close();
      session.close();
    };
  }, [door, author, onEnd]);
  return (
    <div class="board">
      <div class="surface" ref={surface} />
      {visit && <Around {...visit} onRename={onRename} />}
    </div>
  );
}

function Around({ session, view, onRename }: { session: Session; view: BoardView; onRename: () => void }) {
  const state = useTold(session.told);
  const words = useBoardWords();
  const { editing, lacksBackground } = useTold(view.told);
  useEffect(() => {
    document.title = state.boardName || "Parlor";
  }, [state.boardName]);
  useEffect(() => {
    document.documentElement.classList.toggle("dark-board", state.isDark);
  }, [state.isDark]);
  return (
    <>
      <Head session={session} onRename={onRename} />
      {lacksBackground && (
        <p class="pill notice" role="status">
          {words.noBackground}
        </p>
      )}
      <Described session={session} view={view} />
      {editing && <Editor key={editing.id} view={view} editing={editing} />}
      {mayDraw(state) && <Toolbar session={session} view={view} />}
      <PageBar session={session} view={view} />
    </>
  );
}

// the browser asks before the page is left with changes that only it has
function warnOfLoss(session: Session): () => void {
  const ask = (event: BeforeUnloadEvent): void => {
    if (session.told.state.isStored === false) event.preventDefault();
  };
  addEventListener("beforeunload", ask);
  return () => removeEventListener("beforeunload", ask);
}

/** What the canvas shows, for those who do not see it. */
function Described({ session, view }: { session: Session; view: BoardView }) {
  const words = useBoardWords();
  const { pages, boardName } = useTold(session.told);
  const { pageId, revision } = useTold(view.told);
  const [described, setDescribed] = useState<{ texts: string[]; count: number }>({ texts: [], count: 0 });
  useEffect(() => {
    const timer = setTimeout(() => setDescribed({ texts: wordsOf(view.scene.placed.values()), count: view.scene.placed.size }), 300);
    return () => clearTimeout(timer);
  }, [view, pageId, revision]);
  const at = pages.findIndex(({ id }) => id === pageId) + 1;
  return (
    <section class="unseen">
      <p role="img" aria-label={words.boardLabel(boardName || words.board, Math.max(at, 1), pages.length, described.count)} />
      <h2>{words.texts}</h2>
      {described.texts.length ? (
        <ul>
          {described.texts.map((text, index) => (
            <li key={index}>{text}</li>
          ))}
        </ul>
      ) : (
        <p>{words.noTexts}</p>
      )}
    </section>
  );
}
