import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// One device.
Rectangle {
    id: root

    required property string id
    required property string kind
    required property string name
    required property bool selected
    required property bool virtual
    required property string availability

    readonly property bool works: root.availability === "available"

    implicitHeight: Space.mm(72)
    radius: Space.radius
    color: root.selected ? Color.accentGround : Color.inset

    Accessible.role: Accessible.ListItem
    Accessible.name: root.name

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Space.m
        anchors.rightMargin: Space.m
        spacing: Space.l

        Icon {
            Layout.preferredWidth: Space.mm(34)
            name: Words.deviceIcon(root.kind)
            color: root.selected ? Color.accentGroundInk : Color.quiet
        }
        ColumnLayout {
            spacing: 0

            Label {
                Layout.fillWidth: true
                text: root.name
                font.bold: root.selected
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
            Label {
                Layout.fillWidth: true
                text: root.virtual ? qsTr("%1 · virtual").arg(Words.deviceKind(root.kind)) : Words.deviceKind(root.kind)
                color: Color.quiet
                font.pixelSize: Type.caption
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }
        Chip {
            text: root.works && root.selected ? qsTr("In use") : Words.availability(root.availability)
            iconName: root.works ? "circle-check" : "triangle-alert"
            color: root.works ? Color.greenGround : Color.amberGround
            tone: root.works ? Color.greenInk : Color.amberInk
        }
        Button {
            visible: !root.selected
            text: qsTr("Use")
            isPrimary: true
            enabled: root.works
            onClicked: Devices.select(root.id)
        }
    }
}
