import QtQuick
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// What a host can do about somebody.
Flow {
    id: root

    required property PersonRow person

    readonly property bool isCohost: root.person.role === "cohost"

    spacing: Space.s
    bottomPadding: Space.s

    Button {
        iconName: root.person.muted ? "mic" : "mic-off"
        text: root.person.muted ? qsTr("Let speak") : qsTr("Mute")
        Accessible.name: root.person.muted ? qsTr("Let %1 speak").arg(root.person.name) : qsTr("Mute %1").arg(root.person.name)
        onClicked: Conference.doTo(root.person.muted ? "allow_unmute" : "mute", root.person.id)
    }
    Button {
        visible: root.person.hasHand
        iconName: "hand"
        text: qsTr("Lower hand")
        Accessible.name: qsTr("Lower the hand of %1").arg(root.person.name)
        onClicked: Conference.doTo("lower_hand", root.person.id)
    }
    Button {
        iconName: "star"
        text: root.person.spotlit ? qsTr("Large no more") : qsTr("Large for all")
        Accessible.name: root.person.spotlit ? qsTr("%1 large no more").arg(root.person.name) : qsTr("%1 large for all").arg(root.person.name)
        onClicked: Conference.doTo("spotlight", root.person.id)
    }
    Button {
        visible: root.person.sharing
        iconName: "monitor"
        text: qsTr("Stop their screen")
        onClicked: Conference.do("stop_sharing")
    }
    Button {
        visible: Conference.isHost && (root.person.role === "participant" || root.person.role === "presenter" || root.isCohost)
        iconName: "shield-check"
        text: root.isCohost ? qsTr("Co-host no more") : qsTr("Make co-host")
        Accessible.name: root.isCohost ? qsTr("%1 co-host no more").arg(root.person.name) : qsTr("Make %1 co-host").arg(root.person.name)
        onClicked: Conference.setRole(root.person.id, root.isCohost ? "participant" : "cohost")
    }
    Button {
        visible: Conference.isHost
        iconName: "crown"
        text: qsTr("Give the chair")
        Accessible.name: qsTr("Give the chair to %1").arg(root.person.name)
        onClicked: Conference.doTo("give_chair", root.person.id)
    }
    Button {
        iconName: "user-x"
        text: qsTr("Remove")
        Accessible.name: qsTr("Remove %1").arg(root.person.name)
        onClicked: Conference.doTo("remove", root.person.id)
    }
}
