import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// What this version cannot do yet, said plainly, with what it can do instead.
ColumnLayout {
    id: root

    required property string title
    required property string iconName
    required property string absence
    required property string promise

    spacing: Space.l

    PageHeader {
        Layout.fillWidth: true
        title: root.title
    }
    Card {
        Layout.fillWidth: true
        Layout.fillHeight: true

        ColumnLayout {
            anchors.centerIn: parent
            width: Math.min(parent.width - Space.xl * 2, Space.mm(760))
            spacing: Space.m

            IconDisc {
                Layout.alignment: Qt.AlignHCenter
                Layout.bottomMargin: Space.m
                implicitWidth: Space.mm(100)
                name: root.iconName
                tone: Color.quiet
            }
            Label {
                Layout.fillWidth: true
                text: root.absence
                font.pixelSize: Type.title
                font.bold: true
                horizontalAlignment: Text.AlignHCenter
            }
            Label {
                Layout.fillWidth: true
                text: root.promise
                color: Color.quiet
                horizontalAlignment: Text.AlignHCenter
            }
            Button {
                Layout.alignment: Qt.AlignHCenter
                Layout.topMargin: Space.l
                isPrimary: true
                size: Space.verb
                iconName: "monitor-up"
                text: qsTr("Cast instead")
                onClicked: Pages.open("cast")
            }
        }
    }
}
