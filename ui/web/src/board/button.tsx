import { Icon } from "../parts/icon";
import { css } from "./colour";

interface Props {
  svg: string;
  label: string;
  /** Of a tool that may be in hand. */
  isPressed?: boolean | undefined;
  isDisabled?: boolean;
  /** Of a button that shows more of them. */
  isExpanded?: boolean | undefined;
  shortcut?: string;
  /** A colour that the tool is set to. */
  mark?: number | undefined;
  onClick: () => void;
}

/** A square button with an icon; its label is its name and its hint. */
export function IconButton({ svg, label, isPressed, isExpanded, isDisabled = false, shortcut, mark, onClick }: Props) {
  return (
    <button
      type="button"
      class="iconed"
      aria-label={label}
      title={shortcut ? `${label} (${shortcut})` : label}
      aria-pressed={isPressed}
      aria-expanded={isExpanded}
      aria-keyshortcuts={shortcut}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon svg={svg} />
      {mark !== undefined && <span class="mark-colour" style={{ background: css(mark) }} />}
    </button>
  );
}
