import QtQuick
import QtQuick.Layouts
import Parlor.Cast
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// How a guest's screen gets here, readable from the far end of the table.
Card {
    id: root

    readonly property bool hasAddress: Access.address !== ""
    // the call's bar takes from the page's height
    readonly property int codeSide: Space.mm(Meeting.active ? 186 : 226)

    NoNetwork {
        anchors.centerIn: parent
        width: parent.width - Space.xl * 2
        visible: !root.hasAddress
    }
    ColumnLayout {
        visible: root.hasAddress
        anchors.fill: parent
        anchors.margins: Space.xl
        spacing: Space.m

        LiveCard {
            Layout.fillWidth: true
            visible: Casts.active
        }
        Label {
            visible: !Casts.active
            text: qsTr("Show your screen")
            font.pixelSize: Type.title
            font.bold: true
        }
        AddressStep {
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Space.l

            CodeStep {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
            }
            JoinCode {
                Layout.preferredWidth: root.codeSide
                Layout.preferredHeight: root.codeSide
            }
        }
        Item {
            Layout.fillHeight: true
        }
        TrustHint {
            Layout.fillWidth: true
        }
    }
}
