import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Theme

// A fact that stays in view as long as it holds, with what can be done about it.
Rectangle {
    id: root

    required property string iconName
    required property string text
    property string verb: ""
    property bool isTrouble: false

    readonly property color tone: root.isTrouble ? Color.amberInk : Color.accentGroundInk

    signal done

    width: Math.min(row.implicitWidth + Space.l * 2, parent.width)
    height: Math.max(Space.mm(52), row.implicitHeight + Space.s * 2)
    radius: Space.cardRadius
    color: root.isTrouble ? Color.amberGround : Color.accentGround
    border.width: Space.line
    border.color: Color.outline

    MouseArea {
        anchors.fill: parent
    }
    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Space.l
        anchors.rightMargin: Space.l
        spacing: Space.m

        Icon {
            name: root.iconName
            color: root.tone
        }
        Label {
            Layout.fillWidth: true
            text: root.text
            color: root.tone
        }
        Button {
            visible: root.verb !== ""
            text: root.verb
            onClicked: root.done()
        }
    }
}
