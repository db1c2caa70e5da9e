import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Something was plugged in: it is shown in a moment, at once, or not this time.
Card {
    id: root

    readonly property bool isCounting: Inputs.nextId !== ""
    property real seconds: 0

    function look(): void {
        root.seconds = Inputs.secondsLeft();
    }

    visible: root.isCounting
    implicitWidth: Math.max(lines.implicitWidth + Space.l * 2, Space.mm(420))
    implicitHeight: lines.implicitHeight + Space.l * 2
    border.width: Space.mm(2)
    border.color: Color.accent

    Accessible.role: Accessible.AlertMessage
    Accessible.name: qsTr("%1 is shown in a moment").arg(Inputs.nextName)

    onIsCountingChanged: root.look()

    Connections {
        target: Inputs
        function onChanged(): void {
            root.look();
        }
    }
    Timer {
        interval: Panel.motionReduced ? 250 : 33
        repeat: true
        running: root.isCounting && root.visible
        onTriggered: root.look()
    }
    // touches do not fall through to the page
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }
    ColumnLayout {
        id: lines

        anchors.fill: parent
        anchors.margins: Space.l
        spacing: Space.l

        RowLayout {
            Layout.fillWidth: true
            spacing: Space.l

            CountdownRing {
                seconds: root.seconds
                total: 5
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: Space.xs

                Label {
                    Layout.fillWidth: true
                    Layout.maximumWidth: Space.mm(420)
                    text: Inputs.nextName
                    font.pixelSize: Type.lead
                    font.bold: true
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
                Label {
                    Layout.fillWidth: true
                    text: qsTr("Plugged in: shown in %1 s").arg(Math.ceil(root.seconds))
                    color: Color.quiet
                    wrapMode: Text.NoWrap
                }
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Space.m

            Button {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                text: qsTr("Not now")
                onClicked: Inputs.dismiss(Inputs.nextId)
            }
            Button {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                isPrimary: true
                text: qsTr("Show now")
                onClicked: Inputs.start(Inputs.nextId)
            }
        }
    }
}
