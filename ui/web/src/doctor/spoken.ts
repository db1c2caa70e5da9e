// The doctor's words in the language that the page speaks.

import type { Language } from "../words";
import { en, type DoctorWords } from "./words";
import { zh } from "./words.zh";

export const doctorWords: Record<Language, DoctorWords> = { en, "zh-CN": zh };
