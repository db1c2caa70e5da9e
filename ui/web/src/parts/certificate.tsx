import shield from "lucide-static/icons/shield-question-mark.svg?raw";
import type { Info } from "../room";
import { Icon } from "./icon";
import { useSpeech } from "./speech";

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
      <code>{info.fingerprint}</code>
    </details>
  );
}
