// How this browser shared last.

import { recall, remember } from "../keep";
import type { Content } from "./content";

export interface Chosen {
  content: Content;
  withSound: boolean;
}

export function recallChosen(): Chosen {
  return {
    content: recall("local", "content") === "motion" ? "motion" : "text",
    withSound: recall("local", "sound") !== "off",
  };
}

export function rememberChosen({ content, withSound }: Chosen): void {
  remember("local", "content", content);
  remember("local", "sound", withSound ? "" : "off");
}
