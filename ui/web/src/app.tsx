import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Arrival } from "./arrival";
import { ability } from "./cast/capture";
import { Cast, type Phase } from "./cast/cast";
import { Join } from "./join";
import { recall, remember } from "./keep";
import { Link, type RoomState } from "./link";
import { Live } from "./live";
import { Certificate } from "./parts/certificate";
import { Frame } from "./parts/frame";
import { useSpeech } from "./parts/speech";
import { info as askInfo, type Info } from "./room";
import { Share } from "./share";
import { Unable } from "./unable";

/** The guests' page: come in, share, be live. */
export function App({ arrival }: { arrival: Arrival }) {
  const [info, setInfo] = useState<Info>();
  const [token, setToken] = useState(() => (arrival ? "" : recall("session", "guest")));
  const [isExpired, setExpired] = useState(false);
  useEffect(() => {
    askInfo().then(setInfo, () => undefined);
  }, []);

  const enter = useCallback((fresh: string) => {
    remember("session", "guest", fresh);
    setToken(fresh);
  }, []);
  const expire = useCallback(() => {
    remember("session", "guest", "");
    setExpired(true);
    setToken("");
  }, []);

  const able = ability();
  const foot = <Certificate info={info} />;
  const room = info?.room_name ?? "";
  if (token && able === "able") return <Visit token={token} room={room} foot={foot} onExpired={expire} />;
  return (
    <Frame room={room} foot={foot}>
      {able === "able" ? <Join arrival={arrival} isExpired={isExpired} onEntered={enter} /> : <Unable ability={able} arrival={arrival} />}
    </Frame>
  );
}

interface VisitProps {
  token: string;
  room: string;
  foot: preact.JSX.Element;
  onExpired: () => void;
}

function Visit({ token, room: firstName, foot, onExpired }: VisitProps) {
  const { words } = useSpeech();
  const [state, setState] = useState<RoomState>();
  const [phase, setPhase] = useState<Phase>();
  const [isConnected, setConnected] = useState(true);
  const [isRefused, setRefused] = useState(false);
  const link = useRef<Link>();
  const cast = useRef<Cast>();

  useEffect(() => {
    const fresh = new Link(token);
    link.current = fresh;
    fresh.listen({ onState: setState, onConnected: setConnected, onRefused: () => setRefused(true) });
    return () => fresh.close();
  }, [token]);

  const isLive = phase?.at === "live";
  useEffect(() => {
    if (isRefused && !isLive) onExpired();
  }, [isRefused, isLive, onExpired]);

  const share = (name: string) => {
    if (link.current) cast.current = new Cast(link.current, token, name, setPhase);
  };
  const room = state?.settings.room_name ?? firstName;
  return (
    <Frame room={room} foot={foot}>
      {isLive ? (
        <Live room={room} stream={phase.stream} isReconnecting={phase.isReconnecting} onStop={() => cast.current?.stop()} />
      ) : (
        <>
          <Share phase={phase} other={state?.cast.casts[0]} onShare={share} />
          <p class="said away" role="status">
            {isConnected ? "" : words.away}
          </p>
        </>
      )}
    </Frame>
  );
}
