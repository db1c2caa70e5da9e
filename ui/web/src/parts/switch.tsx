interface Props {
  label: string;
  hint?: string;
  isOn: boolean;
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
}

/** Something that is on or off. */
export function Switch({ label, hint, isOn, isDisabled = false, onChange }: Props) {
  return (
    <label class="switch">
      <input type="checkbox" role="switch" checked={isOn} disabled={isDisabled} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span class="track" aria-hidden="true" />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}
