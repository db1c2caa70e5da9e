import eye from "lucide-static/icons/eye.svg?raw";
import laptop from "lucide-static/icons/laptop.svg?raw";
import video from "lucide-static/icons/video.svg?raw";
import { fragmentOf, type Arrival } from "./arrival";
import { offerWords } from "./call/offerwords";
import type { Ability } from "./cast/capture";
import { Icon } from "./parts/icon";
import { Title } from "./parts/frame";
import { useSpeech } from "./parts/speech";

/** Why this browser cannot share, and what can. */
export function Unable({ ability, arrival }: { ability: Exclude<Ability, "able">; arrival: Arrival }) {
  const { words, language } = useSpeech();
  const meeting = offerWords[language];
  const code = arrival && "code" in arrival ? arrival.code : "";
  return (
    <section class="card unable">
      <Icon svg={laptop} />
      {ability === "phone" && (
        <>
          <Title>{words.phoneTitle}</Title>
          <p class="soft">{words.phone}</p>
          <p class="address">{location.origin}</p>
          <p class="soft">{code ? words.phoneCode : words.phoneCodeThere}</p>
          {code && <p class="digits">{`${code.slice(0, 3)} ${code.slice(3)}`}</p>}
          <a class="quiet watch" href={`/watch${fragmentOf(arrival)}`}>
            <Icon svg={eye} />
            {words.watchInstead}
          </a>
          <a class="quiet watch" href={`/call${fragmentOf(arrival)}`}>
            <Icon svg={video} />
            {meeting.instead}
          </a>
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
