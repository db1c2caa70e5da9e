pragma Singleton

import QtQuick

// Ways of casting and what the room found of them, in people's words. A code without words is shown as it is.
QtObject {
    id: root

    readonly property var titles: ({
            "browser": qsTr("Laptop's browser"),
            "name": qsTr("Name on the network"),
            "plain": qsTr("Address without https"),
            "certificate": qsTr("Certificate"),
            "udp": qsTr("Receiving pictures"),
            "whip": qsTr("OBS and other programs"),
            "airplay": "AirPlay",
            "input": qsTr("HDMI cable"),
            "qr": qsTr("QR code")
        })
    readonly property var findings: ({
            "browser.answers": qsTr("Open at %1."),
            "browser.only_here": qsTr("Only this computer itself reaches the room."),
            "browser.no_network": qsTr("This room has no network."),
            "browser.silent": qsTr("%1 does not answer."),
            "browser.another_program": qsTr("Another program answers at port %1."),
            "name.answers": qsTr("This room answers to %1."),
            "name.renamed": qsTr("%1 belongs to another machine. This room is %2."),
            "name.taken": qsTr("%1 belongs to another machine."),
            "name.silent": qsTr("Nobody answers to %1: this network blocks mDNS."),
            "name.none": qsTr("This room has not found a name yet."),
            "name.off": qsTr("This room does not announce itself."),
            "plain.answers": qsTr("%1 leads to the secure page."),
            "plain.off": qsTr("There is no page for those who leave https:// out."),
            "plain.silent": qsTr("%1 does not answer."),
            "plain.another_program": qsTr("Another program answers at port %1."),
            "certificate.trusted": qsTr("Known to browsers, valid until %1."),
            "certificate.self_made": qsTr("Made by this room, valid until %1. Each browser warns once."),
            "certificate.expired": qsTr("Expired on %1: browsers refuse it."),
            "certificate.expires_soon": qsTr("Valid only until %1."),
            "certificate.names_missing": qsTr("It is not for %1."),
            "certificate.not_seen": qsTr("It could not be looked at."),
            "udp.ready": qsTr("Ready at UDP ports %1 to %2."),
            "udp.small_buffer": qsTr("Ready, but fast pictures may stutter: the buffer is small."),
            "udp.media_away": qsTr("The media program is not running."),
            "udp.no_socket": qsTr("This room cannot send itself a UDP packet."),
            "whip.answers": qsTr("They cast to %1."),
            "whip.full": qsTr("The glass is full."),
            "whip.silent": qsTr("Their address does not answer."),
            "airplay.ready": qsTr("iPhones, iPads and Macs find this room."),
            "airplay.off": qsTr("It is switched off."),
            "airplay.failed": qsTr("Its program (UxPlay) does not run as it should."),
            "airplay.helper_missing": qsTr("Its program (UxPlay) is not installed."),
            "airplay.needs_avahi": qsTr("iPhones cannot find it: avahi is not running."),
            "input.present": qsTr("Plugged in: %1."),
            "input.none": qsTr("There is no capture device for a cable."),
            "qr.shown": qsTr("On the glass. It lets one person in, then renews itself."),
            "qr.no_address": qsTr("There is none without an address.")
        })
    readonly property var remedies: ({
            "browser.only_here": qsTr("Connect a network cable."),
            "browser.no_network": qsTr("Connect a network cable."),
            "browser.silent": qsTr("Ask IT to open TCP port %1 in this room's firewall."),
            "browser.another_program": qsTr("Ask IT to stop it, or to choose another port."),
            "name.renamed": qsTr("Ask IT to rename one of the two."),
            "name.taken": qsTr("Use the address. Ask IT for another host name."),
            "name.silent": qsTr("Use the address."),
            "name.none": qsTr("Use the address."),
            "name.off": qsTr("Use the address, or ask IT to switch discovery on."),
            "plain.off": qsTr("Type https:// too."),
            "plain.silent": qsTr("Type https:// too."),
            "plain.another_program": qsTr("Type https:// and the port too."),
            "certificate.self_made": qsTr("Go on past the warning. IT can install a certificate."),
            "certificate.expired": qsTr("Ask IT to renew it and to check this computer's clock."),
            "certificate.expires_soon": qsTr("Ask IT to renew it."),
            "certificate.names_missing": qsTr("Use another address, or ask IT for a certificate with this name."),
            "udp.small_buffer": qsTr("Ask IT to run: sysctl -w net.core.rmem_max=%1"),
            "udp.media_away": qsTr("Wait a moment. If it stays away, restart the room."),
            "udp.no_socket": qsTr("Ask IT to look at this computer's firewall."),
            "whip.full": qsTr("Stop a cast first."),
            "airplay.off": qsTr("Switch it on in the settings, under Casting."),
            "airplay.failed": qsTr("Use a laptop's browser, and tell IT: the room's health tells why."),
            "airplay.helper_missing": qsTr("Use a laptop's browser, or ask IT to install uxplay."),
            "airplay.needs_avahi": qsTr("Ask IT to start avahi-daemon."),
            "input.none": qsTr("Use the network, or connect an HDMI capture stick."),
            "qr.no_address": qsTr("Connect a network cable.")
        })
    // the facts that %1 and %2 stand for, the first that there is
    readonly property var facts: ({
            "browser.another_program": ["port"],
            "plain.another_program": ["port"],
            "name.renamed": ["wanted", "name"],
            "name.taken": ["wanted"],
            "name.answers": ["name"],
            "certificate.names_missing": ["missing"],
            "udp.ready": ["first_port", "last_port"],
            "input.present": ["names"]
        })

    function says(code: string, data: var): string {
        const names = root.facts[code] ?? ["url" in data ? "url" : "name" in data ? "name" : "until"];
        return root.filled(root.findings[code] ?? code, names.map(name => data[name]));
    }
    function remedy(code: string, data: var): string {
        return root.filled(root.remedies[code] ?? "", [data.port ?? data.wanted]);
    }
    function filled(words: string, values: var): string {
        return values.reduce((text, value, at) => text.replace("%" + (at + 1), Array.isArray(value) ? value.join(", ") : value ?? ""), words);
    }
}
