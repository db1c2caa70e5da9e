import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Whose turn it is, and who waits for a place on a full glass.
Rectangle {
    id: root

    required property real room

    readonly property list<string> called: Casts.calledNames
    readonly property list<string> waiting: Casts.waitingNames

    function listed(names: list<string>): string {
        return names.map(name => Words.caster(name)).join(", ");
    }

    visible: root.called.length + root.waiting.length > 0
    implicitWidth: Math.min(root.room, row.implicitWidth + Space.m * 2)
    implicitHeight: Space.mm(28)
    radius: height / 2
    color: Color.bar

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Space.m
        anchors.rightMargin: Space.m
        spacing: Space.s

        Icon {
            visible: root.called.length > 0
            name: "arrow-right"
            size: Type.caption
            color: Color.barAccent
        }
        Label {
            Layout.maximumWidth: root.room / 2
            visible: root.called.length > 0
            text: qsTr("Their turn: %1").arg(root.listed(root.called))
            color: Color.barAccent
            font.pixelSize: Type.caption
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
        Icon {
            Layout.leftMargin: root.called.length > 0 ? Space.s : 0
            visible: root.waiting.length > 0
            name: "hourglass"
            size: Type.caption
            color: Color.barAccent
        }
        Label {
            Layout.fillWidth: true
            visible: root.waiting.length > 0
            text: qsTr("%1 waiting: %2").arg(root.waiting.length).arg(root.listed(root.waiting))
            color: Color.barInk
            font.pixelSize: Type.caption
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
    }
}
