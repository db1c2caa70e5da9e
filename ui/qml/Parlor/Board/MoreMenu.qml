import QtQuick
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// What is needed now and then.
Bar {
    id: root

    required property bool isForTwo

    signal asked(string what)
    signal forTwoAsked(bool isForTwo)
    signal timerAsked

    width: Space.mm(400)
    height: column.height + Space.m * 2

    Column {
        id: column

        anchors.centerIn: parent
        width: parent.width - Space.m * 2
        spacing: Space.s

        VerbRow {
            width: parent.width
            iconName: "columns-2"
            text: root.isForTwo ? qsTr("Tools for one person") : qsTr("Tools for two people")
            onClicked: root.forTwoAsked(!root.isForTwo)
        }
        VerbRow {
            width: parent.width
            visible: root.isForTwo
            iconName: "image-plus"
            text: qsTr("Insert a picture")
            enabled: Boards.lookOnly === ""
            onClicked: root.asked("picture")
        }
        VerbRow {
            width: parent.width
            iconName: "grid-3x3"
            text: qsTr("Background")
            enabled: Boards.lookOnly === ""
            onClicked: root.asked("background")
        }
        VerbRow {
            width: parent.width
            iconName: "timer"
            text: qsTr("Timer")
            onClicked: root.timerAsked()
        }
        VerbRow {
            width: parent.width
            iconName: "history"
            text: qsTr("Replay")
            onClicked: root.asked("replay")
        }
        VerbRow {
            width: parent.width
            iconName: "import"
            text: qsTr("Import a file")
            enabled: Boards.lookOnly === ""
            onClicked: root.asked("import")
        }
        VerbRow {
            width: parent.width
            iconName: "link"
            text: Boards.peer === "" ? qsTr("Share with another room") : qsTr("Shared with another room")
            onClicked: root.asked("peer")
        }
        VerbRow {
            width: parent.width
            iconName: "log-out"
            text: qsTr("Finish")
            onClicked: root.asked("finish")
        }
    }
}
