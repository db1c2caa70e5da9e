import laptop from "lucide-static/icons/laptop.svg?raw";
import type { Ability } from "./cast/capture";
import { Icon } from "./parts/icon";
import { Title } from "./parts/frame";
import { useSpeech } from "./parts/speech";

/** Why this browser cannot share, and what can. */
export function Unable({ ability, code }: { ability: Exclude<Ability, "able">; code: string }) {
  const { words } = useSpeech();
  return (
    <section class="card unable">
      <Icon svg={laptop} />
      {ability === "phone" && (
        <>
          <Title>{words.phoneTitle}</Title>
          <p class="soft">{words.phone}</p>
          <p class="address">{location.origin}</p>
          {code && (
            <>
              <p class="soft">{words.phoneCode}</p>
              <p class="digits">{`${code.slice(0, 3)} ${code.slice(3)}`}</p>
            </>
          )}
        </>
      )}
      {ability === "old" && (
        <>
          <Title>{words.oldTitle}</Title>
          <p class="soft">{words.old}</p>
        </>
      )}
      {ability === "insecure" && (
        <>
          <Title>{words.insecureTitle}</Title>
          <p class="soft">{words.insecure}</p>
          <a class="main" href={`https://${location.host}/`}>
            {words.insecureLink}
          </a>
        </>
      )}
    </section>
  );
}
