pragma ComponentBehavior: Bound

import QtQuick
import Parlor.State

// What lies over the page during a call, one at a time; a second touch of its verb closes it.
Item {
    id: root

    property string shown: ""

    function toggle(what: string): void {
        root.shown = root.shown === what ? "" : what;
    }
    function file(what: string): url {
        switch (what) {
        case "people":
            return Qt.resolvedUrl("PeopleSheet.qml");
        case "chat":
            return Qt.resolvedUrl("ChatSheet.qml");
        case "more":
            return Qt.resolvedUrl("MoreSheet.qml");
        case "layout":
            return Qt.resolvedUrl("LayoutSheet.qml");
        case "share":
            return Qt.resolvedUrl("ShareSheet.qml");
        case "invite":
            return Qt.resolvedUrl("InviteSheet.qml");
        default:
            return Qt.resolvedUrl("LeaveSheet.qml");
        }
    }

    Loader {
        id: sheet

        anchors.fill: parent
        active: root.shown !== ""
        source: root.shown === "" ? "" : root.file(root.shown)
    }
    Connections {
        target: sheet.item as CallSheet
        function onClosed(): void {
            root.shown = "";
        }
        function onAsked(what: string): void {
            root.shown = what;
        }
    }
    Connections {
        target: Meeting
        function onEnded(): void {
            root.shown = "";
        }
    }
}
