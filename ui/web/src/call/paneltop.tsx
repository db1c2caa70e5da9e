import x from "lucide-static/icons/x.svg?raw";
import { Icon } from "../parts/icon";
import { useCallWords } from "./words";

/** A panel's heading, and its way out. */
export function PanelTop({ title, onClose }: { title: string; onClose: () => void }) {
  const words = useCallWords();
  return (
    <div class="panel-top">
      <h2>{title}</h2>
      <button class="plain" type="button" aria-label={words.close} title={words.close} onClick={onClose}>
        <Icon svg={x} />
      </button>
    </div>
  );
}
