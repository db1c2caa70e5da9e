import QtQuick
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// Somebody without a picture: their initials, or what they are.
Rectangle {
    id: root

    required property string name
    required property int size
    property string kind: "browser"

    readonly property string initials: root.name.split(/\s+/).filter(word => word !== "").slice(0, 2).map(word => word[0].toUpperCase()).join("")
    readonly property bool isThing: root.kind === "room" || root.kind === "phone" || root.initials === ""

    width: root.size
    height: root.size
    radius: root.size / 2
    color: Color.barInset

    Icon {
        anchors.centerIn: parent
        visible: root.isThing
        name: CallWords.kindIcon(root.kind)
        size: Math.round(root.size * 0.48)
        color: Color.barAccent
    }
    Text {
        anchors.centerIn: parent
        visible: !root.isThing
        text: root.initials
        color: Color.barAccent
        font.pixelSize: Math.max(1, Math.round(root.size * 0.4))
        font.bold: true
        textFormat: Text.PlainText
        Accessible.ignored: true
    }
}
