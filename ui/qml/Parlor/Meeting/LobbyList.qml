pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Those who wait to be admitted, each with the two answers there are.
Column {
    id: root

    visible: Conference.waiting > 0
    height: visible ? implicitHeight : 0
    spacing: Space.s
    bottomPadding: Space.m

    RowLayout {
        width: root.width
        spacing: Space.m

        Label {
            Layout.fillWidth: true
            text: qsTr("Waiting to be admitted: %1").arg(Conference.waiting)
            font.bold: true
        }
        Button {
            visible: Conference.waiting > 1
            iconName: "check"
            text: qsTr("Admit all")
            onClicked: Conference.admitAll()
        }
    }
    Repeater {
        model: Conference.lobby

        RowLayout {
            id: row

            required property string id
            required property string name

            width: root.width
            spacing: Space.m

            Icon {
                name: "door-closed"
                color: Color.quiet
            }
            Label {
                Layout.fillWidth: true
                text: CallWords.person(row.name)
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
            Button {
                text: qsTr("Deny")
                Accessible.name: qsTr("Deny %1").arg(CallWords.person(row.name))
                onClicked: Conference.doTo("deny", row.id)
            }
            Button {
                isPrimary: true
                text: qsTr("Admit")
                Accessible.name: qsTr("Admit %1").arg(CallWords.person(row.name))
                onClicked: Conference.doTo("admit", row.id)
            }
        }
    }
}
