pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// A meeting's number, as people read it out, and its passcode where it has one.
ColumnLayout {
    id: root

    property string number: ""
    property string passcode: ""
    property bool isOnPasscode: false
    property string trouble: ""

    readonly property bool isWhole: root.number.length === 9

    signal linkWanted

    function type(digit: string): void {
        root.trouble = "";
        if (root.isOnPasscode)
            root.passcode = (root.passcode + digit).slice(0, 10);
        else if (!(root.number === "" && digit === "0"))
            root.number = (root.number + digit).slice(0, 9);
        if (!root.isOnPasscode && root.isWhole)
            root.isOnPasscode = true;
    }
    function erase(): void {
        root.trouble = "";
        if (root.isOnPasscode && root.passcode === "")
            root.isOnPasscode = false;
        else if (root.isOnPasscode)
            root.passcode = root.passcode.slice(0, -1);
        else
            root.number = root.number.slice(0, -1);
    }
    function join(): void {
        if (root.isWhole)
            Meeting.joinAddress(root.number, root.passcode);
        else
            root.trouble = qsTr("A meeting number has nine digits.");
    }

    spacing: Space.m

    Connections {
        target: Meeting
        function onJoinRefused(code: string): void {
            if (code === "meeting.bad_address")
                root.trouble = Words.refusal(code);
        }
    }
    Label {
        Layout.fillWidth: true
        text: qsTr("Join by number")
        font.pixelSize: Type.title
        font.bold: true
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Space.m

        KeypadField {
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            name: qsTr("Meeting number")
            value: CallWords.grouped(root.number)
            isCurrent: !root.isOnPasscode
            onClicked: root.isOnPasscode = false
        }
        KeypadField {
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            name: qsTr("Passcode, if any")
            value: root.passcode
            isCurrent: root.isOnPasscode
            onClicked: root.isOnPasscode = true
        }
    }
    Label {
        Layout.fillWidth: true
        visible: text !== ""
        text: root.trouble
        color: Color.amberInk
        font.bold: true
        Accessible.role: Accessible.AlertMessage
    }
    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        columns: 3
        columnSpacing: Space.s
        rowSpacing: Space.s
        uniformCellWidths: true
        uniformCellHeights: true

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0", "link"]

            Button {
                id: key

                required property string modelData

                readonly property bool isDigit: key.modelData.length === 1
                readonly property bool isErase: key.modelData === "erase"
                readonly property bool isLink: key.modelData === "link"

                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.maximumHeight: Space.mm(60)
                implicitWidth: Space.mm(60)
                size: Space.verb
                leftPadding: Space.s
                rightPadding: Space.s
                font.pixelSize: key.isDigit ? Type.title : Type.body
                iconName: key.isErase ? "delete" : key.isLink ? "keyboard" : ""
                text: key.isDigit ? key.modelData : key.isErase ? qsTr("Erase") : qsTr("Link")
                Accessible.name: key.isLink ? qsTr("Join by link or address") : key.text
                onClicked: {
                    if (key.isDigit)
                        root.type(key.modelData);
                    else if (key.isErase)
                        root.erase();
                    else
                        root.linkWanted();
                }
            }
        }
    }
    Button {
        Layout.fillWidth: true
        isPrimary: root.isWhole
        size: Space.verb
        iconName: "video"
        text: qsTr("Join")
        onClicked: root.join()
    }
}
