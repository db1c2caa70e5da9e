import high from "lucide-static/icons/signal-high.svg?raw";
import low from "lucide-static/icons/signal-low.svg?raw";
import medium from "lucide-static/icons/signal-medium.svg?raw";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../parts/icon";
import type { Cast } from "./cast";
import type { Content } from "./content";
import { judge, sampleOf, type Quality, type Sample } from "./quality";
import { useCastWords } from "./words";

const EVERY_MS = 2000;
const ICONS = { good: high, fair: medium, poor: low };

/** How well the cast goes out, and what holds it back. */
export function Meter({ cast, content }: { cast: Cast | undefined; content: Content }) {
  const words = useCastWords();
  const quality = useQuality(cast, content);
  if (!quality) return <p class="meter soft">{words.measuring}</p>;
  const { width, height, framesPerS, kbps, grade, limit } = quality;
  return (
    <div class={`meter ${grade}`}>
      <p>
        <Icon svg={ICONS[grade]} />
        <span class="hidden">{words.gradeLabel}: </span>
        <strong>{words.grades[grade]}</strong>
        <span class="figures">{words.measured(width, height, framesPerS, (kbps / 1000).toFixed(1))}</span>
      </p>
      <p class="reason" role="status">
        {limit ? words.limits[limit] : ""}
      </p>
    </div>
  );
}

function useQuality(cast: Cast | undefined, content: Content): Quality | undefined {
  const [quality, setQuality] = useState<Quality>();
  useEffect(() => {
    let before: { sample: Sample; peer: RTCPeerConnection } | undefined;
    const look = async () => {
      const peer = cast?.sender?.peer;
      if (!peer || peer.connectionState === "closed") return;
      const sample = sampleOf((await peer.getStats()).values());
      if (!sample) return;
      if (before?.peer === peer && sample.width) setQuality(judge(before.sample, sample, content));
      before = { sample, peer };
    };
    const timer = setInterval(() => void look(), EVERY_MS);
    void look();
    return () => clearInterval(timer);
  }, [cast, content]);
  return quality;
}
