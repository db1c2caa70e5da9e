import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// The timer, to be read from the far end of the table; a finger on its digits moves it.
Bar {
    id: root

    readonly property bool isOver: Countdown.isOver

    width: column.implicitWidth + Space.m * 2
    height: column.implicitHeight + Space.m * 2
    color: root.isOver ? Color.stop : Color.surface

    DragHandler {
        xAxis.minimum: 0
        xAxis.maximum: root.parent ? root.parent.width - root.width : 0
        yAxis.minimum: 0
        yAxis.maximum: root.parent ? root.parent.height - root.height : 0
    }
    ColumnLayout {
        id: column

        anchors.centerIn: parent
        spacing: Space.s

        Label {
            Layout.alignment: Qt.AlignHCenter
            text: Words.duration(Countdown.isUp ? Math.floor(Countdown.leftMs / 1000) : Math.ceil(Countdown.leftMs / 1000))
            color: root.isOver ? Color.stopInk : Color.text
            font.pixelSize: Type.code
            font.bold: true
            font.features: ({
                    "tnum": 1
                })
            lineHeight: 1
            wrapMode: Text.NoWrap
            Accessible.name: root.isOver ? qsTr("Time is up") : qsTr("Timer: %1").arg(text)
        }
        Segmented {
            visible: !Countdown.isRunning
            values: ["60", "180", "300", "600", "0"]
            labels: [qsTr("1 min"), qsTr("3 min"), qsTr("5 min"), qsTr("10 min"), qsTr("Stopwatch")]
            value: String(Countdown.seconds)
            onPicked: value => Countdown.set(Number(value))
        }
        Row {
            Layout.alignment: Qt.AlignHCenter
            spacing: Space.s

            ToolButton {
                iconName: Countdown.isRunning ? "pause" : "play"
                text: Countdown.isRunning ? qsTr("Hold the timer") : qsTr("Start the timer")
                onClicked: {
                    if (Countdown.isRunning)
                        Countdown.hold();
                    else
                        Countdown.start();
                }
            }
            ToolButton {
                iconName: "rotate-ccw"
                text: qsTr("Reset the timer")
                onClicked: Countdown.set(Countdown.seconds)
            }
            ToolButton {
                iconName: "x"
                text: qsTr("Close the timer")
                onClicked: {
                    Countdown.set(Countdown.seconds);
                    Countdown.isShown = false;
                }
            }
        }
    }
}
