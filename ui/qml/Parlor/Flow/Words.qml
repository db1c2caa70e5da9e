pragma Singleton

import QtQuick

// The room's codes in people's words: the only place that knows both.
QtObject {
    id: root

    function refusal(code: string): string {
        switch (code) {
        case "session.away":
            return qsTr("The room does not answer right now.");
        case "access.forbidden":
            return qsTr("The glass may not do this.");
        case "cast.full":
            return qsTr("The glass is full. Stop a cast first.");
        case "watch.unknown":
            return qsTr("They have stopped watching already.");
        case "cast.unknown":
            return qsTr("This cast is over already.");
        case "devices.unknown":
            return qsTr("This device is not there any more.");
        case "devices.away":
            return qsTr("No loudspeaker is connected.");
        case "media.away":
            return qsTr("Sound and picture are restarting. Try again in a moment.");
        case "settings.not_saved":
            return qsTr("The room could not save this: its disk is full or locked.");
        case "board.unknown":
            return qsTr("This board is not there any more.");
        case "board.not_open":
            return qsTr("No board is open.");
        case "board.not_saved":
            return qsTr("The board could not be saved: the disk is full or locked.");
        case "board.damaged":
            return qsTr("This board's file is damaged. Nothing of it was changed.");
        case "board.unknown_guest":
            return qsTr("This guest has left.");
        case "board.bad_link":
            return qsTr("This is no link of a board.");
        case "board.bad_file":
            return qsTr("This file cannot be read.");
        case "board.too_large":
            return qsTr("This file is too large.");
        case "board.full":
        case "board.peer_view_only":
            return root.lookOnly(code);
        case "board.cancelled":
            return qsTr("Cancelled.");
        case "board.export_failed":
            return qsTr("The file could not be made.");
        case "schedule.unknown_meeting":
            return qsTr("This meeting is not in the calendar any more.");
        case "schedule.not_now":
            return qsTr("This meeting is over or has not begun.");
        case "schedule.taken":
            return qsTr("The room is taken by then.");
        case "schedule.read_only":
            return qsTr("This room's calendar takes no bookings from here.");
        case "schedule.calendar_away":
            return qsTr("The calendar cannot be reached. Nothing was changed.");
        case "schedule.no_link":
        case "meeting.no_engine":
        case "meeting.no_sip":
        case "meeting.bad_address":
        case "meeting.locked":
        case "meeting.full":
        case "meeting.busy":
        case "meeting.unreachable":
        case "meeting.untrusted":
        case "meeting.no_media":
        case "web.no_browser":
        case "web.no_web_client":
        case "web.unreachable":
        case "web.refused":
        case "web.crashed":
            return FailureWords.words(code, "");
        case "meeting.unknown":
            return qsTr("This meeting is over.");
        case "meeting.not_ringing":
            return qsTr("Whoever called has hung up.");
        case "meeting.in_call":
            return qsTr("This room is in a call already. Leave it first.");
        case "meeting.no_call":
        case "meeting.not_in":
            return qsTr("The call is over already.");
        case "meeting.forbidden":
            return qsTr("Only the host of the meeting may do this.");
        case "meeting.lobby":
            return qsTr("This room has not been let in yet.");
        case "meeting.may_not_unmute":
            return qsTr("The host has muted this room. Raise the hand to speak.");
        case "meeting.cannot_share":
            return qsTr("This cannot be shared into this call.");
        case "meeting.unknown_person":
            return qsTr("They have left already.");
        case "meeting.old_epoch":
        case "meeting.bad_offer":
            return qsTr("Sound and picture are being connected anew. Try again in a moment.");
        case "recording.disk_full":
            return qsTr("The room's disk is too full to record.");
        case "recording.bad_folder":
            return qsTr("The room cannot write where recordings are kept. Its administrator can change that.");
        case "recording.unknown":
            return qsTr("This recording is not there any more.");
        case "recording.is_on":
            return qsTr("This recording is still on.");
        case "recording.empty":
        case "recording.broken":
            return qsTr("No film could be made of this recording.");
        case "session.rate_limited":
            return qsTr("That was too fast for the room. Try again in a moment.");
        default:
            return qsTr("The room could not do this (%1).").arg(code);
        }
    }
    // of somebody who may have told no name
    function caster(name: string): string {
        return name === "" ? qsTr("Guest") : name;
    }
    // all who cast, in few words
    function casters(names: list<string>): string {
        const first = root.caster(names.length > 0 ? names[0] : "");
        switch (names.length) {
        case 0:
        case 1:
            return first;
        case 2:
            return qsTr("%1 and %2").arg(first).arg(root.caster(names[1]));
        default:
            return qsTr("%1 and %2 others").arg(first).arg(names.length - 1);
        }
    }
    function areCasting(names: list<string>): string {
        if (names.length > 1)
            return qsTr("%1 are casting").arg(root.casters(names));
        return names.length === 0 || names[0] === "" ? qsTr("A guest is casting") : qsTr("%1 is casting").arg(names[0]);
    }
    function castEnd(reason: string, name: string, wasSeen: bool): string {
        const who = root.caster(name);
        if (!wasSeen)
            return reason === "refused" ? qsTr("Declined: %1").arg(who) : qsTr("%1 asks no longer").arg(who);
        switch (reason) {
        case "sender":
            return name === "" ? qsTr("The guest stopped casting") : qsTr("%1 stopped casting").arg(name);
        case "lost":
            return name === "" ? qsTr("The guest's device went out of reach") : qsTr("%1's device went out of reach").arg(name);
        case "taken_over":
            return qsTr("A new cast took the place of %1").arg(who);
        default:
            return qsTr("Stopped: %1").arg(who);
        }
    }
    function deviceKind(kind: string): string {
        switch (kind) {
        case "camera":
            return qsTr("Camera");
        case "microphone":
            return qsTr("Microphone");
        case "speaker":
            return qsTr("Loudspeaker");
        default:
            return qsTr("Display");
        }
    }
    function deviceTrouble(kind: string, availability: string): string {
        const lost = availability === "lost";
        switch (kind) {
        case "camera":
            return lost ? qsTr("Camera unplugged") : qsTr("The camera does not work");
        case "microphone":
            return lost ? qsTr("Microphone unplugged") : qsTr("The microphone does not work");
        case "speaker":
            return lost ? qsTr("Loudspeaker unplugged") : qsTr("The loudspeaker does not work");
        default:
            return lost ? qsTr("Display unplugged") : qsTr("The display does not work");
        }
    }
    function availability(availability: string): string {
        if (availability === "available")
            return qsTr("Ready");
        return availability === "lost" ? qsTr("Unplugged") : qsTr("Does not work");
    }
    function deviceIcon(kind: string): string {
        switch (kind) {
        case "camera":
            return "video";
        case "microphone":
            return "mic";
        case "speaker":
            return "volume-2";
        default:
            return "monitor";
        }
    }
    // why a board may only be looked at
    function lookOnly(code: string): string {
        switch (code) {
        case "board.full":
            return qsTr("This board is full: it can be looked at and taken away, but not drawn on. All that is on it is kept.");
        case "board.peer_view_only":
            return qsTr("The other room lets this one only look. Leave it to draw here again.");
        default:
            return qsTr("This board can only be looked at now.");
        }
    }
    function boardTrouble(code: string): string {
        switch (code) {
        case "board.storage_full":
            return qsTr("The room's disk is full. What is drawn stays here and is saved once there is space.");
        case "board.read_only":
            return qsTr("The room's disk is locked. What is drawn stays here and is saved once it can be written.");
        case "board.damaged":
            return qsTr("This board's file is damaged. What is left of it is shown; nothing of it was changed.");
        case "board.revoked":
            return qsTr("The room has closed this board to the glass.");
        case "board.bad_history":
            return qsTr("This board's history cannot be shown.");
        default:
            return root.refusal(code);
        }
    }
    // a board without a name goes by its day
    function boardName(name: string, createdAt: date, language: string): string {
        if (name !== "")
            return name;
        return isNaN(createdAt.getTime()) ? qsTr("Whiteboard") : qsTr("Board of %1").arg(root.day(createdAt, language));
    }
    function day(moment: date, language: string): string {
        //: Qt date format of boards
        return moment.toLocaleString(Qt.locale(language), qsTr("d MMM, HH:mm"));
    }
    function size(bytes: real): string {
        return bytes < 1000000 ? qsTr("%1 KB").arg(Math.max(1, Math.round(bytes / 1000))) : qsTr("%1 MB").arg((bytes / 1000000).toFixed(1));
    }
    // 123456 as people read it out
    function grouped(code: string): string {
        return code.length === 6 ? code.slice(0, 3) + " " + code.slice(3) : code;
    }
    function beginning(fingerprint: string): string {
        return fingerprint.split(":").slice(0, 4).join(":");
    }
    function duration(seconds: int): string {
        const minutes = Math.floor(seconds / 60) % 60;
        const hours = Math.floor(seconds / 3600);
        const two = n => String(n).padStart(2, "0");
        return (hours > 0 ? hours + ":" + two(minutes) : minutes) + ":" + two(seconds % 60);
    }
}
