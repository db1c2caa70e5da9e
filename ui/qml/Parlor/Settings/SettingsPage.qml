pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Settings and facts, one section at a time.
ColumnLayout {
    id: root

    property int section: 0

    readonly property list<string> icons: ["house", "calendar", "phone", "monitor-up", "users", "volume-2", "video", "cable", "info"]
    readonly property list<string> titles: [qsTr("Room"), qsTr("Calendar"), qsTr("Meetings"), qsTr("Casting"), qsTr("Guests"), qsTr("Sound"), qsTr("Camera"), qsTr("Devices"), qsTr("About")]
    readonly property list<string> pages: ["RoomSection.qml", "CalendarSection.qml", "MeetingsSection.qml", "CastingSection.qml", "GuestsSection.qml", "SoundSection.qml", "CameraSection.qml", "DevicesSection.qml", "AboutSection.qml"]

    spacing: Space.l

    PageHeader {
        Layout.fillWidth: true
        title: qsTr("Settings and info")
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Space.l

        Card {
            Layout.preferredWidth: Space.mm(290)
            Layout.fillHeight: true

            ColumnLayout {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Space.m
                spacing: Space.s

                Repeater {
                    model: root.titles

                    ListRow {
                        required property int index
                        required property string modelData

                        Layout.fillWidth: true
                        text: modelData
                        iconName: root.icons[index]
                        checked: root.section === index
                        onClicked: root.section = index
                    }
                }
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Loader {
                anchors.fill: parent
                anchors.margins: Space.xl
                source: Qt.resolvedUrl(root.pages[root.section])
                enabled: Connection.connected
            }
        }
    }
}
