pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// A finished file: the code that downloads it, how large it is, what it could not carry.
RowLayout {
    id: root

    spacing: Space.xl

    LinkCode {
        visible: TakeAway.url !== ""
        Layout.preferredWidth: Space.mm(260)
        Layout.preferredHeight: Space.mm(260)
        Layout.alignment: Qt.AlignTop
        url: TakeAway.url
        Accessible.name: qsTr("QR code that downloads the file")
    }
    ColumnLayout {
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        spacing: Space.m

        Label {
            Layout.fillWidth: true
            text: TakeAway.url !== "" ? qsTr("Point a phone's camera at the code to download it (%1).").arg(Words.size(TakeAway.sizeBytes)) : qsTr("This room has no network: the file cannot be downloaded.")
        }
        Label {
            Layout.fillWidth: true
            visible: TakeAway.url !== ""
            text: qsTr("The download ends when the glass is cleared for the next people.")
            color: Color.quiet
            font.pixelSize: Type.caption
        }
        Label {
            Layout.fillWidth: true
            visible: lost.count > 0
            text: qsTr("This format cannot carry everything:")
            color: Color.amberInk
        }
        Repeater {
            id: lost

            model: TakeAway.lost.slice(0, 6)

            Label {
                required property var modelData

                Layout.fillWidth: true
                text: LossWords.line(modelData.what, modelData.reason, modelData.count)
                color: Color.quiet
                font.pixelSize: Type.caption
            }
        }
        Label {
            visible: TakeAway.lost.length > lost.count
            text: qsTr("And %1 more").arg(TakeAway.lost.length - lost.count)
            color: Color.quiet
            font.pixelSize: Type.caption
        }
        Item {
            Layout.fillHeight: true
        }
        Button {
            iconName: "arrow-left"
            text: qsTr("Another format")
            onClicked: TakeAway.forget()
        }
    }
}
