import eraser from "lucide-static/icons/eraser.svg?raw";
import highlighter from "lucide-static/icons/highlighter.svg?raw";
import image from "lucide-static/icons/image-plus.svg?raw";
import lasso from "lucide-static/icons/lasso-select.svg?raw";
import pen from "lucide-static/icons/pen.svg?raw";
import more from "lucide-static/icons/ellipsis.svg?raw";
import redo from "lucide-static/icons/redo-2.svg?raw";
import shapes from "lucide-static/icons/shapes.svg?raw";
import note from "lucide-static/icons/sticky-note.svg?raw";
import text from "lucide-static/icons/type.svg?raw";
import undo from "lucide-static/icons/undo-2.svg?raw";
import laser from "lucide-static/icons/wand-sparkles.svg?raw";
import { useRef, useState } from "preact/hooks";
import { IconButton } from "./button";
import { shown } from "./colour";
import { TOOLS, type ToolName } from "./choice";
import { insertPicture } from "./inserting";
import { Options } from "./options";
import { SelectionBar } from "./selectionbar";
import type { Session } from "./session";
import { useTold } from "./told";
import type { BoardView } from "./view";
import { useBoardWords } from "./words";

const ICONS: Record<ToolName, string> = { pen, highlighter, eraser, select: lasso, shape: shapes, text, note, laser };
const SHORTCUTS: Record<ToolName, string> = { pen: "P", highlighter: "H", eraser: "E", select: "V", shape: "S", text: "T", note: "N", laser: "L" };
const FIRST: readonly ToolName[] = ["pen", "highlighter", "eraser", "select"];
const OPENING: ReadonlySet<ToolName> = new Set(["pen", "highlighter", "eraser", "shape", "text", "note"]);

/** The tools, and what the one in hand can be set to. */
export function Toolbar({ session, view }: { session: Session; view: BoardView }) {
  const words = useBoardWords();
  const { canUndo, canRedo } = useTold(session.told);
  const choice = useTold(view.choice);
  const { tool } = choice;
  const marks: Partial<Record<ToolName, number>> = { pen: shown(choice.ink, view.document.isDark), highlighter: choice.highlight };
  const { selection } = useTold(view.told);
  const [isOpen, setOpen] = useState(false);
  const [isMore, setMore] = useState(false);
  const [said, setSaid] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const take = (name: ToolName): void => {
    setOpen(name === tool ? !isOpen : OPENING.has(name) && !FIRST.includes(name));
    setMore(false);
    view.choice.set({ tool: name });
  };
  const insert = async (chosen: File): Promise<void> => {
    setSaid(words.imageBusy);
    setSaid((await insertPicture(session, view, chosen)) ? "" : words.imageFailed);
  };
  const rest = TOOLS.filter((name) => !FIRST.includes(name));
  const button = (name: ToolName) => (
    <IconButton key={name} svg={ICONS[name]} label={name === "eraser" && choice.erasesParts ? words.partsEraser : words.tool[name]} shortcut={SHORTCUTS[name]} isPressed={name === tool} mark={marks[name]} onClick={() => take(name)} />
  );
  return (
    <div class="bottom">
      <p class={said ? "pill said" : "unseen"} role="status">
        {said}
      </p>
      {selection.size > 0 && <SelectionBar view={view} />}
      {isOpen && OPENING.has(tool) && !selection.size && <Options view={view} />}
      <div class="tools" role="toolbar" aria-label={words.tools}>
        {FIRST.map(button)}
        <span class={isMore ? "rest open" : "rest"} onClick={() => setMore(false)}>
          {rest.map(button)}
          <IconButton svg={image} label={words.image} onClick={() => file.current?.click()} />
        </span>
        <span class="more">
          <IconButton svg={FIRST.includes(tool) ? more : ICONS[tool]} label={words.more} isPressed={!FIRST.includes(tool)} onClick={() => setMore(!isMore)} />
        </span>
        <span class="gap" aria-hidden="true" />
        <IconButton svg={undo} label={words.undo} shortcut="Control+Z" isDisabled={!canUndo} onClick={() => session.document.undo()} />
        <IconButton svg={redo} label={words.redo} shortcut="Control+Y" isDisabled={!canRedo} onClick={() => session.document.redo()} />
      </div>
      <input
        ref={file}
        type="file"
        accept="image/*"
        hidden
        aria-label={words.image}
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (chosen) void insert(chosen);
        }}
      />
    </div>
  );
}
