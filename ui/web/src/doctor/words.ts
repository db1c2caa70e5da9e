// The words for what the doctor finds, by code. Those that begin with a way of the room are the room's own findings.

import { text, type Data } from "./finding";

export interface Said {
  title: string;
  says: (data: Data) => string;
  /** What to do about it; only where something is to be done. */
  remedy?: (data: Data) => string;
}

type Findings = Record<string, Said>;

export const en = {
  title: "Does casting work from here?",
  checking: "Looking…",
  allWell: "Everything that was tried works.",
  some: (count: number) => (count === 1 ? "One thing keeps casting from working." : `${count} things keep casting from working.`),
  hints: "Casting works. A few things could be better.",
  fromHere: "From this device",
  inRoom: "In the room",
  roomNeedsCode: "With the code on the screen, UDP and the room itself are checked too.",
  again: "Check again",
  copy: "Copy for IT",
  copied: "Copied",
  byHand: "Your browser does not let pages copy. Select the text below and copy it.",
  back: "Back",
  statuses: { ok: "Works", warn: "Take note", fail: "Does not work", unsure: "Could not be tried" },
  reportTitle: "Casting to the room",
  reportPage: "Page",
  reportTime: "Time",
  reportBrowser: "Browser",
  findings: {
    "secure.yes": { title: "Secure page", says: () => "The browser trusts this page enough to share a screen." },
    "secure.no": {
      title: "Secure page",
      says: () => "This page is not secure, and browsers share screens only from secure pages.",
      remedy: (data) => `Open ${text(data, "url")}.`,
    },
    "capture.able": { title: "Sharing the screen", says: () => "This browser can share a screen." },
    "capture.phone": {
      title: "Sharing the screen",
      says: () => "Browsers on phones and tablets cannot share a screen.",
      remedy: () => "Open this address on a laptop, or use AirPlay where the room offers it.",
    },
    "capture.old": {
      title: "Sharing the screen",
      says: () => "This browser cannot share a screen.",
      remedy: () => "Use a current Chrome, Edge, Firefox or Safari on a computer. If it is current, your organisation may have switched screen sharing off: ask IT.",
    },
    "capture.insecure": {
      title: "Sharing the screen",
      says: () => "Not from a page that is not secure.",
      remedy: () => "Open the secure address first.",
    },
    "sound.possible": { title: "Sharing sound", says: () => "Possible. Switch on “Also share audio” when the browser asks what to share." },
    "sound.none": {
      title: "Sharing sound",
      says: () => "This browser shares the picture only.",
      remedy: () => "For sound use Chrome or Edge on a computer.",
    },
    "page.answers": { title: "Reaching the room", says: (data) => `The room answers in ${text(data, "ms")} ms.` },
    "page.silent": {
      title: "Reaching the room",
      says: () => "The room no longer answers.",
      remedy: (data) => `Join the room’s network and open ${text(data, "url")} again.`,
    },
    "trust.known": { title: "Certificate", says: () => "The browser knows who vouches for this room." },
    "trust.accepted": {
      title: "Certificate",
      says: () => "You told the browser to accept the certificate that the room made itself.",
      remedy: (data) => `Nothing to do if the screen shows the same fingerprint, ${text(data, "fingerprint")}… To spare guests the warning, IT can give the room a certificate.`,
    },
    "offers.taken": { title: "Casting by program (WHIP)", says: (data) => `OBS and FFmpeg can cast to ${text(data, "url")}.` },
    "offers.refused": {
      title: "Casting by program (WHIP)",
      says: () => "The address for OBS and FFmpeg does not answer.",
      remedy: () => "If a proxy lies in between, ask IT to let requests to the room through unchanged.",
    },
    "socket.works": { title: "Live connection (WebSocket)", says: () => "Works." },
    "socket.blocked": {
      title: "Live connection (WebSocket)",
      says: () => "Blocked on the way: pages load, but no lasting connection comes about.",
      remedy: () => "Switch VPN or proxy off for the room’s address, or ask IT to allow WebSockets to it.",
    },
    "way.open": { title: "UDP from here", says: (data) => `Works: ${text(data, "ms")} ms there and back, ${text(data, "lost")} % lost.` },
    "way.poor": {
      title: "UDP from here",
      says: (data) => `Works, but poorly: ${text(data, "ms")} ms there and back, ${text(data, "lost")} % lost.`,
      remedy: () => "Move nearer to the access point, use 5 GHz Wi-Fi or a cable, and switch a VPN off.",
    },
    "way.blocked": {
      title: "UDP from here",
      says: () => "Blocked: pictures cannot travel to the room.",
      remedy: (data) =>
        text(data, "first_port")
          ? `Ask IT to allow UDP to ${text(data, "address")}, ports ${text(data, "first_port")}–${text(data, "last_port")}, or join another Wi-Fi (not the guest Wi-Fi, no VPN).`
          : "Ask IT to allow UDP to the room’s address, or join another Wi-Fi (not the guest Wi-Fi, no VPN).",
    },
    "way.no_webrtc": {
      title: "UDP from here",
      says: () => "WebRTC is switched off in this browser.",
      remedy: () => "Switch it on in the browser’s settings, or remove the extension that blocks it.",
    },
    "way.later": { title: "UDP from here", says: () => "Several people test at once.", remedy: () => "Check again in ten seconds." },
    "way.untested": { title: "UDP from here", says: () => "Could not be tried: the room’s media program did not answer.", remedy: () => "Check again shortly." },
    "lookup.works": { title: "The room’s name", says: (data) => `${text(data, "url")} works from here.` },
    "lookup.fails": {
      title: "The room’s name",
      says: (data) => `${text(data, "url")} is not found from here. This network does not carry mDNS to you, which is common.`,
      remedy: (data) => `Use the address: ${text(data, "other")}.`,
    },
    "lookup.untested": { title: "The room’s name", says: (data) => `Could not be tried. Open ${text(data, "url")} to see.` },

    "browser.answers": { title: "Page for browsers", says: (data) => `Open at ${text(data, "url")}.` },
    "browser.only_here": {
      title: "Page for browsers",
      says: () => "Only the room’s own computer reaches it.",
      remedy: () => "Connect the room to a network.",
    },
    "browser.no_network": { title: "Page for browsers", says: () => "The room has no network.", remedy: () => "Plug its network cable in." },
    "browser.silent": {
      title: "Page for browsers",
      says: (data) => `${text(data, "url")} does not answer (${text(data, "reason")}).`,
      remedy: (data) => `Ask IT to open TCP port ${text(data, "port")} in the room’s firewall.`,
    },
    "browser.another_program": {
      title: "Page for browsers",
      says: (data) => `Another program answers at port ${text(data, "port")} of the room.`,
      remedy: () => "Ask IT to stop it, or to give the room another port.",
    },
    "name.answers": { title: "Name on the network", says: (data) => `The room answers to ${text(data, "name")}.` },
    "name.renamed": {
      title: "Name on the network",
      says: (data) => `${text(data, "wanted")} belongs to another machine (${text(data, "by")}); this room is ${text(data, "name")}.`,
      remedy: () => "Ask IT to give one of the two another host name.",
    },
    "name.taken": {
      title: "Name on the network",
      says: (data) => `${text(data, "wanted")} belongs to another machine (${text(data, "by")}).`,
      remedy: () => "Ask IT to give the room another host name. The address works meanwhile.",
    },
    "name.silent": {
      title: "Name on the network",
      says: (data) => `Nobody answers to ${text(data, "name")}: this network blocks mDNS.`,
      remedy: () => "Use the address. IT can allow multicast to 224.0.0.251, UDP port 5353.",
    },
    "name.none": { title: "Name on the network", says: () => "The room has not found a name yet.", remedy: () => "Use the address." },
    "name.off": { title: "Name on the network", says: () => "The room does not announce itself.", remedy: () => "Use the address, or let IT switch discovery on." },
    "plain.answers": { title: "Address without https", says: (data) => `${text(data, "url")} leads to the secure page.` },
    "plain.off": { title: "Address without https", says: () => "There is no page for those who leave https:// out.", remedy: () => "Type https:// too." },
    "plain.silent": {
      title: "Address without https",
      says: (data) => `${text(data, "url")} does not answer.`,
      remedy: () => "Type https:// too.",
    },
    "plain.another_program": {
      title: "Address without https",
      says: (data) => `Another program answers at port ${text(data, "port")} of the room.`,
      remedy: () => "Type https:// and the port that the screen shows.",
    },
    "certificate.trusted": { title: "The room’s certificate", says: (data) => `Given by the administrator, valid until ${text(data, "until")}.` },
    "certificate.self_made": {
      title: "The room’s certificate",
      says: (data) => `Made by the room itself, valid until ${text(data, "until")}. Each browser warns once.`,
      remedy: () => "IT can give the room a certificate that browsers know.",
    },
    "certificate.expired": {
      title: "The room’s certificate",
      says: (data) => `Expired on ${text(data, "until")}.`,
      remedy: () => "Ask IT to renew it, and to check the clock of the room’s computer.",
    },
    "certificate.expires_soon": {
      title: "The room’s certificate",
      says: (data) => `Valid only until ${text(data, "until")}.`,
      remedy: () => "Ask IT to renew it.",
    },
    "certificate.names_missing": {
      title: "The room’s certificate",
      says: (data) => `It is not for ${text(data, "missing")}.`,
      remedy: () => "Open another address of the room, or ask IT for a certificate with this name.",
    },
    "certificate.not_seen": { title: "The room’s certificate", says: () => "It could not be looked at.", remedy: () => "See the page for browsers." },
    "udp.ready": { title: "Receiving pictures", says: (data) => `Ready at UDP ports ${text(data, "first_port")}–${text(data, "last_port")}.` },
    "udp.small_buffer": {
      title: "Receiving pictures",
      says: () => "Ready, but the room’s buffer is small: fast pictures may stutter.",
      remedy: (data) => `Ask IT to run: sysctl -w net.core.rmem_max=${text(data, "wanted")}`,
    },
    "udp.media_away": {
      title: "Receiving pictures",
      says: () => "The room’s media program is not running.",
      remedy: () => "Wait a moment; if it stays away, restart the room.",
    },
    "udp.no_socket": {
      title: "Receiving pictures",
      says: () => "The room cannot send itself a UDP packet.",
      remedy: () => "Ask IT to look at the firewall on the room’s computer.",
    },
    "whip.answers": { title: "Programs such as OBS", says: (data) => `May cast to ${text(data, "url")}.` },
    "whip.full": { title: "Programs such as OBS", says: () => "The glass is full.", remedy: () => "Wait until somebody stops." },
    "whip.silent": { title: "Programs such as OBS", says: () => "Their address does not answer.", remedy: () => "See the page for browsers." },
    "airplay.ready": { title: "AirPlay", says: () => "iPhones, iPads and Macs find the room. Somebody at the screen says yes." },
    "airplay.off": {
      title: "AirPlay",
      says: () => "It is switched off in this room.",
      remedy: () => "Switch it on in the screen’s settings, under Casting.",
    },
    "airplay.failed": {
      title: "AirPlay",
      says: () => "Its program does not run as it should.",
      remedy: () => "Use the browser of a laptop, and tell IT: the room’s health tells why.",
    },
    "airplay.helper_missing": {
      title: "AirPlay",
      says: () => "Not in this room: its program (UxPlay) is not installed.",
      remedy: () => "Use the browser of a laptop, or ask IT to install uxplay.",
    },
    "airplay.needs_avahi": {
      title: "AirPlay",
      says: () => "Its program is installed, but avahi does not run, so iPhones cannot find it.",
      remedy: () => "Ask IT to start avahi-daemon.",
    },
    "qr.shown": { title: "QR code", says: () => "On the screen; it lets one person in and then renews itself." },
    "qr.no_address": { title: "QR code", says: () => "There is none, as the room has no address.", remedy: () => "Connect the room to a network." },
  } as Findings,
};

export type DoctorWords = typeof en;
