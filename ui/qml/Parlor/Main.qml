import QtQuick
import Parlor.Cast
import Parlor.Flow
import Parlor.Glass
import Parlor.Meeting
import Parlor.Overlay
import Parlor.State
import Parlor.Theme

// The glass: a page, and what may lie over every page.
Window {
    id: root

    required property bool isFullScreen
    required property bool hasKeyboard
    required property bool motionReduced
    required property real diagonalInches
    required property real distanceMm

    readonly property bool onWholeGlass: ["cast", "annotate", "whiteboard", "call"].includes(Pages.current)

    // whoever shared it, at the glass or from elsewhere: there must be one
    readonly property bool lacksSharedBoard: Meeting.shared === "board" && Boards.openId === "" && Connection.connected

    // of the call's bar: the page ends above it
    readonly property int dockHeight: dock.visible ? dock.height : 0

    onLacksSharedBoardChanged: if (root.lacksSharedBoard)
        Boards.create(Color.dark)

    function pageFile(page: string): url {
        switch (page) {
        case "cast":
            return Qt.resolvedUrl("Cast/CastPage.qml");
        case "whiteboard":
            return Qt.resolvedUrl("Board/BoardPage.qml");
        case "annotate":
            return Qt.resolvedUrl("Board/AnnotatePage.qml");
        case "meet":
            return Qt.resolvedUrl("Meeting/MeetPage.qml");
        case "call":
            return Qt.resolvedUrl("Meeting/CallPage.qml");
        case "settings":
            return Qt.resolvedUrl("Settings/SettingsPage.qml");
        default:
            return Qt.resolvedUrl("Home/HomePage.qml");
        }
    }

    // read by the mirror: whoever draws goes before whoever watches
    readonly property bool isTouched: touch.active

    title: Settings.roomName
    color: Color.ground
    visibility: root.isFullScreen ? Window.FullScreen : Window.Windowed

    Binding {
        target: Panel
        property: "width"
        value: root.width
    }
    Binding {
        target: Panel
        property: "height"
        value: root.height
    }
    Binding {
        target: Panel
        property: "diagonalInches"
        value: root.diagonalInches
    }
    Binding {
        target: Panel
        property: "distanceMm"
        value: root.distanceMm
    }
    Binding {
        target: Panel
        property: "motionReduced"
        value: root.motionReduced
    }
    Binding {
        target: Panel
        property: "keyboardHeight"
        value: (keyboard.item as Item)?.visible ? keyboard.height : 0
    }
    Connections {
        target: Casts
        function onActiveChanged(): void {
            // who draws over a picture is not called away from it
            if (Casts.active && Pages.current !== "annotate")
                Pages.interrupt("cast");
            else if (!Casts.active && Pages.current === "cast")
                Pages.resume();
        }
        function onJoined(name: string): void {
            if (Pages.current !== "cast")
                Notices.offer(qsTr("%1 casts too").arg(Words.caster(name)), qsTr("Show"), () => Pages.open("cast"));
        }
        function onEnded(name: string, reason: string, wasSeen: bool): void {
            Notices.tell(Words.castEnd(reason, name, wasSeen));
        }
        function onRosterChanged(): void {
            Held.keep(Casts.streams);
        }
    }
    Connections {
        target: Meeting
        function onBegun(): void {
            Pages.open("call");
        }
        function onEnded(): void {
            if (Pages.current === "call")
                Pages.home();
        }
    }
    Connections {
        target: Connection
        function onRefused(code: string): void {
            Notices.warn(Words.refusal(code));
        }
    }
    Connections {
        target: Power
        function onChanged(): void {
            if (Power.asleep)
                Pages.home();
        }
    }

    Loader {
        anchors.fill: parent
        anchors.margins: root.onWholeGlass ? 0 : Space.edge
        anchors.bottomMargin: root.dockHeight + (root.onWholeGlass ? 0 : root.dockHeight > 0 && Inputs.restingId === "" ? Space.l : Space.edge)
        source: root.pageFile(Pages.current)
        visible: !sleep.visible
    }
    Loader {
        x: root.width
        width: root.width
        height: root.height - root.dockHeight
        active: Meeting.shared === "board" && Pages.current !== "whiteboard" && Boards.openId !== ""
        sourceComponent: OffstageBoard {}
    }
    InputOverlay {
        anchors.fill: parent
        anchors.bottomMargin: root.dockHeight
        isHome: Pages.current === "home"
    }
    Reactions {
        anchors.fill: parent
        anchors.bottomMargin: root.dockHeight
        visible: !sleep.visible
    }
    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        // below the sign that somebody watches
        anchors.topMargin: Watch.count > 0 ? Space.touch + Space.s * 2 : Space.l
        width: Math.min(parent.width - Space.edge * 2, Space.mm(860))
        spacing: Space.s
        visible: !sleep.visible

        CallCards {
            width: parent.width
        }
        AskingCards {
            width: parent.width
        }
    }
    CallSheets {
        id: sheets

        anchors.fill: parent
        anchors.bottomMargin: root.dockHeight
        visible: !sleep.visible
    }
    CallDock {
        id: dock

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        // on the way into a call its page says all by itself
        visible: Meeting.active && (Meeting.live || Meeting.window || Pages.current !== "call")
        onAsked: what => sheets.toggle(what)
    }
    CallNotices {
        isChatOpen: sheets.shown === "chat"
        onChatAsked: sheets.shown = "chat"
    }
    CallNews {
        anchors.fill: parent
        mayRing: !sleep.visible
    }
    Toast {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Space.mm(200)
    }
    Loader {
        id: keyboard

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: root.dockHeight
        width: Math.min(parent.width, Space.mm(840))
        // loaded with the first touch of a text field, as it costs memory; then it stays
        active: root.hasKeyboard && (root.activeFocusItem instanceof TextInput || root.activeFocusItem instanceof TextEdit || keyboard.item !== null)
        source: "Overlay/Keyboard.qml"
    }
    Watched {
        anchors.fill: parent
        visible: !sleep.visible
    }
    Veil {
        anchors.fill: parent
        // ink is kept here until the room is back
        isHeldBack: Pages.current === "whiteboard" && Boards.openId !== ""
    }
    Sleep {
        id: sleep

        anchors.fill: parent
    }
    Item {
        anchors.fill: parent

        // sees every touch without taking it
        PointHandler {
            id: touch

            onActiveChanged: {
                if (active && Connection.connected && !quiet.running) {
                    Power.reportActivity();
                    quiet.start();
                }
            }
        }
        Timer {
            id: quiet

            interval: 10000
        }
    }
}
