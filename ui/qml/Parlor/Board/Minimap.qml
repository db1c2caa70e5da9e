import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Theme

// Where one is, while something lies outside of the view. A finger on it moves the view.
Bar {
    id: root

    required property BoardCanvas canvas

    readonly property rect view: root.canvas.viewRect
    readonly property rect content: root.canvas.contentRect
    readonly property real westmost: Math.min(root.view.left, root.content.left)
    readonly property real northmost: Math.min(root.view.top, root.content.top)
    readonly property real across: Math.max(root.view.right, root.content.right) - root.westmost
    readonly property real down: Math.max(root.view.bottom, root.content.bottom) - root.northmost
    readonly property real scaling: Math.min((root.width - Space.s * 2) / Math.max(1, root.across), (root.height - Space.s * 2) / Math.max(1, root.down))
    readonly property bool isNeeded: root.content.width > 0 && (root.content.left < root.view.left || root.content.top < root.view.top || root.content.right > root.view.right || root.content.bottom > root.view.bottom)

    function move(x: real, y: real): void {
        root.canvas.panTo(root.westmost + (x - map.x) / root.scaling, root.northmost + (y - map.y) / root.scaling);
    }

    width: Space.mm(150)
    height: Space.mm(90)

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Map of the page")

    Item {
        id: map

        anchors.centerIn: parent
        width: root.across * root.scaling
        height: root.down * root.scaling

        Image {
            x: (root.content.x - root.westmost) * root.scaling
            y: (root.content.y - root.northmost) * root.scaling
            width: root.content.width * root.scaling
            height: root.content.height * root.scaling
            source: root.visible && root.canvas.pictureRevision >= 0 ? root.canvas.pagePicture(root.canvas.pageId, Space.mm(150)) : ""
            fillMode: Image.PreserveAspectFit
            asynchronous: true

            Rectangle {
                anchors.fill: parent
                color: "transparent"
                border.width: Space.line
                border.color: Color.outline
            }
        }
        Rectangle {
            x: (root.view.x - root.westmost) * root.scaling
            y: (root.view.y - root.northmost) * root.scaling
            width: root.view.width * root.scaling
            height: root.view.height * root.scaling
            color: "transparent"
            radius: Space.mm(2)
            border.width: Space.mm(2)
            border.color: Color.accent
        }
    }
    MouseArea {
        anchors.fill: parent
        onPressed: mouse => root.move(mouse.x, mouse.y)
        onPositionChanged: mouse => root.move(mouse.x, mouse.y)
    }
}
