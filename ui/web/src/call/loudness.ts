// How loud a track is, for a meter and for noticing that somebody speaks while muted.

import { useEffect, useState } from "preact/hooks";

const EVERY_MS = 80;
const QUIETEST_DB = -60;

/** Tell a track's loudness, 0 to 1 from -60 dBFS to full, some times a second; a copy is measured, so that muting does not matter. */
export function measure(track: MediaStreamTrack, onLoudness: (loudness: number) => void): () => void {
  const copy = track.clone();
  copy.enabled = true;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLoudness(loudnessOf(samples));
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    copy.stop();
    context.close().catch(() => undefined);
  };
}

/** Loudness of samples between -1 and 1. */
export function loudnessOf(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < samples.length; at += 1) sum += samples[at]! ** 2;
  const decibels = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-12);
  return Math.min(1, Math.max(0, 1 - decibels / QUIETEST_DB));
}

export function useLoudness(track: MediaStreamTrack | undefined): number {
  const [loudness, setLoudness] = useState(0);
  useEffect(() => {
    setLoudness(0);
    return track ? measure(track, setLoudness) : undefined;
  }, [track]);
  return loudness;
}
