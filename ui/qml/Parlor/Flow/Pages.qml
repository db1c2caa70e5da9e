pragma Singleton

import QtQuick

// Where one is: home, cast, annotate, whiteboard, meet, call or settings.
QtObject {
    id: root

    property string current: "home"
    // where one was when something called one away
    property string interrupted: "home"
    // the cast to annotate; empty for the one that is looked at
    property string subject: ""

    function open(page: string): void {
        root.current = page;
    }
    function annotate(castId: string): void {
        root.subject = castId;
        root.current = "annotate";
    }
    function home(): void {
        root.current = "home";
    }
    function interrupt(page: string): void {
        root.interrupted = ["whiteboard", "call"].includes(root.current) ? root.current : "home";
        root.current = page;
    }
    function resume(): void {
        root.current = root.interrupted;
        root.interrupted = "home";
    }
}
