import QtQuick
import QtQuick.Templates as T
import Parlor.Canvas
import Parlor.Controls
import Parlor.Glass
import Parlor.Theme

// One page of the strip.
Column {
    id: root

    required property BoardCanvas canvas
    required property string pageId
    required property int index
    required property int count

    readonly property bool isShown: root.canvas.pageId === root.pageId

    signal removeAsked

    spacing: Space.s

    T.AbstractButton {
        id: picture

        width: root.width
        height: Math.round(width * 9 / 16)
        text: qsTr("Page %1").arg(root.index + 1)
        checked: root.isShown
        focusPolicy: Qt.TabFocus

        Accessible.role: Accessible.RadioButton
        Accessible.name: picture.text
        Accessible.checkable: true
        Accessible.checked: picture.checked

        onClicked: root.canvas.goToPage(root.pageId)

        background: Rectangle {
            radius: Space.radius
            color: Inks.ground(root.canvas.dark)
            border.width: root.isShown ? Space.mm(3) : Space.line
            border.color: root.isShown ? Color.accent : Color.outline
        }
        contentItem: Item {
            Image {
                anchors.fill: parent
                anchors.margins: Space.mm(4)
                source: root.visible && root.canvas.pictureRevision >= 0 ? root.canvas.pagePicture(root.pageId, width) : ""
                fillMode: Image.PreserveAspectFit
                asynchronous: true
            }
            Chip {
                anchors.left: parent.left
                anchors.bottom: parent.bottom
                anchors.margins: Space.mm(6)
                text: root.index + 1
                Accessible.ignored: true
            }
        }
    }
    Row {
        visible: root.isShown
        enabled: !root.canvas.lookOnly
        spacing: Space.s

        ToolButton {
            iconName: "arrow-up"
            text: qsTr("Move the page up")
            enabled: root.index > 0
            onClicked: root.canvas.movePage(root.pageId, root.index - 1)
        }
        ToolButton {
            iconName: "arrow-down"
            text: qsTr("Move the page down")
            enabled: root.index < root.count - 1
            onClicked: root.canvas.movePage(root.pageId, root.index + 1)
        }
        ToolButton {
            iconName: "trash-2"
            text: qsTr("Remove the page")
            onClicked: root.removeAsked()
        }
    }
}
