pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// Who casts, and what can be done: with the one that is alone or big, else with all.
Bar {
    id: root

    required property CastTile tile
    property int seconds: 0

    readonly property bool isBig: root.tile !== null && root.tile.isBig
    readonly property string passed: Words.duration(root.seconds)

    signal menuAsked

    function count(): void {
        root.seconds = root.tile ? Clock.secondsSince(root.tile.startedAt) : 0;
    }

    implicitWidth: Math.max(Space.mm(900), row.implicitWidth + Space.l * 2)
    implicitHeight: Space.mm(78)
    color: Color.bar
    border.width: 0

    onTileChanged: root.count()
    onVisibleChanged: root.count()

    Timer {
        interval: 1000
        repeat: true
        running: root.visible && root.tile !== null && !Power.asleep
        onTriggered: root.count()
    }
    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Space.l
        anchors.rightMargin: Space.l
        spacing: Space.m

        IconDisc {
            implicitWidth: Space.mm(48)
            name: "monitor-up"
            color: Color.barInset
            tone: Color.barAccent
        }
        ColumnLayout {
            Layout.rightMargin: Space.s
            spacing: 0

            Label {
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth + 1
                text: root.isBig ? Words.caster(root.tile.name) : Words.areCasting(Casts.names)
                color: Color.barInk
                font.pixelSize: Type.lead
                font.bold: true
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
            Label {
                Layout.fillWidth: true
                text: root.tile === null ? qsTr("Touch one to enlarge it, drag it to another place") : root.tile.muted && root.tile.hasSound ? qsTr("%1 · muted").arg(root.passed) : root.tile.hasSound ? qsTr("%1 · with sound").arg(root.passed) : root.passed
                color: Color.barQuiet
                font.pixelSize: Type.caption
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }
        Loader {
            Layout.alignment: Qt.AlignRight
            active: root.tile !== null
            visible: active
            sourceComponent: ChosenVerbs {
                tile: root.tile
                onMenuAsked: root.menuAsked()
            }
        }
        Button {
            Layout.alignment: Qt.AlignRight
            visible: root.tile === null
            ground: Color.stop
            tone: Color.stopInk
            size: Space.verb
            iconName: "square"
            text: qsTr("Stop all")
            enabled: Connection.connected
            onClicked: Casts.stopAll()
        }
    }
}
