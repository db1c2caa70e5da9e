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
    // of work that is being done; -1 for a plain fact
    property int percent: -1

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
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Space.s

            Label {
                Layout.fillWidth: true
                text: root.text
                color: root.tone
            }
            ProgressBar {
                Layout.fillWidth: true
                visible: root.percent >= 0
                name: root.text
                percent: Math.max(root.percent, 0)
                tone: root.tone
            }
        }
        Button {
            visible: root.verb !== ""
            text: root.verb
            onClicked: root.done()
        }
    }
}
