import QtQuick
import QtQuick.Layouts
import Parlor.Canvas
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// The way home, which board this is, and whether it is safe.
Bar {
    id: root

    required property BoardCanvas canvas

    readonly property string name: Words.boardName(Boards.name, Boards.createdAt, Settings.language)

    signal renameAsked

    width: row.implicitWidth + Space.s * 2
    height: Space.touch + Space.s * 2

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.margins: Space.s
        spacing: Space.s

        ToolButton {
            iconName: "arrow-left"
            text: qsTr("Back")
            onClicked: Pages.home()
        }
        TitleButton {
            Layout.maximumWidth: Space.mm(300)
            Layout.minimumWidth: Space.mm(80)
            text: root.name
            onClicked: root.renameAsked()
        }
        StoreDot {
            Layout.rightMargin: Space.s
            canvas: root.canvas
        }
    }
}
