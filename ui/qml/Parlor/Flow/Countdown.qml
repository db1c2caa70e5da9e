pragma Singleton

import QtQuick

// A timer that runs on whatever page is in view: down from some minutes, or up from nothing.
QtObject {
    id: root

    property bool isShown: false
    property bool isRunning: false
    property bool isUp: false
    property int seconds: 300
    // what the clock stood at when it was last started or stopped
    property real heldMs: 300000
    property real startedMs: 0
    property real nowMs: 0

    readonly property real leftMs: root.isUp ? root.heldMs + root.passedMs : Math.max(0, root.heldMs - root.passedMs)
    readonly property real passedMs: root.isRunning ? root.nowMs - root.startedMs : 0
    readonly property bool isOver: !root.isUp && root.leftMs <= 0

    readonly property Timer tick: Timer {
        interval: 200
        repeat: true
        running: root.isRunning
        onTriggered: {
            root.nowMs = Date.now();
            if (root.isOver)
                root.hold();
        }
    }

    function set(seconds: int): void {
        root.isRunning = false;
        root.isUp = seconds === 0;
        root.seconds = seconds;
        root.heldMs = seconds * 1000;
    }
    function start(): void {
        if (root.isOver)
            root.heldMs = root.seconds * 1000;
        root.nowMs = Date.now();
        root.startedMs = root.nowMs;
        root.isRunning = true;
    }
    function hold(): void {
        root.nowMs = Date.now();
        root.heldMs = root.leftMs;
        root.isRunning = false;
    }
}
