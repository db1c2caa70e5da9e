import { Icon } from "../parts/icon";

interface Props {
  svg: string;
  label: string;
  /** Of a tool that may be in hand. */
  isPressed?: boolean | undefined;
  isDisabled?: boolean;
  shortcut?: string;
  onClick: () => void;
}

/** A square button with an icon; its label is its name and its hint. */
export function IconButton({ svg, label, isPressed, isDisabled = false, shortcut, onClick }: Props) {
  return (
    <button
      type="button"
      class="iconed"
      aria-label={label}
      title={shortcut ? `${label} (${shortcut})` : label}
      aria-pressed={isPressed}
      aria-keyshortcuts={shortcut}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon svg={svg} />
    </button>
  );
}
