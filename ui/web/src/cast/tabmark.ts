import { useEffect } from "preact/hooks";

/** While shown, the tab's title and picture tell what goes on, also where another tab is in front. */
export function useTabMark(mark: "live" | "still" | "waiting", title: string): void {
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    const before = { title: document.title, href: icon?.href ?? "" };
    document.title = `${{ live: "●", still: "⏸", waiting: "…" }[mark]} ${title}`;
    if (icon) icon.href = `/favicon-${mark}.svg`;
    return () => {
      document.title = before.title;
      if (icon) icon.href = before.href;
    };
  }, [mark, title]);
}

/** Ask before the page is left by mistake. */
export function useLeaveWarning(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
}
