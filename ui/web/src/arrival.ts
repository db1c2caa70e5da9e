// What somebody brings along in the address: the code, typed or copied from the glass, or a ticket from its QR code.

export type Arrival = { code: string } | { ticket: string } | undefined;

const CODE = /^\d{6}$/;
const TICKET = /^t\.([\w-]{10,64})$/;

/** Read the fragment of an address. */
export function readArrival(fragment: string): Arrival {
  const text = fragment.replace(/^#/, "");
  if (CODE.test(text)) return { code: text };
  const ticket = TICKET.exec(text)?.[1];
  return ticket ? { ticket } : undefined;
}

/** The fragment that brings the same along to another page; empty for nothing. */
export function fragmentOf(arrival: Arrival): string {
  if (!arrival) return "";
  return "code" in arrival ? `#${arrival.code}` : `#t.${arrival.ticket}`;
}
