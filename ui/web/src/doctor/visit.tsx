import clipboard from "lucide-static/icons/clipboard-copy.svg?raw";
import rotate from "lucide-static/icons/rotate-cw.svg?raw";
import { useCallback, useEffect, useState } from "preact/hooks";
import { Join } from "../join";
import { Title } from "../parts/frame";
import { Icon } from "../parts/icon";
import { useSpeech } from "../parts/speech";
import { check, type Results } from "./checks";
import { worstFirst, type Finding } from "./finding";
import { FindingRow } from "./row";
import { report } from "./report";
import { doctorWords } from "./spoken";
import type { DoctorWords } from "./words";

interface Props {
  token: string;
  room: string;
  onEntered: (token: string) => void;
}

/** The examination: what was found so far, and what to do with it. */
export function Visit({ token, room, onEntered }: Props) {
  const { language } = useSpeech();
  const words = doctorWords[language];
  const [results, setResults] = useState<Results>({ device: [], room: [], needsCode: false });
  const [isLooking, setLooking] = useState(true);
  const look = useCallback(async () => {
    setLooking(true);
    await check(token, setResults);
    setLooking(false);
  }, [token]);
  useEffect(() => void look(), [look]);

  return (
    <>
      <section class="card doctor" aria-busy={isLooking}>
        <Title>{words.title}</Title>
        <p class="verdict" role="status">
          {isLooking ? words.checking : verdict(results, words)}
        </p>
        <Group title={words.fromHere} findings={isLooking ? results.device : worstFirst(results.device)} words={words} />
        {results.room.length > 0 && <Group title={words.inRoom} findings={worstFirst(results.room)} words={words} />}
        {results.needsCode && <p class="soft">{words.roomNeedsCode}</p>}
        <div class="deeds">
          <button class="quiet" type="button" disabled={isLooking} onClick={() => void look()}>
            <Icon svg={rotate} />
            {words.again}
          </button>
          {!isLooking && <Copy text={report(results, room, words)} words={words} />}
        </div>
      </section>
      {results.needsCode && <Join arrival={undefined} isExpired={false} onEntered={onEntered} />}
    </>
  );
}

function Group({ title, findings, words }: { title: string; findings: Finding[]; words: DoctorWords }) {
  return (
    <>
      <h2>{title}</h2>
      <ul class="findings">
        {findings.map((finding) => (
          <FindingRow key={finding.code} finding={finding} words={words} />
        ))}
      </ul>
    </>
  );
}

function Copy({ text, words }: { text: string; words: DoctorWords }) {
  const [outcome, setOutcome] = useState<"" | "copied" | "by hand">("");
  const copy = () => navigator.clipboard.writeText(text).then(() => setOutcome("copied")).catch(() => setOutcome("by hand"));
  return (
    <>
      <button class="quiet" type="button" onClick={() => void copy()}>
        <Icon svg={clipboard} />
        {outcome === "copied" ? words.copied : words.copy}
      </button>
      {outcome === "by hand" && (
        <label class="byhand">
          {words.byHand}
          <textarea readOnly rows={8} value={text} ref={(field) => field?.select()} />
        </label>
      )}
    </>
  );
}

function verdict({ device, room }: Results, words: DoctorWords): string {
  const all = [...device, ...room];
  const failures = all.filter((finding) => finding.status === "fail").length;
  if (failures) return words.some(failures);
  return all.some((finding) => finding.status === "warn") ? words.hints : words.allWell;
}
