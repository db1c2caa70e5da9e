import { css, shown } from "./colour";

interface Props {
  label: string;
  colors: readonly number[];
  names: readonly string[];
  value: number | undefined;
  /** As ink looks on a dark board. */
  isDark?: boolean;
  onChoose: (color: number) => void;
}

/** Colours to choose one from. */
export function Swatches({ label, colors, names, value, isDark = false, onChoose }: Props) {
  return (
    <div class="swatches" role="radiogroup" aria-label={label}>
      {colors.map((color, at) => (
        <button
          key={color}
          type="button"
          role="radio"
          class="swatch"
          aria-checked={color === value}
          aria-label={names[at] ?? ""}
          title={names[at] ?? ""}
          onClick={() => onChoose(color)}
        >
          <span class="ink" style={{ background: css(shown(color, isDark)) }} />
        </button>
      ))}
    </div>
  );
}
