import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Parlor.Controls
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// Which call it is, how long and how well it goes, whether it is recorded; from another page the way back to it.
T.AbstractButton {
    id: root

    required property bool isOnCall
    property int seconds: 0
    property int recordedSeconds: 0

    readonly property bool isRecorded: Conference.recording === "on" || Conference.recording === "paused" || Conference.recording === "starting"
    readonly property string progress: !Meeting.live ? CallWords.step(Meeting.phase, Meeting.step, Meeting.serviceName) : Meeting.phase === "reconnecting" ? qsTr("Reconnecting…") : Words.duration(root.seconds)

    function count(): void {
        root.seconds = Clock.secondsSince(Meeting.liveSince);
        root.recordedSeconds = Clock.secondsSince(Conference.recordingSince);
    }

    implicitHeight: Space.mm(62)
    focusPolicy: root.isOnCall ? Qt.NoFocus : Qt.TabFocus
    enabled: !root.isOnCall
    text: CallWords.title(Meeting.title, Meeting.serviceName)
    onClicked: Pages.open("call")

    Accessible.role: root.isOnCall ? Accessible.StaticText : Accessible.Button
    Accessible.name: root.isOnCall ? root.text : qsTr("Back to the call")

    Component.onCompleted: root.count()

    Timer {
        interval: 1000
        repeat: true
        running: root.visible && !Power.asleep
        onTriggered: root.count()
    }
    Connections {
        target: Meeting
        function onChanged(): void {
            root.count();
        }
    }
    Connections {
        target: Conference
        function onChanged(): void {
            root.count();
        }
    }
    background: Rectangle {
        visible: !root.isOnCall
        radius: Space.cardRadius
        color: root.down ? Color.barInset : "transparent"
        border.width: root.visualFocus ? Space.mm(2) : Space.line
        border.color: root.visualFocus ? Color.barInk : Color.barInset
    }
    contentItem: RowLayout {
        spacing: Space.m

        CallPicture {
            Layout.preferredWidth: Math.round(root.height * 16 / 9)
            Layout.fillHeight: true
            visible: !root.isOnCall && Meeting.foremost !== ""
            stream: visible ? Meeting.foremost : ""
            name: qsTr("Who speaks in the call")
        }
        ColumnLayout {
            Layout.leftMargin: root.isOnCall ? 0 : Space.s
            spacing: 0

            Label {
                Layout.fillWidth: true
                text: root.text
                color: Color.barInk
                font.pixelSize: Type.body
                font.bold: true
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            RowLayout {
                spacing: Space.s

                Icon {
                    visible: root.isRecorded
                    name: "disc"
                    size: Type.caption
                    color: Color.stop
                }
                Label {
                    Layout.fillWidth: true
                    text: root.isRecorded ? CallWords.recording(Conference.recording, Words.duration(root.recordedSeconds), Conference.recordedBy) : root.progress
                    color: root.isRecorded ? Color.stop : Meeting.quality === "poor" ? Color.barWarn : Color.barQuiet
                    font.pixelSize: Type.caption
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
                Icon {
                    visible: Meeting.live && Meeting.quality === "poor"
                    name: "triangle-alert"
                    size: Type.caption
                    color: Color.barWarn
                }
            }
        }
    }
}
