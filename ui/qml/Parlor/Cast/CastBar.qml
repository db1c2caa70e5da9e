import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// Who casts, for how long, and the way to end it.
Rectangle {
    id: root

    property int seconds: 0

    function count(): void {
        root.seconds = Clock.secondsSince(Casts.startedAt);
    }

    implicitHeight: Space.mm(78)
    radius: Space.cardRadius
    color: Color.bar

    Component.onCompleted: root.count()
    onVisibleChanged: root.count()

    Timer {
        interval: 1000
        repeat: true
        running: root.visible && !Power.asleep
        onTriggered: root.count()
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Space.l
        anchors.rightMargin: Space.l
        spacing: Space.l

        IconDisc {
            implicitWidth: Space.mm(48)
            name: "monitor-up"
            color: Color.barInset
            tone: Color.barAccent
        }
        ColumnLayout {
            spacing: 0

            Label {
                Layout.fillWidth: true
                text: Casts.name === "" ? qsTr("A guest is casting") : qsTr("%1 is casting").arg(Casts.name)
                color: Color.barInk
                font.pixelSize: Type.lead
                font.bold: true
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
            Label {
                text: Casts.hasSound ? qsTr("%1 · with sound").arg(Words.duration(root.seconds)) : Words.duration(root.seconds)
                color: Color.barQuiet
                font.pixelSize: Type.caption
            }
        }
        Button {
            ground: Color.barInset
            tone: Color.barInk
            size: Space.verb
            iconName: "pen-line"
            text: qsTr("Annotate")
            enabled: Connection.connected && Casts.phase === "live"
            onClicked: Pages.open("annotate")
        }
        Button {
            ground: Color.stop
            tone: Color.stopInk
            size: Space.verb
            iconName: "square"
            text: qsTr("Stop")
            enabled: Connection.connected
            onClicked: Casts.stop()
        }
    }
}
