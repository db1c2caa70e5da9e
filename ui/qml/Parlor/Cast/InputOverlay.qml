import QtQuick
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// The room's inputs over every page: who is about to be shown, and, where there is a place for it, who was put off.
Item {
    id: root

    required property bool isHome

    Connections {
        target: Inputs
        function onRefused(name: string, reason: string): void {
            Notices.warn(reason === "full" ? qsTr("%1 is not shown: the glass is full. Stop a cast first.").arg(name) : qsTr("%1 could not be shown. Unplug it and plug it in again.").arg(name));
        }
    }
    IncomingCard {
        anchors.left: parent.left
        anchors.leftMargin: Space.edge
        anchors.verticalCenter: parent.verticalCenter
    }
    // in the margin under the verbs, where it covers nothing
    Button {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: (Space.edge - height) / 2
        width: Math.min(implicitWidth, Space.mm(620))
        visible: root.isHome && Inputs.restingId !== ""
        iconName: "cable"
        text: qsTr("Show %1").arg(Inputs.restingName)
        onClicked: Inputs.start(Inputs.restingId)
    }
}
