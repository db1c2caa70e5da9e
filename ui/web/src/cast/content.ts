// What is shared: text that must stay legible, or motion that must stay smooth.

export type Content = "text" | "motion";

interface Terms {
  hint: string;
  maxWidth: number;
  maxHeight: number;
  framesPerS: number;
  degradation: "maintain-resolution" | "maintain-framerate";
  topMbps: number;
}

const TERMS: Record<Content, Terms> = {
  text: { hint: "text", maxWidth: 3840, maxHeight: 2160, framesPerS: 30, degradation: "maintain-resolution", topMbps: 20 },
  motion: { hint: "motion", maxWidth: 1920, maxHeight: 1080, framesPerS: 60, degradation: "maintain-framerate", topMbps: 20 },
};
const SHARED_MBPS = 24;

/** What to ask of the browser's capture. */
export function constraintsOf(content: Content): MediaTrackConstraints {
  const { maxWidth, maxHeight, framesPerS } = TERMS[content];
  return { width: { max: maxWidth }, height: { max: maxHeight }, frameRate: { ideal: framesPerS, max: framesPerS } };
}

/** The most bits a second that one of so many casts may send: alone 20 Mbit/s, two 12, four 6. */
export function ceilingBps(content: Content, casts: number): number {
  const shared = casts > 1 ? SHARED_MBPS / casts : TERMS[content].topMbps;
  return Math.min(TERMS[content].topMbps, shared) * 1_000_000;
}

/** Tell a picture's track what it shows; a browser that does not know the newest word is given the one before. */
export function mark(track: MediaStreamTrack, content: Content): void {
  track.contentHint = TERMS[content].hint;
  if (track.contentHint !== TERMS[content].hint) track.contentHint = content === "text" ? "detail" : "motion";
}

/** Change what a running capture gives; a browser that cannot goes on as it is. */
export async function adapt(track: MediaStreamTrack, content: Content): Promise<void> {
  mark(track, content);
  await track.applyConstraints(constraintsOf(content)).catch(() => undefined);
}

/** The encoding that a session begins with. */
export function encodingOf(content: Content, casts: number): RTCRtpEncodingParameters {
  return { maxBitrate: ceilingBps(content, casts), maxFramerate: TERMS[content].framesPerS };
}

/** Hold a running session to the terms of its content, without negotiating again. */
export async function limit(sender: RTCRtpSender, content: Content, casts: number): Promise<void> {
  const parameters = sender.getParameters() as RTCRtpSendParameters & { degradationPreference?: string };
  parameters.degradationPreference = TERMS[content].degradation;
  for (const encoding of parameters.encodings ?? []) Object.assign(encoding, encodingOf(content, casts));
  // a session that is being replaced takes nothing any more
  await sender.setParameters(parameters).catch(() => undefined);
}
