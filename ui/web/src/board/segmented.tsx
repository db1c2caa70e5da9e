interface Props {
  label: string;
  names: readonly string[];
  value: number;
  onChoose: (at: number) => void;
}

/** A few ways, one of which is chosen. */
export function Segmented({ label, names, value, onChoose }: Props) {
  return (
    <div class="segmented" role="radiogroup" aria-label={label}>
      {names.map((name, at) => (
        <button key={name} type="button" role="radio" aria-checked={at === value} onClick={() => onChoose(at)}>
          {name}
        </button>
      ))}
    </div>
  );
}
