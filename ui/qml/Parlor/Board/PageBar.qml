import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Theme

// Which page, the ones beside it, and the way to all of them.
Bar {
    id: root

    required property BoardCanvas canvas
    property bool isStripOpen: false

    readonly property int count: root.canvas.pageIds.length
    readonly property bool isLast: root.canvas.pageIndex >= root.count - 1

    signal stripAsked(bool open)

    width: row.width + Space.s * 2
    height: Space.touch + Space.s * 2

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Space.s

        ToolButton {
            iconName: "chevron-left"
            text: qsTr("Previous page")
            enabled: root.canvas.pageIndex > 0
            onClicked: root.canvas.previousPage()
        }
        TitleButton {
            width: Space.mm(84)
            alignment: Text.AlignHCenter
            font.pixelSize: Type.caption
            text: qsTr("%1 / %2").arg(root.canvas.pageIndex + 1).arg(root.count)
            Accessible.name: qsTr("Pages: %1 of %2").arg(root.canvas.pageIndex + 1).arg(root.count)
            onClicked: root.stripAsked(!root.isStripOpen)
        }
        ToolButton {
            iconName: root.isLast ? "plus" : "chevron-right"
            enabled: !root.isLast || !root.canvas.lookOnly
            text: root.isLast ? qsTr("Add a page") : qsTr("Next page")
            onClicked: {
                if (root.isLast)
                    root.canvas.addPage();
                else
                    root.canvas.nextPage();
            }
        }
    }
}
