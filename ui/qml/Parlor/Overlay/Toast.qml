import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// One notice at a time, the newest.
Rectangle {
    id: root

    property bool isTrouble: false

    function show(words: string, isTrouble: bool): void {
        label.text = words;
        root.isTrouble = isTrouble;
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
            root.show(words, isTrouble);
        }
    }
    Timer {
        id: rest

        interval: 4500
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
    }
}
