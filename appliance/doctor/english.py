"""What the room finds of its ways of casting, in English for a terminal; each fact in braces comes from the data."""

from __future__ import annotations

from appliance.api.doctor import CastWay, WayCode
from appliance.doctor.finding import Finding

NAMES = {
    "browser": "page",
    "name": ".local name",
    "plain": "plain page",
    "udp": "media (UDP)",
    "whip": "WHIP",
    "airplay": "AirPlay helper",
    "input": "HDMI input",
    "qr": "QR code",
}
WORDS: dict[WayCode, tuple[str, str]] = {
    "browser.answers": ("{url} answers", ""),
    "browser.only_here": ("{url} answers, but only this machine reaches it", "connect a network"),
    "browser.no_network": ("no address for guests", "connect a network"),
    "browser.silent": ("{url} does not answer: {reason}", "look for a firewall"),
    "browser.another_program": ("another program answers at port {port}", "stop it, or set [network] https_port"),
    "name.answers": ("the network answers to {name}", ""),
    "name.renamed": ("{wanted} belongs to {by}; the room is {name}", "hostnamectl set-hostname to a name of its own"),
    "name.taken": ("{wanted} belongs to {by}", "hostnamectl set-hostname to a name of its own"),
    "name.silent": ("nobody answers to {name}", "allow multicast to 224.0.0.251, UDP 5353, on switches and Wi-Fi"),
    "name.none": ("none yet", "wait, or look at the log of `parlor room`"),
    "name.off": ("the room does not announce itself", "set [discovery] enabled = true"),
    "plain.answers": ("{url} leads to the secure page", ""),
    "plain.off": ("off: who leaves https:// out finds nothing", "set [network] http_port"),
    "plain.silent": ("{url} does not answer: {reason}", "look for a firewall, or for another program at its port"),
    "plain.another_program": ("another program answers at port {port}", "stop it, or set [network] http_port"),
    "certificate.trusted": ("given, valid until {until}", ""),
    "certificate.self_made": ("made by the room, valid until {until}; browsers warn once", "give one in [https]"),
    "certificate.expired": ("expired on {until}", "renew it, and check this machine's clock"),
    "certificate.expires_soon": ("valid only until {until}", "renew it"),
    "certificate.names_missing": ("not for {missing}", "get one with these names, or open another address"),
    "certificate.not_seen": ("could not be looked at", "see the page"),
    "udp.ready": ("ready at ports {first_port}-{last_port} of {address}", ""),
    "udp.small_buffer": ("net.core.rmem_max is {bytes}: bursts are lost", "sysctl -w net.core.rmem_max={wanted}"),
    "udp.media_away": ("the media worker is away", "look at the log of `parlor media`"),
    "udp.no_socket": ("no datagram gets from {address} to itself", "look for a firewall on this machine"),
    "whip.answers": ("{url} takes offers", ""),
    "whip.full": ("{url} takes offers, but the glass holds {limit} casts already", "stop one"),
    "whip.silent": ("takes no offers", "see the page"),
    "airplay.ready": ("iPhones, iPads and Macs find this room", ""),
    "airplay.off": ("switched off", "switch it on in the glass's settings, under Casting"),
    "airplay.failed": ("its program does not run as it should", "`parlor state health` tells why"),
    "airplay.helper_missing": ("uxplay is not installed", "apt install uxplay"),
    "airplay.needs_avahi": ("uxplay is installed, but avahi does not run", "systemctl enable --now avahi-daemon"),
    "input.present": ("{names}", ""),
    "input.none": ("no capture device", "connect an HDMI capture stick"),
    "qr.shown": ("leads to {url}", ""),
    "qr.no_address": ("none, for want of an address", "connect a network"),
}


def finding(way: CastWay) -> Finding:
    """A way as a line of the terminal."""
    text, remedy = WORDS[way.code]
    facts = {name: ", ".join(fact) if isinstance(fact, tuple) else fact for name, fact in way.data.items()}
    name = NAMES.get(way.way, way.way)
    return Finding(name, way.status, text.format(**facts), remedy.format(**facts) if way.status != "ok" else "")
