import QtQuick
import Parlor.Canvas
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// What the people at the board must know now.
Column {
    id: root

    required property BoardCanvas canvas

    readonly property bool isPeersToLookAt: Boards.lookOnly === "board.peer_view_only"
    readonly property string trouble: Boards.trouble !== "" ? Boards.trouble : root.canvas.trouble

    spacing: Space.s

    Banner {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: !Connection.connected
        isTrouble: true
        iconName: "unplug"
        text: qsTr("The room does not answer. Go on: what is drawn is kept and saved when it is back.")
    }
    Banner {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.trouble !== ""
        isTrouble: true
        iconName: "triangle-alert"
        text: Words.boardTrouble(root.trouble)
    }
    Banner {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: Boards.working !== "" && !TakeAway.busy
        iconName: "hourglass"
        text: Boards.working === "importing" ? qsTr("A file is being added to the board… %1 %").arg(Boards.percent) : qsTr("A file is being made of the board… %1 %").arg(Boards.percent)
        percent: Boards.percent
        verb: qsTr("Cancel")
        onDone: Boards.cancelWork()
    }
    Banner {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: Boards.lookOnly === "board.full" || (root.canvas.lookOnly && Boards.lookOnly === "")
        isTrouble: true
        iconName: "eye"
        text: Words.lookOnly(Boards.lookOnly)
        verb: qsTr("New board")
        onDone: Boards.create(root.canvas.dark)
    }
    Banner {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: Boards.peer !== ""
        isTrouble: Boards.peer === "lost" || root.isPeersToLookAt
        iconName: root.isPeersToLookAt ? "eye" : "link"
        text: root.isPeersToLookAt ? Words.lookOnly(Boards.lookOnly) : Boards.peer === "joined" ? qsTr("Another room draws on this board, too") : Boards.peer === "lost" ? qsTr("The other room is out of reach. What is drawn meanwhile reaches it later.") : qsTr("Connecting to the other room…")
        verb: qsTr("Leave")
        onDone: Boards.leavePeer()
    }
}
