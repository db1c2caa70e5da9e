import shield from "lucide-static/icons/shield-question-mark.svg?raw";
import type { Info } from "../room";
import { Icon } from "./icon";
import { useSpeech } from "./speech";

// lines break between groups of eight pairs, so that the eye can compare them with the display
function groups(fingerprint: string) {
  return fingerprint.match(/.{1,24}/g)?.map((group) => [group, <wbr key={group} />]);
}

/** Why the browser warned, where it did. */
export function Certificate({ info }: { info: Info | undefined }) {
  const { words } = useSpeech();
  if (!info || info.trusted || !info.fingerprint) return null;
  return (
    <details class="certificate">
      <summary>
        <Icon svg={shield} />
        {words.certificateTitle}
      </summary>
      <p>{words.certificate}</p>
      <code>{groups(info.fingerprint)}</code>
    </details>
  );
}
