pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Reactions rise along the edge of the glass; where motion is unwanted they only appear and go.
Item {
    id: root

    property int next: 0

    ListModel {
        id: shown
    }
    Connections {
        target: Chat
        function onReacted(name: string, reaction: string): void {
            shown.append({
                "key": root.next,
                "name": name,
                "reaction": reaction
            });
            root.next += 1;
            if (shown.count > 8)
                shown.remove(0);
        }
    }
    Connections {
        target: Meeting
        function onEnded(): void {
            shown.clear();
        }
    }
    Timer {
        interval: 3500
        repeat: true
        running: shown.count > 0
        onTriggered: shown.remove(0)
    }
    Repeater {
        model: shown

        Rectangle {
            id: one

            required property int key
            required property string name
            required property string reaction

            x: root.width - width - Space.l
            y: root.height - height * (3 + one.key % 4 * 1.2)
            width: row.implicitWidth + Space.m * 2
            height: Space.mm(40)
            radius: height / 2
            color: Color.bar

            Accessible.role: Accessible.AlertMessage
            Accessible.name: qsTr("%1: %2").arg(CallWords.person(one.name)).arg(CallWords.reaction(one.reaction))

            NumberAnimation on y {
                running: !Panel.motionReduced
                from: root.height - one.height * (3 + one.key % 4 * 1.2)
                to: root.height * 0.35
                duration: 3500
                easing.type: Easing.OutQuad
            }
            Row {
                id: row

                anchors.centerIn: parent
                spacing: Space.s

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: CallWords.reactionIcon(one.reaction)
                    size: Type.title
                    color: Color.barWarn
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: CallWords.person(one.name)
                    color: Color.barInk
                    font.pixelSize: Type.caption
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
