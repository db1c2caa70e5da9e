pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// All boards of the room.
Rectangle {
    id: root

    signal closed
    signal renameAsked(string boardId, string name)

    color: Color.ground

    MouseArea {
        anchors.fill: parent
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Space.edge
        spacing: Space.l

        RowLayout {
            spacing: Space.l

            Label {
                Layout.fillWidth: true
                text: qsTr("All boards")
                font.pixelSize: Type.headline
                font.bold: true
            }
            Button {
                isPrimary: true
                iconName: "plus"
                text: qsTr("New board")
                onClicked: {
                    Boards.create(Color.dark);
                    root.closed();
                }
            }
            IconButton {
                iconName: "x"
                text: qsTr("Close")
                onClicked: root.closed()
            }
        }
        Label {
            visible: Boards.count === 0
            Layout.fillWidth: true
            text: qsTr("There is no board yet.")
            color: Color.quiet
        }
        GridView {
            id: grid

            readonly property int columns: Math.max(1, Math.floor(width / Space.mm(310)))

            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            cellWidth: Math.floor(width / columns)
            cellHeight: Math.round((cellWidth - Space.l) * 9 / 16) + Space.mm(124)
            model: Boards.all

            delegate: BoardCard {
                width: grid.cellWidth - Space.l
                height: grid.cellHeight - Space.l
                onOpened: {
                    if (id !== Boards.openId)
                        Boards.open(id);
                    root.closed();
                }
                onRenameAsked: root.renameAsked(id, name)
            }
        }
    }
    Connections {
        target: Boards
        function onRemoved(id: string, name: string): void {
            Notices.offer(qsTr("%1 is in the bin").arg(name), qsTr("Undo"), () => Boards.restore(id));
        }
    }
}
