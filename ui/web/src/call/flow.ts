// What really arrives: two looks at a connection's statistics (W3C webrtc-stats), compared.

/** Of one track that is received. */
export interface Inbound {
  packets: number;
  lost: number;
  frames: number;
}

export interface Sample {
  atMs: number;
  inbound: ReadonlyMap<string, Inbound>;
  /** Seconds; undefined until the first answer. */
  roundTripS: number | undefined;
}

export type Grade = "good" | "fair" | "poor";

interface Stat {
  type: string;
  trackIdentifier?: string;
  packetsReceived?: number;
  packetsLost?: number;
  framesDecoded?: number;
  currentRoundTripTime?: number;
  nominated?: boolean;
}

/** Read a report of getStats. */
export function sampleOf(stats: Iterable<unknown>, atMs: number): Sample {
  const inbound = new Map<string, Inbound>();
  let roundTripS: number | undefined;
  for (const stat of stats as Iterable<Stat>) {
    if (stat.type === "inbound-rtp" && stat.trackIdentifier) {
      const { packetsReceived = 0, packetsLost = 0, framesDecoded = 0 } = stat;
      inbound.set(stat.trackIdentifier, { packets: packetsReceived, lost: packetsLost, frames: framesDecoded });
    }
    if (stat.type === "candidate-pair" && stat.nominated) roundTripS = stat.currentRoundTripTime ?? roundTripS;
  }
  return { atMs, inbound, roundTripS };
}

/** Tracks of which packets came between two looks. */
export function flowing(before: Sample, after: Sample): Set<string> {
  const came = new Set<string>();
  for (const [id, { packets }] of after.inbound) if (packets > (before.inbound.get(id)?.packets ?? 0)) came.add(id);
  return came;
}

/** How good it is: by the share of packets lost on the way, and how long they travel. */
export function grade(before: Sample, after: Sample): Grade | "" {
  let packets = 0;
  let lost = 0;
  for (const [id, now] of after.inbound) {
    const then = before.inbound.get(id) ?? { packets: 0, lost: 0, frames: 0 };
    packets += Math.max(0, now.packets - then.packets);
    lost += Math.max(0, now.lost - then.lost);
  }
  if (packets + lost === 0) return "";
  const share = lost / (packets + lost);
  const roundTripS = after.roundTripS ?? 0;
  if (share > 0.08 || roundTripS > 0.6) return "poor";
  return share > 0.02 || roundTripS > 0.3 ? "fair" : "good";
}
