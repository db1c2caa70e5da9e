import QtQuick
import Parlor.Theme

// An icon on a round ground.
Rectangle {
    id: root

    required property string name
    property color tone: Color.text

    implicitWidth: Space.mm(44)
    implicitHeight: root.implicitWidth
    radius: root.height / 2
    color: Color.inset

    Icon {
        anchors.centerIn: parent
        name: root.name
        size: Math.round(root.height * 0.5)
        color: root.tone
    }
}
