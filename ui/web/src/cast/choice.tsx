import clapperboard from "lucide-static/icons/clapperboard.svg?raw";
import fileText from "lucide-static/icons/file-text.svg?raw";
import { Icon } from "../parts/icon";
import type { Content } from "./content";
import { useCastWords } from "./words";

interface Props {
  content: Content;
  isDisabled?: boolean;
  onChange: (content: Content) => void;
}

/** Chooses between sharp and smooth. */
export function ContentChoice({ content, isDisabled = false, onChange }: Props) {
  const words = useCastWords();
  const choices = [
    { is: "text", icon: fileText, label: words.text, hint: words.textHint },
    { is: "motion", icon: clapperboard, label: words.motion, hint: words.motionHint },
  ] as const;
  return (
    <fieldset class="choice" disabled={isDisabled}>
      <legend>{words.contentLabel}</legend>
      {choices.map(({ is, icon, label, hint }) => (
        <label key={is}>
          <input type="radio" name="content" checked={content === is} onChange={() => onChange(is)} />
          <Icon svg={icon} />
          <span>
            {label}
            <small>{hint}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
