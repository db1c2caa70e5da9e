import QtQuick
import Parlor.Theme

// How much of some work is done, from 0 to 100.
Item {
    id: root

    required property int percent
    required property string name
    property color tone: Color.accent

    implicitWidth: Space.mm(300)
    implicitHeight: Space.mm(10)

    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("%1 (%2 %)").arg(root.name).arg(root.percent)

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: Color.inset
        border.width: Space.line
        border.color: Color.outline
    }
    Rectangle {
        width: root.percent > 0 ? Math.max(height, Math.round(parent.width * Math.min(root.percent, 100) / 100)) : 0
        height: parent.height
        radius: height / 2
        color: root.tone
    }
}
