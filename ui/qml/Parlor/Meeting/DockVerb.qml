import QtQuick
import QtQuick.Templates as T
import Parlor.Controls
import Parlor.Theme

// A verb of the call's bar: an icon and one word; `name` says it in full. What holds stands out, what is amiss more so.
T.AbstractButton {
    id: root

    required property string iconName
    property string name: root.text
    property bool isOn: false
    property bool isAlarm: false
    property int badge: 0

    property color ground: root.isAlarm ? Color.stop : root.isOn ? Color.barAccent : Color.barInset
    property color tone: root.isAlarm ? Color.stopInk : root.isOn ? Color.night : Color.barInk

    implicitWidth: Space.mm(94)
    implicitHeight: Space.mm(62)
    focusPolicy: Qt.TabFocus
    opacity: root.enabled ? 1 : 0.45

    Accessible.role: Accessible.Button
    Accessible.name: root.name

    background: Rectangle {
        radius: Space.cardRadius
        color: root.down ? Qt.tint(root.ground, "#22ffffff") : root.ground
        border.width: root.visualFocus ? Space.mm(2) : 0
        border.color: Color.barInk
    }
    contentItem: Item {
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Space.mm(6)
            name: root.iconName
            size: Space.mm(26)
            color: root.tone
        }
        Text {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Space.mm(5)
            width: parent.width
            text: root.text
            color: root.tone
            font.pixelSize: Math.round(Type.caption * 0.82)
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
            elide: Text.ElideRight
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
        Rectangle {
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Space.xs
            visible: root.badge > 0
            width: Math.max(height, count.implicitWidth + Space.s)
            height: Space.mm(20)
            radius: height / 2
            color: Color.barWarn

            Text {
                id: count

                anchors.centerIn: parent
                text: root.badge
                color: Color.night
                font.pixelSize: Math.round(Type.caption * 0.75)
                font.bold: true
                Accessible.ignored: true
            }
        }
    }
}
