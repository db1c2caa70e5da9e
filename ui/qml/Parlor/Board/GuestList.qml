pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Who is on the board through its link.
Item {
    id: root

    Label {
        visible: Boards.guestCount === 0
        width: parent.width
        text: qsTr("Nobody has joined yet. Point a phone's camera at the code.")
        color: Color.quiet
    }
    ListView {
        anchors.fill: parent
        clip: true
        spacing: Space.s
        boundsBehavior: Flickable.StopAtBounds
        model: Boards.guests

        delegate: RowLayout {
            id: row

            required property string id
            required property string name
            required property real color
            required property bool viewOnly

            readonly property string shownName: row.name === "" ? qsTr("A guest") : row.name
            readonly property int rgb: Math.floor(row.color / 256)

            width: ListView.view.width
            spacing: Space.m

            Rectangle {
                implicitWidth: Space.mm(18)
                implicitHeight: Space.mm(18)
                radius: height / 2
                color: Qt.rgba(Math.floor(row.rgb / 65536) / 255, Math.floor(row.rgb / 256) % 256 / 255, row.rgb % 256 / 255, 1)
                border.width: Space.line
                border.color: Color.outline
            }
            Label {
                Layout.fillWidth: true
                text: row.shownName
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
            Label {
                text: row.viewOnly ? qsTr("Only looks") : qsTr("Draws")
                color: Color.quiet
                font.pixelSize: Type.caption
                wrapMode: Text.NoWrap
            }
            Switch {
                text: qsTr("%1 may draw").arg(row.shownName)
                on: !row.viewOnly
                onPicked: on => Boards.setGuestViewOnly(row.id, !on)
            }
        }
    }
}
