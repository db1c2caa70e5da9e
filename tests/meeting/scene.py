"""A page made of a recipe's own selectors: what it waits for is there, in its order, and nothing else."""

from __future__ import annotations

import json

from appliance.meeting.web.recipe import Recipe

_SCRIPT = r"""
const ONLY_IN = /^body:not\(:has\([^)]*\)\)\s*/;
const PARTS = /(?:\[[^\]]*\]|\([^)]*\)|[^\s>])+/g;
const ATTRIBUTES = /\[([\w-]+)(?:[$*^]?="([^"]*)")?[^\]]*\]/g;
const build = (selector, tag) => {
  let at = document.querySelector("main");
  const parts = selector.replace(ONLY_IN, "").match(PARTS);
  for (const [number, part] of parts.entries()) {
    const bare = part.replace(/:not\([^)]*\)/g, "");
    const usual = number === parts.length - 1 ? tag : "div";
    const element = document.createElement(bare.match(/^[a-z][\w-]*/)?.[0] ?? usual);
    for (const [, name, value] of bare.matchAll(ATTRIBUTES)) element.setAttribute(name, value ?? "");
    for (const [, name] of bare.matchAll(/#([\w-]+)/g)) element.id = name;
    for (const [, name] of bare.replace(/\[[^\]]*\]/g, "").matchAll(/\.([\w-]+)/g)) element.classList.add(name);
    at.append(element);
    at = element;
  }
  if (!["input", "iframe", "img"].includes(at.localName)) at.append("thing");
  if (!document.querySelector(selector)) throw new Error(`cannot build ${selector}`);
  return at;
};
const tell = (what) => fetch(`/told/${encodeURIComponent(what)}`, { method: "POST" });
const scene = SCENE;
const clear = () => document.querySelector("main").replaceChildren();
const live = () => { clear(); build(scene.live, "button"); for (const each of scene.shown) build(each, "button"); };
const next = (number) => {
  const step = scene.steps[number];
  if (!step) return setTimeout(live, 300);
  const element = build(step.at, step.do === "fill" ? "input" : "button");
  const done = () => { tell(`${step.do}:${number}:${element.value ?? ""}`); next(number + 1); };
  if (step.do === "fill") element.addEventListener("input", done, { once: true });
  else element.addEventListener("click", (event) => { event.preventDefault(); clear(); done(); }, { once: true });
};
window.onerror = (message) => tell(message);
next(0);
"""
_STYLE = "<style>main *{display:inline-block;min-width:120px;min-height:60px}</style>"


def scene(recipe: Recipe, choice: int) -> str:
    """The page, with the `choice`th selector of each step, or its last."""
    steps = [{"do": step.do, "at": step.at[min(choice, len(step.at) - 1)]} for step in recipe.step]
    live = recipe.signal["live"].at
    shown = [control.off[0] for control in (recipe.microphone, recipe.camera) if control is not None]
    told = {"steps": steps, "live": live[min(choice, len(live) - 1)], "shown": shown}
    script = _SCRIPT.replace("SCENE", json.dumps(told))
    return f"<!doctype html><meta charset=utf-8>{_STYLE}<main></main><script>{script}</script>"
