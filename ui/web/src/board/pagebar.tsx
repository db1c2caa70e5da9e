import follow from "lucide-static/icons/monitor-check.svg?raw";
import left from "lucide-static/icons/chevron-left.svg?raw";
import right from "lucide-static/icons/chevron-right.svg?raw";
import fit from "lucide-static/icons/maximize.svg?raw";
import minus from "lucide-static/icons/minus.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import addPage from "lucide-static/icons/file-plus-2.svg?raw";
import { useState } from "preact/hooks";
import { IconButton } from "./button";
import { newId } from "./element";
import { mayDraw, type Session } from "./session";
import { useTold } from "./told";
import type { BoardView } from "./view";
import { useBoardWords } from "./words";

const STEP = 1.25;

/** Which page one sees, and how large. */
export function PageBar({ session, view }: { session: Session; view: BoardView }) {
  const words = useBoardWords();
  const state = useTold(session.told);
  const { pages, isFollowing, people } = state;
  const { pageId } = useTold(view.told);
  const [isOpen, setOpen] = useState(false);
  const at = Math.max(pages.findIndex(({ id }) => id === pageId), 0);
  const go = (step: number): void => session.goTo(pages[at + step]?.id ?? pageId);
  const choose = (id: string): void => {
    session.goTo(id);
    setOpen(false);
  };
  return (
    <nav class="pages" aria-label={words.pages}>
      {isOpen && (
        <div class="options list">
          {pages.map(({ id }, index) => (
            <button key={id} type="button" class="entry" aria-current={id === pageId ? "page" : undefined} onClick={() => choose(id)}>
              {words.page(index + 1)}
              <span class="soft">{people.filter(({ page }) => page === id).map(({ name }) => name).join(", ")}</span>
            </button>
          ))}
          <label class="entry">
            <input type="checkbox" checked={isFollowing} onChange={(event) => session.follow(event.currentTarget.checked)} />
            {words.follow}
          </label>
        </div>
      )}
      <div class="tools">
        <IconButton svg={left} label={words.previousPage} isDisabled={at === 0} onClick={() => go(-1)} />
        <button type="button" class="count" aria-expanded={isOpen} aria-label={`${words.pages}: ${words.pageOf(at + 1, pages.length)}`} onClick={() => setOpen(!isOpen)}>
          {words.pageOf(at + 1, pages.length)}
        </button>
        <IconButton svg={right} label={words.nextPage} isDisabled={at >= pages.length - 1} onClick={() => go(1)} />
        {mayDraw(state) && <IconButton svg={addPage} label={words.addPage} onClick={() => session.addPage(newId())} />}
        {!isFollowing && <IconButton svg={follow} label={words.follow} onClick={() => session.follow(true)} />}
        <span class="zoom">
          <IconButton svg={minus} label={words.zoomOut} shortcut="-" onClick={() => view.zoomBy(1 / STEP)} />
          <IconButton svg={plus} label={words.zoomIn} shortcut="+" onClick={() => view.zoomBy(STEP)} />
        </span>
        <IconButton svg={fit} label={words.fit} shortcut="0" onClick={() => view.fit()} />
      </div>
    </nav>
  );
}
