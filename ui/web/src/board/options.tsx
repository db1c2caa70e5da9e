import arrow from "lucide-static/icons/arrow-up-right.svg?raw";
import ellipse from "lucide-static/icons/circle.svg?raw";
import diamond from "lucide-static/icons/diamond.svg?raw";
import fill from "lucide-static/icons/paint-bucket.svg?raw";
import line from "lucide-static/icons/slash.svg?raw";
import rectangle from "lucide-static/icons/square.svg?raw";
import star from "lucide-static/icons/star.svg?raw";
import triangle from "lucide-static/icons/triangle.svg?raw";
import polygon from "lucide-static/icons/pentagon.svg?raw";
import { IconButton } from "./button";
import { ERASER_WIDTHS, HIGHLIGHT_WIDTHS, OFFERED_FIGURES, PEN_WIDTHS, TEXT_SIZES, type Choice } from "./choice";
import { CARDS, HIGHLIGHTS, INKS } from "./colour";
import type { Figure } from "./element";
import { Segmented } from "./segmented";
import { Sizes } from "./sizes";
import { Swatches } from "./swatches";
import { useTold } from "./told";
import type { BoardView } from "./view";
import { useBoardWords } from "./words";

const FIGURE_ICONS: Record<Figure, string> = { line, arrow, rectangle, diamond, ellipse, triangle, polygon, star };

/** Colours, widths and figures of the tool in hand. */
export function Options({ view }: { view: BoardView }) {
  const words = useBoardWords();
  const choice = useTold(view.choice);
  const { tool } = choice;
  const isDark = view.document.isDark;
  const set = (change: Partial<Choice>): void => view.choice.set(change);
  if (tool === "eraser") return <EraserOptions choice={choice} set={set} />;
  return (
    <div class="options">
      {tool === "shape" && (
        <div class="row" role="group" aria-label={words.tool.shape}>
          {OFFERED_FIGURES.map((figure) => (
            <IconButton
              key={figure}
              svg={FIGURE_ICONS[figure]}
              label={words.figure[figure]}
              isPressed={figure === choice.figure}
              onClick={() => set({ figure })}
            />
          ))}
          <IconButton svg={fill} label={words.fill} isPressed={choice.isFilled} onClick={() => set({ isFilled: !choice.isFilled })} />
        </div>
      )}
      {tool === "highlighter" ? (
        <Swatches label={words.recolour} colors={HIGHLIGHTS} names={words.highlights} value={choice.highlight} onChoose={(highlight) => set({ highlight })} />
      ) : tool === "note" ? (
        <Swatches label={words.recolour} colors={CARDS} names={words.cards} value={choice.card} onChoose={(card) => set({ card })} />
      ) : (
        <Swatches label={words.recolour} colors={INKS} names={words.inks} value={choice.ink} isDark={isDark} onChoose={(ink) => set({ ink })} />
      )}
      {(tool === "pen" || tool === "shape") && (
        <Sizes sizes={PEN_WIDTHS} value={choice.penWidth} name={words.widthOf} label={words.width} onChoose={(penWidth) => set({ penWidth })} />
      )}
      {tool === "highlighter" && (
        <Sizes
          sizes={HIGHLIGHT_WIDTHS}
          value={choice.highlightWidth}
          name={words.widthOf}
          label={words.width}
          onChoose={(highlightWidth) => set({ highlightWidth })}
        />
      )}
      {(tool === "pen" || tool === "highlighter") && (
        <label class="entry">
          <input type="checkbox" checked={choice.snaps} onChange={(event) => set({ snaps: event.currentTarget.checked })} />
          {words.snaps}
        </label>
      )}
      {tool === "text" && (
        <Sizes sizes={TEXT_SIZES} value={choice.textSize} name={words.sizeOf} label={words.width} onChoose={(textSize) => set({ textSize })} />
      )}
    </div>
  );
}

// what the eraser takes, and how much of it
function EraserOptions({ choice, set }: { choice: Choice; set: (change: Partial<Choice>) => void }) {
  const words = useBoardWords();
  const { erasesParts, eraserWidth } = choice;
  return (
    <div class="options">
      <Segmented
        label={words.tool.eraser}
        names={[words.wholeStrokes, words.parts]}
        value={erasesParts ? 1 : 0}
        onChoose={(at) => set({ erasesParts: at === 1 })}
      />
      {erasesParts && <Sizes sizes={ERASER_WIDTHS} value={eraserWidth} name={words.widthOf} label={words.width} onChoose={(width) => set({ eraserWidth: width })} />}
    </div>
  );
}
