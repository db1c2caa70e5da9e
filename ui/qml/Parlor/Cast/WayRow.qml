import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// One way of casting: how it is, and what to do where it is not well.
RowLayout {
    id: root

    required property var way

    readonly property string status: root.way.status
    readonly property bool isWell: root.status === "ok"
    readonly property bool isDoubtful: root.status === "warn"
    readonly property string remedy: root.isWell ? "" : WayWords.remedy(root.way.code, root.way.data)
    readonly property string verdict: root.isWell ? qsTr("Works") : root.isDoubtful ? qsTr("Take note") : qsTr("Does not work")

    spacing: Space.m

    Rectangle {
        Layout.alignment: Qt.AlignTop
        implicitWidth: Space.mm(34)
        implicitHeight: implicitWidth
        radius: height / 2
        color: root.isWell ? Color.greenGround : root.isDoubtful ? Color.amberGround : Color.stop

        Icon {
            anchors.centerIn: parent
            name: root.isWell ? "check" : root.isDoubtful ? "info" : "x"
            size: Type.body
            color: root.isWell ? Color.greenInk : root.isDoubtful ? Color.amberInk : Color.stopInk
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        Label {
            Layout.fillWidth: true
            text: WayWords.titles[root.way.way] ?? root.way.way
            font.bold: true
            Accessible.name: qsTr("%1: %2").arg(text).arg(root.verdict)
        }
        Label {
            Layout.fillWidth: true
            text: WayWords.says(root.way.code, root.way.data)
            color: Color.quiet
            font.pixelSize: Type.caption
        }
        Label {
            Layout.fillWidth: true
            visible: root.remedy !== ""
            text: root.remedy
            font.pixelSize: Type.caption
        }
    }
}
