import stethoscope from "lucide-static/icons/stethoscope.svg?raw";
import type { Info } from "../room";
import { Certificate } from "./certificate";
import { Icon } from "./icon";
import { useSpeech } from "./speech";

/** Under every step of a guest: why the browser warned, and whom to ask when something does not work. */
export function Foot({ info }: { info: Info | undefined }) {
  const { words } = useSpeech();
  return (
    <>
      <Certificate info={info} />
      {/* in a tab of its own, which knows the same session: a cast in this one goes on */}
      <a class="trouble" href="/doctor" target="_blank" rel="opener">
        <Icon svg={stethoscope} />
        {words.trouble}
      </a>
    </>
  );
}
