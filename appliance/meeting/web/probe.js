// Runs in a world of its own beside the page's scripts, in the page and in each frame of another site.
(() => {
  const roots = () => {
    const found = [];
    const add = (root, x, y) => {
      found.push({ root, x, y });
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) add(element.shadowRoot, x, y);
        if (element.localName !== "iframe") continue;
        let inner = null;
        try { inner = element.contentDocument; } catch { inner = null; }
        if (!inner) continue;
        const box = element.getBoundingClientRect();
        add(inner, x + box.left + element.clientLeft, y + box.top + element.clientTop);
      }
    };
    add(document, 0, 0);
    return found;
  };

  const shows = (element) => {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return false;
    const style = getComputedStyle(element);
    return style.visibility !== "hidden" && style.display !== "none";
  };

  const find = (selectors, among) => {
    for (const selector of selectors) {
      for (const { root, x, y } of among) {
        for (const element of root.querySelectorAll(selector)) {
          if (shows(element)) return { element, x, y };
        }
      }
    }
    return null;
  };

  const focused = () => {
    let element = document.activeElement;
    for (;;) {
      if (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      else if (element?.localName === "iframe") {
        let inner = null;
        try { inner = element.contentDocument?.activeElement ?? null; } catch { inner = null; }
        if (!inner) return null;
        element = inner;
      } else return element;
    }
  };

  const UNTYPED = ["button", "checkbox", "radio", "range", "color", "file", "image", "reset", "submit", "hidden"];

  const takesKeys = (element) =>
    !!element && !element.readOnly && !element.disabled &&
    (element.localName === "textarea" || element.isContentEditable ||
      (element.localName === "input" && !UNTYPED.includes(element.type)));

  return {
    look(wanted) {
      const among = roots();
      const shown = [];
      for (const [name, selectors] of Object.entries(wanted)) if (find(selectors, among)) shown.push(name);
      return { shown, typing: takesKeys(focused()), ready: document.readyState !== "loading" };
    },

    locate(selectors) {
      const found = find(selectors, roots());
      if (!found || found.element.disabled || found.element.getAttribute("aria-disabled") === "true") return null;
      const { element } = found;
      element.scrollIntoView({ block: "center", inline: "center" });
      const box = element.getBoundingClientRect();
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      const top = element.getRootNode().elementFromPoint?.(x, y) ?? null;
      const again = find(selectors, roots());
      return { x: again.x + x, y: again.y + y, free: !!top && (element === top || element.contains(top)) };
    },

    press(selectors) {
      const found = find(selectors, roots());
      found?.element.click();
      return !!found;
    },

    select(selectors) {
      const found = find(selectors, roots());
      if (!found) return false;
      found.element.focus();
      found.element.select?.();
      return takesKeys(focused());
    },

    read(selectors) {
      const found = find(selectors, roots());
      return found ? String(found.element.value ?? found.element.textContent ?? "") : null;
    },
  };
})()
