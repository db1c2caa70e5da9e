pragma Singleton

import QtQuick

// Why a call failed or ended, in people's words, and what to do about it.
QtObject {
    id: root

    readonly property list<string> ends: ["meeting.ended", "meeting.removed", "meeting.lost", "meeting.elsewhere"]

    function title(code: string): string {
        return root.ends.includes(code) ? qsTr("The call has ended") : qsTr("The meeting could not be joined");
    }
    function words(code: string, detail: string): string {
        switch (code) {
        case "meeting.unknown":
            return qsTr("No meeting was found under this number, or the passcode is another.");
        case "meeting.locked":
            return qsTr("The meeting is locked: nobody new is let in.");
        case "meeting.full":
            return qsTr("The meeting is full.");
        case "meeting.no_engine":
            return qsTr("Nothing carries sound and picture of meetings right now.");
        case "meeting.busy":
            return qsTr("The room that was called is in another call.");
        case "meeting.no_sip":
            return qsTr("This room is not set up for calls by SIP.");
        case "meeting.bad_address":
            return qsTr("This is no meeting number, no known link and no SIP address.");
        case "meeting.bad_offer":
            return qsTr("The other side did not understand this room's sound and picture.");
        case "meeting.denied":
            return qsTr("Somebody in the meeting did not let this room in.");
        case "meeting.removed":
            return qsTr("The host has removed this room from the meeting.");
        case "meeting.ended":
            return qsTr("The host has ended the meeting.");
        case "meeting.lost":
            return qsTr("The connection was lost and did not come back.");
        case "meeting.elsewhere":
            return qsTr("This room went into the meeting from elsewhere.");
        case "meeting.no_media":
            return qsTr("Sound and picture found no way through the network.");
        case "meeting.untrusted":
            return qsTr("%1 cannot prove who it is: its certificate is not known here.").arg(detail === "" ? qsTr("The other room") : detail);
        case "access.too_many_tries":
            return qsTr("Too many wrong numbers or passcodes. The other room lets nobody try for a while.");
        case "meeting.unreachable":
            return detail === "answer" ? qsTr("The room that holds the meeting answers in a way that this one does not understand. One of them may be too old.") : qsTr("The room that holds the meeting cannot be reached.");
        case "schedule.no_link":
            return qsTr("The booking has no link that this room could follow.");
        case "schedule.calendar_away":
            return qsTr("The calendar cannot be reached, and with it the link.");
        case "media.away":
            return qsTr("Sound and picture are restarting. Try again in a moment.");
        case "sip.busy":
            return qsTr("The line is busy.");
        case "sip.declined":
            return qsTr("The call was declined.");
        case "sip.no_answer":
            return qsTr("Nobody answers.");
        case "sip.unknown":
            return qsTr("Nobody has this address.");
        case "sip.no_codec":
            return qsTr("The other side speaks no kind of sound that this room knows.");
        case "sip.sign_in":
            return qsTr("The telephone server of this room refuses the call.");
        case "sip.failed":
            return detail !== "" ? qsTr("The call failed: %1.").arg(detail) : qsTr("The call failed.");
        case "web.no_browser":
            return qsTr("This room has no browser for meetings of other services.");
        case "web.no_web_client":
            return qsTr("%1 lets nobody in by browser.").arg(detail === "" ? qsTr("This service") : detail);
        case "web.unreachable":
            return qsTr("%1 cannot be reached.").arg(detail === "" ? qsTr("The meeting's page") : detail);
        case "web.refused":
            return qsTr("%1 did not let this room in.").arg(detail === "" ? qsTr("The meeting") : detail);
        case "web.crashed":
            return qsTr("The meeting's page has crashed.");
        default:
            return detail !== "" ? qsTr("It failed with: %1 (%2).").arg(code).arg(detail) : qsTr("It failed with: %1.").arg(code);
        }
    }
    function remedy(code: string): string {
        switch (code) {
        case "meeting.unknown":
            return qsTr("Compare number and passcode with the invitation. The room that holds the meeting must be on.");
        case "meeting.locked":
        case "meeting.full":
        case "meeting.denied":
        case "web.refused":
            return qsTr("Ask whoever holds the meeting, then try again.");
        case "meeting.no_engine":
        case "media.away":
        case "web.crashed":
            return qsTr("It is restarting by itself. Try again in a moment.");
        case "sip.busy":
        case "sip.no_answer":
            return qsTr("Try again later.");
        case "sip.unknown":
            return qsTr("Check what was typed.");
        case "meeting.no_sip":
        case "sip.sign_in":
        case "web.no_browser":
            return qsTr("Whoever runs this room can set it up. Until then, join from a laptop and cast it here.");
        case "web.no_web_client":
            return qsTr("Join from a laptop and cast it here.");
        case "meeting.bad_address":
            return qsTr("Check what was typed.");
        case "meeting.untrusted":
            return qsTr("Whoever runs this room can make the other room known to it.");
        case "access.too_many_tries":
            return qsTr("Wait a minute, then try again.");
        case "web.unreachable":
        case "meeting.unreachable":
        case "meeting.lost":
        case "meeting.no_media":
        case "schedule.calendar_away":
            return qsTr("Check the network of this room, then try again.");
        default:
            return "";
        }
    }
}
