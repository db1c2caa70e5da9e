pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Canvas
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Choose a format, wait, download with a phone.
Sheet {
    id: root

    required property BoardCanvas canvas

    readonly property list<string> formats: ["pdf", "png", "svg", "board", "excalidraw", "xopp", "inkml"]

    title: TakeAway.ready ? qsTr("Take it away") : qsTr("Take away as…")
    cardWidth: Space.mm(880)

    Component.onCompleted: TakeAway.forget()
    Component.onDestruction: TakeAway.forget()

    GridLayout {
        visible: !TakeAway.busy && !TakeAway.ready
        Layout.fillWidth: true
        columns: 2
        columnSpacing: Space.m
        rowSpacing: Space.s
        uniformCellWidths: true

        Repeater {
            model: root.formats

            VerbRow {
                required property string modelData

                Layout.fillWidth: true
                implicitHeight: Space.verb
                iconName: BoardWords.formatIcon(modelData)
                text: BoardWords.formatName(modelData)
                hint: BoardWords.formatHint(modelData)
                onClicked: TakeAway.make(modelData, modelData === "png" || modelData === "svg" ? root.canvas.pageId : "")
            }
        }
    }
    Label {
        visible: TakeAway.failure !== ""
        Layout.fillWidth: true
        text: Words.refusal(TakeAway.failure)
        color: Color.amberInk
    }
    RowLayout {
        visible: TakeAway.busy
        Layout.fillWidth: true
        spacing: Space.l

        Icon {
            name: "hourglass"
            size: Type.title
            color: Color.quiet
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Space.s

            Label {
                Layout.fillWidth: true
                text: qsTr("Making the file… %1 %").arg(Boards.percent)
            }
            ProgressBar {
                Layout.fillWidth: true
                name: qsTr("Making the file")
                percent: Boards.percent
            }
        }
        Button {
            text: qsTr("Cancel")
            onClicked: TakeAway.forget()
        }
    }
    Parcel {
        visible: TakeAway.ready
        Layout.fillWidth: true
    }
}
