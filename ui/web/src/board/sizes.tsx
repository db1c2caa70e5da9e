const MOST_DOT = 24;

interface Props {
  sizes: readonly number[];
  value: number;
  label: string;
  name: (at: number) => string;
  onChoose: (size: number) => void;
}

/** Widths to choose one from, as dots. */
export function Sizes({ sizes, value, label, name, onChoose }: Props) {
  const most = Math.max(...sizes);
  return (
    <div class="swatches" role="radiogroup" aria-label={label}>
      {sizes.map((size) => (
        <button key={size} type="button" role="radio" class="swatch" aria-checked={size === value} aria-label={name(size)} title={name(size)} onClick={() => onChoose(size)}>
          <span class="dot-size" style={{ width: `${(size / most) * MOST_DOT}px`, height: `${(size / most) * MOST_DOT}px` }} />
        </button>
      ))}
    </div>
  );
}
