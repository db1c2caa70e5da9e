import QtQuick
import QtQuick.Layouts
import Parlor.Theme

// A card over the page for something that wants all of one's attention; a touch beside it or on its cross closes it.
Item {
    id: root

    required property string title
    property bool isAtTop: false
    property int cardWidth: Space.mm(760)

    default property alias content: slot.data

    signal closed

    Rectangle {
        anchors.fill: parent
        color: Color.scrim

        MouseArea {
            anchors.fill: parent
            onClicked: root.closed()
        }
    }
    Card {
        anchors.horizontalCenter: parent.horizontalCenter
        y: root.isAtTop ? Space.edge : Math.round((root.height - height) / 2)
        width: Math.min(root.cardWidth, root.width - Space.edge * 2)
        height: Math.min(column.implicitHeight + Space.xl * 2, root.height - Space.edge * 2)
        clip: true

        MouseArea {
            anchors.fill: parent
        }
        ColumnLayout {
            id: column

            anchors.fill: parent
            anchors.margins: Space.xl
            spacing: Space.l

            RowLayout {
                spacing: Space.l

                Label {
                    Layout.fillWidth: true
                    text: root.title
                    font.pixelSize: Type.title
                    font.bold: true
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
                IconButton {
                    implicitWidth: Space.touch
                    implicitHeight: Space.touch
                    iconName: "x"
                    text: qsTr("Close")
                    onClicked: root.closed()
                }
            }
            ColumnLayout {
                id: slot

                Layout.fillWidth: true
                Layout.fillHeight: true
                spacing: Space.m
            }
        }
    }
}
