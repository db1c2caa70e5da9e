pragma Singleton

import QtQuick

// Codes of calls and conferences in people's words.
QtObject {
    id: root

    function title(title: string, serviceName: string): string {
        return title !== "" ? title : serviceName !== "" ? qsTr("Meeting on %1").arg(serviceName) : qsTr("Meeting");
    }
    function person(name: string): string {
        return name === "" ? qsTr("Guest") : name;
    }
    // sip:anna@example.org as people say it
    function bare(address: string): string {
        return address.replace(/^sips?:/i, "").replace(/;.*$/, "");
    }
    function caller(name: string, address: string): string {
        return name !== "" ? name : address !== "" ? root.bare(address) : qsTr("Somebody");
    }
    function missed(who: string, time: string, more: int): string {
        return more > 0 ? qsTr("Missed call: %1 at %2, and %3 more").arg(who).arg(time).arg(more) : qsTr("Missed call: %1 at %2").arg(who).arg(time);
    }
    // 123456789 as people read it out
    function grouped(number: string): string {
        return number.replace(/(\d{3})(?=\d)/g, "$1 ");
    }
    // what is being done to get in
    function step(phase: string, step: string, serviceName: string): string {
        if (phase === "lobby" || step === "admission")
            return qsTr("Somebody in the meeting must let this room in. They have been told.");
        switch (step) {
        case "find":
            return qsTr("Looking for the meeting…");
        case "enter":
            return qsTr("Going in…");
        case "media":
            return qsTr("Connecting sound and picture…");
        case "picture":
            return qsTr("Waiting for the first picture…");
        case "page":
            return serviceName !== "" ? qsTr("Opening the page of %1…").arg(serviceName) : qsTr("Opening the meeting's page…");
        case "name":
            return qsTr("Giving this room's name…");
        case "ask":
            return qsTr("Asking to be let in…");
        case "hand_over":
            return qsTr("Tap Join on the page yourself.");
        default:
            return qsTr("Joining…");
        }
    }
    // why somebody must act on a page
    function hint(hint: string): string {
        switch (hint) {
        case "captcha":
            return qsTr("The page wants to see that a person is here: answer it, then tap Join.");
        case "sign_in":
            return qsTr("The page asks for an account: sign in, or ask the host to let guests in.");
        case "stopped":
            return qsTr("The page wanted to lead elsewhere, which was stopped. Tap Join on it yourself.");
        default:
            return qsTr("Tap Join on the page yourself.");
        }
    }
    // where the sound of a third party's page comes from
    function pageHears(gets: string): string {
        switch (gets) {
        case "room":
            return qsTr("The page hears the room's own sound, without its echo.");
        case "device":
            return qsTr("The page hears the microphone directly.");
        default:
            return "";
        }
    }
    function pageSees(gets: string): string {
        switch (gets) {
        case "room":
            return qsTr("The page sees the room's own picture.");
        case "device":
            return qsTr("The page sees the camera directly.");
        default:
            return "";
        }
    }
    function recording(phase: string, passed: string, by: string): string {
        if (phase === "paused")
            return qsTr("Recording paused");
        if (phase === "starting")
            return qsTr("Recording begins…");
        return by === "" ? qsTr("Recording %1").arg(passed) : qsTr("Recording %1 · %2").arg(passed).arg(by);
    }
    function recordingFailure(code: string): string {
        switch (code) {
        case "recording.disk_full":
            return qsTr("The recording ended: the disk of the room is full. What was recorded is kept.");
        case "recording.bad_folder":
            return qsTr("The recording ended: the room's folder of recordings cannot be written. What was recorded is kept.");
        case "recording.empty":
            return qsTr("Nothing was recorded: nobody agreed, or nothing was sent.");
        case "recording.broken":
            return qsTr("No film could be made of the recording. What was recorded is kept.");
        case "media.away":
            return qsTr("The recording ended: sound and picture restarted. What was recorded is kept.");
        default:
            return qsTr("The recording ended early (%1). What was recorded is kept.").arg(code);
        }
    }
    function seat(name: string, isMuted: bool, speaks: bool, hasHand: bool): string {
        return [name, speaks ? qsTr("speaks") : "", isMuted ? qsTr("muted") : "", hasHand ? qsTr("hand up") : ""].filter(words => words !== "").join(qsTr(", "));
    }
    function about(role: string, phase: string, wantsChair: bool): string {
        if (phase === "away")
            return qsTr("Line is down");
        if (phase === "connecting")
            return qsTr("Connecting…");
        if (wantsChair)
            return qsTr("Asks for the chair");
        switch (role) {
        case "host":
            return qsTr("Host");
        case "cohost":
            return qsTr("Co-host");
        case "presenter":
            return qsTr("Presenter");
        case "recorder":
            return qsTr("Recorder");
        default:
            return "";
        }
    }
    function kindIcon(kind: string): string {
        switch (kind) {
        case "room":
            return "monitor";
        case "phone":
            return "phone";
        case "recorder":
            return "disc";
        default:
            return "user";
        }
    }
    function layout(layout: string): string {
        switch (layout) {
        case "speaker":
            return qsTr("Speaker");
        case "share":
            return qsTr("Shared screen");
        default:
            return qsTr("Gallery");
        }
    }
    function layoutHint(layout: string): string {
        switch (layout) {
        case "speaker":
            return qsTr("Who speaks is large, the others lie beside them.");
        case "share":
            return qsTr("What is shared is large, people lie beside it.");
        default:
            return qsTr("All alike.");
        }
    }
    function layoutIcon(layout: string): string {
        switch (layout) {
        case "speaker":
            return "panel-right";
        case "share":
            return "presentation";
        default:
            return "layout-grid";
        }
    }
    function reaction(reaction: string): string {
        switch (reaction) {
        case "applause":
            return qsTr("Applause");
        case "thumbs_up":
            return qsTr("Thumbs up");
        case "heart":
            return qsTr("Heart");
        case "laugh":
            return qsTr("Laughter");
        default:
            return qsTr("Surprise");
        }
    }
    function reactionIcon(reaction: string): string {
        switch (reaction) {
        case "applause":
            return "party-popper";
        case "thumbs_up":
            return "thumbs-up";
        case "heart":
            return "heart";
        case "laugh":
            return "laugh";
        default:
            return "sparkles";
        }
    }
}
