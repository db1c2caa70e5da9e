import video from "lucide-static/icons/video.svg?raw";
import { useEffect, useState } from "preact/hooks";
import type { Link } from "../link";
import { useSpeech } from "../parts/speech";
import { Icon } from "../parts/icon";
import { Refused } from "../room";
import type { Invitation } from "./contract";
import { offerWords } from "./offerwords";

const EVERY_MS = 8000;

/** A way into the conference that the room holds, while it holds one. */
export function Offer({ link }: { link: Link | undefined }) {
  const words = offerWords[useSpeech().language];
  const [fragment, setFragment] = useState("");
  useEffect(() => {
    if (!link) return;
    const look = async () => {
      if (document.hidden) return;
      try {
        const { number, passcode } = await link.call<Invitation>("meeting.get_invitation");
        setFragment(`n.${number}${passcode ? `.${passcode}` : ""}`);
      } catch (error) {
        if (error instanceof Refused) setFragment("");
      }
    };
    const leave = link.listen({ onState: (_state, isFirst) => isFirst && void look() });
    const timer = setInterval(() => void look(), EVERY_MS);
    if (link.state) void look();
    return () => {
      clearInterval(timer);
      leave();
    };
  }, [link]);
  if (!fragment) return null;
  return (
    // in a tab of its own, which knows the same session: a cast in this one goes on
    <a class="offer" href={`/call/#${fragment}`} target="_blank" rel="opener">
      <Icon svg={video} />
      <span>{words.on}</span>
      <b>{words.join}</b>
    </a>
  );
}
