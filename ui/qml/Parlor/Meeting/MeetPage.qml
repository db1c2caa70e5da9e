pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Begin a meeting here, or go into one by its number, link or address.
Item {
    id: root

    property bool isTyping: false

    ColumnLayout {
        anchors.fill: parent
        spacing: Space.l

        PageHeader {
            Layout.fillWidth: true
            title: qsTr("Meet")
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Space.l
            enabled: Connection.connected && !Meeting.active

            StartCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
            }
            Card {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1

                Keypad {
                    anchors.fill: parent
                    anchors.margins: Space.xl
                    onLinkWanted: root.isTyping = true
                }
            }
        }
    }
    Loader {
        anchors.fill: parent
        anchors.margins: -Space.edge
        active: root.isTyping
        sourceComponent: AddressSheet {
            onClosed: root.isTyping = false
        }
    }
}
