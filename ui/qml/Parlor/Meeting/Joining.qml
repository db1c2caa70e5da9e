import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// On the way into a meeting: which, what is being done, for how long; and the way out, at once.
Item {
    id: root

    property int seconds: 0

    readonly property bool isHandedOver: Meeting.step === "hand_over"
    readonly property bool isWaiting: Meeting.phase === "lobby"

    Timer {
        interval: 250
        repeat: true
        running: !Power.asleep
        triggeredOnStart: true
        onTriggered: root.seconds = Clock.secondsSince(Meeting.since)
    }
    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(parent.width - Space.edge * 2, Space.mm(860))
        spacing: Space.m

        IconDisc {
            Layout.alignment: Qt.AlignHCenter
            Layout.bottomMargin: Space.m
            implicitWidth: Space.mm(100)
            name: root.isWaiting ? "hourglass" : root.isHandedOver ? "pointer" : "video"
            color: Color.barInset
            tone: Color.barAccent
        }
        Label {
            Layout.fillWidth: true
            text: CallWords.title(Meeting.title, Meeting.serviceName)
            color: Color.barInk
            font.pixelSize: Type.headline
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        Label {
            Layout.fillWidth: true
            text: CallWords.step(Meeting.phase, Meeting.step, Meeting.serviceName)
            color: root.isHandedOver ? Color.barWarn : Color.barInk
            font.pixelSize: Type.lead
            horizontalAlignment: Text.AlignHCenter
        }
        Label {
            Layout.fillWidth: true
            text: root.seconds >= 3 ? qsTr("%1 s").arg(root.seconds) : " "
            color: Color.barQuiet
            font.pixelSize: Type.caption
            horizontalAlignment: Text.AlignHCenter
        }
        Button {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Space.m
            size: Space.verb
            ground: Color.barInset
            tone: Color.barInk
            iconName: "x"
            text: qsTr("Cancel")
            onClicked: Meeting.leave()
        }
    }
}
