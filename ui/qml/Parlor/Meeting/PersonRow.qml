pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Somebody in the meeting; open, with what can be done about them.
Column {
    id: root

    required property string id
    required property string name
    required property string kind
    required property string role
    required property string phase
    required property bool muted
    required property bool mayUnmute
    required property bool cameraOn
    required property bool sharing
    required property bool wantsChair
    required property bool answered
    required property bool hasHand
    required property bool spotlit
    required property bool isRoom
    property bool isOpen: false

    readonly property string shown: root.isRoom ? qsTr("%1 (this room)").arg(CallWords.person(root.name)) : CallWords.person(root.name)
    readonly property bool canOpen: Conference.moderates && !root.isRoom

    signal clicked

    spacing: Space.s

    T.AbstractButton {
        id: face

        width: root.width
        height: Space.verb
        enabled: root.canOpen
        leftPadding: Space.m
        rightPadding: Space.m
        focusPolicy: Qt.TabFocus
        onClicked: root.clicked()

        Accessible.role: root.canOpen ? Accessible.Button : Accessible.ListItem
        Accessible.name: root.shown
        Accessible.description: CallWords.about(root.role, root.phase, root.wantsChair)

        background: Rectangle {
            radius: Space.radius
            color: root.isOpen ? Color.accentGround : Color.inset
            border.width: face.visualFocus ? Space.mm(2) : 0
            border.color: Color.text
        }
        contentItem: RowLayout {
            spacing: Space.m

            Icon {
                name: root.hasHand ? "hand" : CallWords.kindIcon(root.kind)
                size: Type.lead
                color: root.hasHand ? Color.amberInk : Color.quiet
            }
            Label {
                text: root.shown
                Layout.fillWidth: true
                font.bold: root.hasHand
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            Label {
                text: CallWords.about(root.role, root.phase, root.wantsChair)
                color: Color.quiet
                font.pixelSize: Type.caption
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            Chip {
                visible: Conference.isRollCall
                text: root.answered ? qsTr("Here") : qsTr("No answer")
                color: root.answered ? Color.greenGround : Color.amberGround
                tone: root.answered ? Color.greenInk : Color.amberInk
            }
            Icon {
                visible: root.sharing
                name: "monitor-up"
                size: Type.body
                color: Color.accent
            }
            Icon {
                name: root.cameraOn ? "video" : "video-off"
                size: Type.body
                color: Color.quiet
            }
            Icon {
                name: root.muted ? "mic-off" : "mic"
                size: Type.body
                color: root.muted ? Color.amberInk : Color.quiet
            }
        }
    }
    Loader {
        width: root.width
        active: root.isOpen && root.canOpen
        visible: active
        sourceComponent: PersonVerbs {
            person: root
        }
    }
}
