import backward from "lucide-static/icons/layer-arrow-down.svg?raw";
import back from "lucide-static/icons/send-to-back.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import forward from "lucide-static/icons/layer-arrow-up.svg?raw";
import front from "lucide-static/icons/bring-to-front.svg?raw";
import group from "lucide-static/icons/group.svg?raw";
import layers from "lucide-static/icons/layers.svg?raw";
import lock from "lucide-static/icons/lock.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import turn from "lucide-static/icons/rotate-cw.svg?raw";
import ungroup from "lucide-static/icons/ungroup.svg?raw";
import unlock from "lucide-static/icons/lock-open.svg?raw";
import { useState } from "preact/hooks";
import { IconButton } from "./button";
import { CARDS, INKS } from "./colour";
import { PLACES, type Place } from "./order";
import { TURN, type Selection } from "./selection";
import { Swatches } from "./swatches";
import { useTold } from "./told";
import type { BoardView } from "./view";
import { useBoardWords } from "./words";

const ICONS: Record<Place, string> = { front, forward, backward, back };
const SHORTCUTS: Record<Place, string> = { front: "]", forward: "Control+]", backward: "Control+[", back: "[" };

/** What can be done with what is selected. */
export function SelectionBar({ view }: { view: BoardView }) {
  const words = useBoardWords();
  const { selection } = useTold(view.told);
  const [isOrdering, setOrdering] = useState(false);
  const isNotes = [...selection].every((id) => view.scene.placed.get(id)?.element.kind === "note");
  const isDark = view.document.isDark;
  const chosen = view.selection;
  const { isLocked } = chosen;
  const recolour = (color: number): void => chosen.recolour(color);
  return (
    <div class="options" role="group" aria-label={words.selected(selection.size)}>
      {isLocked ? null : isNotes ? (
        <Swatches label={words.recolour} colors={CARDS} names={words.cards} value={undefined} onChoose={recolour} />
      ) : (
        <Swatches label={words.recolour} colors={INKS} names={words.inks} value={undefined} isDark={isDark} onChoose={recolour} />
      )}
      {isOrdering && (
        <div class="row" role="group" aria-label={words.order}>
          {PLACES.map((place) => (
            <IconButton key={place} svg={ICONS[place]} label={words.place[place]} shortcut={SHORTCUTS[place]} onClick={() => chosen.order(place)} />
          ))}
        </div>
      )}
      <div class="row">
        <span class="soft" role="status">
          {words.selected(selection.size)}
        </span>
        <IconButton svg={turn} label={words.turn} shortcut="R" isDisabled={isLocked} onClick={() => chosen.turn(TURN)} />
        <Grouping selection={chosen} count={selection.size} />
        <IconButton svg={layers} label={words.order} isExpanded={isOrdering} onClick={() => setOrdering(!isOrdering)} />
        <IconButton svg={isLocked ? unlock : lock} label={isLocked ? words.unlock : words.lock} onClick={() => chosen.lock(!isLocked)} />
        <IconButton svg={copy} label={words.duplicate} shortcut="Control+D" onClick={() => chosen.duplicate()} />
        <IconButton svg={trash} label={words.remove} shortcut="Delete" isDisabled={isLocked} onClick={() => chosen.remove()} />
      </div>
    </div>
  );
}

function Grouping({ selection, count }: { selection: Selection; count: number }) {
  const words = useBoardWords();
  if (selection.isGrouped) return <IconButton svg={ungroup} label={words.ungroup} shortcut="Control+Shift+G" onClick={() => selection.ungroup()} />;
  return count > 1 ? <IconButton svg={group} label={words.group} shortcut="Control+G" onClick={() => selection.group()} /> : null;
}
