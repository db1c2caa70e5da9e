import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// One notice at a time, the newest; with a verb while something can still be taken back.
Rectangle {
    id: root

    property bool isTrouble: false
    property string verb: ""
    property var deed: null

    function show(words: string, isTrouble: bool, verb: string, deed: var): void {
        label.text = words;
        root.isTrouble = isTrouble;
        root.verb = verb;
        root.deed = deed;
        rest.restart();
    }

    width: row.implicitWidth + Space.l * 2
    height: Space.mm(52)
    radius: height / 2
    color: Color.dark ? "#f4f5f6" : "#16181b"
    visible: rest.running

    Accessible.role: Accessible.AlertMessage
    Accessible.name: label.text

    Connections {
        target: Notices
        function onTold(words: string, isTrouble: bool): void {
            root.show(words, isTrouble, "", null);
        }
        function onOffered(words: string, verb: string, deed: var): void {
            root.show(words, false, verb, deed);
        }
    }
    Timer {
        id: rest

        interval: root.verb === "" ? 4500 : 8000
    }
    RowLayout {
        id: row

        anchors.centerIn: parent
        spacing: Space.m

        Icon {
            name: root.isTrouble ? "triangle-alert" : "circle-check"
            color: label.color
        }
        Label {
            id: label

            color: Color.dark ? "#16181b" : "#f4f5f6"
            wrapMode: Text.NoWrap
        }
        Button {
            visible: root.verb !== ""
            ground: Color.dark ? "#d9dde1" : "#363e47"
            tone: label.color
            text: root.verb
            onClicked: {
                rest.stop();
                root.deed();
            }
        }
    }
}
