import { useEffect, useRef, useState } from "preact/hooks";
import { Cast } from "./cast/cast";
import type { Phase, Wish } from "./cast/phase";
import { Offer } from "./call/offer";
import type { RoomState } from "./contract";
import { Link } from "./link";
import { Live } from "./live";
import { Frame } from "./parts/frame";
import { useSpeech } from "./parts/speech";
import { Share } from "./share";
import { Wait } from "./wait";

interface Props {
  token: string;
  room: string;
  foot: preact.JSX.Element;
  onExpired: () => void;
}

/** A guest who came in: shares, waits for a place, is live. */
export function Visit({ token, room: firstName, foot, onExpired }: Props) {
  const { words } = useSpeech();
  const [state, setState] = useState<RoomState>();
  const [phase, setPhase] = useState<Phase>();
  const [isConnected, setConnected] = useState(true);
  const [isRefused, setRefused] = useState(false);
  const [link, setLink] = useState<Link>();
  const cast = useRef<Cast>();

  useEffect(() => {
    const fresh = new Link(token);
    setLink(fresh);
    fresh.listen({ onState: setState, onConnected: setConnected, onRefused: () => setRefused(true) });
    return () => fresh.close();
  }, [token]);

  const isLive = phase?.at === "live";
  const isExpired = phase?.at === "ended" && phase.reason === "expired";
  useEffect(() => {
    if ((isRefused && !isLive) || isExpired) onExpired();
  }, [isRefused, isLive, isExpired, onExpired]);

  const share = (wish: Wish) => {
    if (link) cast.current = new Cast(link, token, wish, setPhase);
  };
  const room = state?.settings.room_name ?? firstName;
  const step =
    isLive && link && cast.current ? (
      <Live room={room} phase={phase} state={state} cast={cast.current} link={link} />
    ) : phase?.at === "full" || phase?.at === "waiting" ? (
      <Wait phase={phase} state={state} cast={cast.current} />
    ) : (
      <Share phase={phase} state={state} onShare={share} />
    );
  return (
    <Frame room={room} foot={foot}>
      {!isLive && <Offer link={link} />}
      {step}
      {!isLive && (
        <p class="said away" role="status">
          {isConnected ? "" : words.away}
        </p>
      )}
    </Frame>
  );
}
