import check from "lucide-static/icons/check.svg?raw";
import alert from "lucide-static/icons/circle-alert.svg?raw";
import question from "lucide-static/icons/circle-help.svg?raw";
import cross from "lucide-static/icons/x.svg?raw";
import { Icon } from "../parts/icon";
import type { Finding, Status } from "./finding";
import type { DoctorWords } from "./words";

const ICONS: Record<Status, string> = { ok: check, warn: alert, fail: cross, unsure: question };

/** One thing that was looked at: what it is, how it is, what to do. */
export function FindingRow({ finding: { status, code, data }, words }: { finding: Finding; words: DoctorWords }) {
  const said = words.findings[code];
  const remedy = status === "ok" ? undefined : said?.remedy?.(data);
  return (
    <li class={`finding ${status}`}>
      <Icon svg={ICONS[status]} />
      <div>
        <h3>
          {said?.title ?? code} <span class="state">{words.statuses[status]}</span>
        </h3>
        <p class="soft">{said?.says(data) ?? words.statuses[status]}</p>
        {remedy && <p class="remedy">{remedy}</p>}
      </div>
    </li>
  );
}
