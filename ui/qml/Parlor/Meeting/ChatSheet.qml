pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// What is written in the meeting, large enough for the far end of the table; the newest at the bottom.
CallSheet {
    id: root

    function send(): void {
        Chat.send(field.text);
        field.text = "";
    }

    title: qsTr("Chat")
    isAtTop: true
    cardWidth: Space.mm(1000)

    Component.onCompleted: Chat.markSeen()

    Connections {
        target: Chat
        function onChanged(): void {
            Qt.callLater(Chat.markSeen);
        }
    }
    ListView {
        id: list

        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: Panel.keyboardHeight > 0 ? Space.mm(150) : Space.mm(400)
        clip: true
        spacing: Space.m
        boundsBehavior: Flickable.StopAtBounds
        verticalLayoutDirection: ListView.TopToBottom
        model: Chat.messages
        onCountChanged: Qt.callLater(list.positionViewAtEnd)

        delegate: Column {
            id: line

            required property string name
            required property string text
            required property date at
            required property bool isOwn

            width: ListView.view.width

            Label {
                width: parent.width
                text: qsTr("%1, %2").arg(line.isOwn ? qsTr("This room") : CallWords.person(line.name)).arg(ScheduleWords.time(line.at, Settings.language))
                color: line.isOwn ? Color.accent : Color.quiet
                font.pixelSize: Type.caption
            }
            Label {
                width: parent.width
                text: line.text
                font.pixelSize: Type.lead
            }
        }
        Label {
            visible: list.count === 0
            width: list.width
            text: qsTr("Nothing has been written yet.")
            color: Color.quiet
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Space.m

        TextField {
            id: field

            Layout.fillWidth: true
            name: qsTr("Message to all")
            placeholderText: qsTr("Message to all")
            maximumLength: 2000
            onAccepted: root.send()
        }
        Button {
            isPrimary: true
            iconName: "send"
            text: qsTr("Send")
            enabled: field.text.trim() !== ""
            onClicked: root.send()
        }
    }
}
