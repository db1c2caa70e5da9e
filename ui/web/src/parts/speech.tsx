import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { recall, remember } from "../keep";
import { preferred, words, type Language, type Words } from "../words";

interface Speech {
  words: Words;
  language: Language;
  switchLanguage: () => void;
}

const SpeechContext = createContext<Speech | undefined>(undefined);

/** Speaks the language that was chosen, or else the browser's. */
export function Speaking({ children }: { children: ComponentChildren }) {
  const [language, setLanguage] = useState<Language>(() => {
    const chosen = recall("local", "language");
    return chosen === "en" || chosen === "zh-CN" ? chosen : preferred(navigator.languages);
  });
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const switchLanguage = () => {
    const other = language === "en" ? "zh-CN" : "en";
    remember("local", "language", other);
    setLanguage(other);
  };
  return <SpeechContext.Provider value={{ words: words[language], language, switchLanguage }}>{children}</SpeechContext.Provider>;
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error("useSpeech outside of Speaking");
  return speech;
}
