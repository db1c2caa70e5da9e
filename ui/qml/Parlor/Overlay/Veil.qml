import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// While the room is away: the last state stays in view, dimmed and out of reach.
Rectangle {
    id: root

    // a page that goes on by itself tells so by itself
    property bool isHeldBack: false

    readonly property bool shown: !root.isHeldBack && !Connection.connected && !grace.running
    property bool wasConnected: false

    visible: root.shown
    color: Color.scrim

    Connections {
        target: Connection
        function onChanged(): void {
            root.wasConnected = true;
        }
    }
    Timer {
        id: grace

        // a start in step with the room shows no veil at all
        interval: 300
        running: !Connection.connected
    }
    MouseArea {
        anchors.fill: parent
    }
    Card {
        anchors.centerIn: parent
        width: Space.mm(640)
        height: words.implicitHeight + Space.xl * 2

        RowLayout {
            id: words

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.margins: Space.xl
            spacing: Space.l

            IconDisc {
                implicitWidth: Space.mm(62)
                name: "refresh-cw"
                color: Color.accentGround
                tone: Color.accentGroundInk
            }
            ColumnLayout {
                spacing: Space.xs

                Label {
                    Layout.fillWidth: true
                    text: root.wasConnected ? qsTr("Reconnecting…") : qsTr("Starting…")
                    font.pixelSize: Type.title
                    font.bold: true
                }
                Label {
                    Layout.fillWidth: true
                    text: qsTr("The room's software does not answer yet. This usually takes a few seconds.")
                    color: Color.quiet
                }
            }
        }
    }
}
