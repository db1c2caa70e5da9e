import { useCallback, useEffect, useState } from "preact/hooks";
import { Frame, Title } from "../parts/frame";
import { ask } from "../room";
import { address, type BoardKey } from "./door";
import type { Author } from "./document";
import { recallGuest } from "./guest";
import { BoardPage } from "./page";
import { Who } from "./who";
import { useBoardWords } from "./words";

type End = "unknown" | "revoked" | "unsaved";

/** The guests' page of a board: say who you are, then draw. */
export function App({ door }: { door: BoardKey | undefined }) {
  const [author, setAuthor] = useState<Author | undefined>(recallGuest);
  const [room, setRoom] = useState("");
  const [end, setEnd] = useState<End | undefined>(door ? undefined : "unknown");
  useEffect(() => {
    if (!door || author) return;
    ask(address(door, "info"))
      .then((response) => response.json() as Promise<{ room_name?: string }>)
      .then((info) => setRoom(info.room_name ?? ""))
      .catch(() => undefined);
  }, [door, author]);
  const rename = useCallback(() => setAuthor(undefined), []);
  if (door && author && !end) return <BoardPage door={door} author={author} onEnd={setEnd} onRename={rename} />;
  return <Frame room={room}>{end ? <Ended end={end} /> : <Who room={room} onChosen={setAuthor} />}</Frame>;
}

function Ended({ end }: { end: End }) {
  const words = useBoardWords();
  const title = end === "unknown" ? words.unknownTitle : words.revokedTitle;
  const text = { unknown: words.unknown, revoked: words.revoked, unsaved: words.revokedUnsaved }[end];
  return (
    <section class="card">
      <Title>{title}</Title>
      <p class="soft">{text}</p>
    </section>
  );
}
