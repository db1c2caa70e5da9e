import QtQuick
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// Fingers on the picture may go to its sender: what they do there, and the way out.
Bar {
    id: root

    required property string name
    // empty while they do not
    required property string mode

    readonly property string who: Words.caster(root.name)

    signal picked(string mode)
    signal closed

    width: row.implicitWidth + Space.l * 2
    height: Space.touch + Space.xs * 2 + Space.s * 2
    color: Color.bar
    border.width: 0

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Space.l

        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, Space.mm(420))
            text: root.mode === "" ? qsTr("Show %1 something").arg(root.who) : qsTr("%1 sees your finger").arg(root.who)
            color: Color.barInk
            font.pixelSize: Type.body
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
        Segmented {
            anchors.verticalCenter: parent.verticalCenter
            values: ["point", "draw"]
            labels: [qsTr("Point"), qsTr("Draw")]
            value: root.mode
            onPicked: value => root.picked(value)
        }
        Button {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.mode !== ""
            ground: Color.barInset
            tone: Color.barInk
            iconName: "check"
            text: qsTr("Done")
            onClicked: root.closed()
        }
    }
}
