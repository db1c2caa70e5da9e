import copy from "lucide-static/icons/copy.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import { IconButton } from "./button";
import { CARDS, INKS } from "./colour";
import { Swatches } from "./swatches";
import { useTold } from "./told";
import type { BoardView } from "./view";
import { useBoardWords } from "./words";

/** What can be done with what is selected. */
export function SelectionBar({ view }: { view: BoardView }) {
  const words = useBoardWords();
  const { selection } = useTold(view.told);
  const isNotes = [...selection].every((id) => view.scene.placed.get(id)?.element.kind === "note");
  const isDark = view.document.isDark;
  const recolour = (color: number): void => view.selection.recolour(color);
  return (
    <div class="options" role="group" aria-label={words.selected(selection.size)}>
      {isNotes ? (
        <Swatches label={words.recolour} colors={CARDS} names={words.cards} value={undefined} onChoose={recolour} />
      ) : (
        <Swatches label={words.recolour} colors={INKS} names={words.inks} value={undefined} isDark={isDark} onChoose={recolour} />
      )}
      <div class="row">
        <span class="soft" role="status">
          {words.selected(selection.size)}
        </span>
        <IconButton svg={copy} label={words.duplicate} shortcut="Control+D" onClick={() => view.selection.duplicate()} />
        <IconButton svg={trash} label={words.remove} shortcut="Delete" onClick={() => view.selection.remove()} />
      </div>
    </div>
  );
}
