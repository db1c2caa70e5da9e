pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// Files of a memory stick, to be added to the board.
Sheet {
    id: root

    title: qsTr("Import a file")
    cardWidth: Space.mm(800)

    Component.onCompleted: Sticks.watching = true
    Component.onDestruction: Sticks.watching = false

    Label {
        Layout.fillWidth: true
        visible: Sticks.count === 0
        text: qsTr("Plug a memory stick into the glass. Boards, drawings, PDF files and pictures on it appear here.")
        color: Color.quiet
    }
    ListView {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: Math.min(contentHeight, Space.mm(420))
        visible: Sticks.count > 0
        clip: true
        spacing: Space.s
        boundsBehavior: Flickable.StopAtBounds
        model: Sticks.files

        delegate: VerbRow {
            required property string id
            required property string name
            required property real sizeBytes

            width: ListView.view.width
            iconName: BoardWords.formatIcon(name.split(".").pop().toLowerCase())
            text: name
            hint: Words.size(sizeBytes)
            onClicked: {
                Sticks.bring(id);
                root.closed();
            }
        }
    }
}
