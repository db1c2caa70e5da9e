import QtQuick
import Parlor.Canvas
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// The whiteboard: the board on the whole glass, tools over it where hands are.
Item {
    id: root

    property bool isForTwo: false
    property bool wasOpen: false

    // opening the whiteboard goes on with the open board, or begins one at once
    function begin(): void {
        root.wasOpen = Boards.openId !== "";
        if (Boards.openId === "" && Connection.connected)
            Boards.create(Color.dark);
    }

    Component.onCompleted: root.begin()

    Connections {
        target: Boards
        function onOpenChanged(): void {
            if (Boards.openId !== "")
                root.wasOpen = true;
            else if (root.wasOpen)
                Pages.home();
        }
        function onRefused(code: string): void {
            Notices.warn(Words.refusal(code));
            if (Boards.openId === "")
                Pages.home();
        }
    }
    Connections {
        target: History
        function onReady(file: string): void {
            editor.keep();
            tools.menu = "";
            if (!board.replay(file))
                Notices.warn(Words.boardTrouble("board.bad_history"));
        }
    }
    Connections {
        target: leftHand
        function onChanged(): void {
            editor.keep();
        }
    }
    Connections {
        target: Sticks
        function onImported(lost: var): void {
            if (lost.length === 0)
                Notices.tell(qsTr("The file is on the board"));
            else
                Notices.warn(qsTr("Added, but not everything: %1").arg(LossWords.lines(lost)));
        }
        function onFailed(code: string, name: string, reason: string): void {
            if (code !== "board.cancelled")
                Notices.warn(qsTr("%1: %2").arg(name).arg(BoardWords.badFile(code, reason)));
        }
    }
    Hand {
        id: leftHand

        side: root.isForTwo ? "left" : "whole"
    }
    Hand {
        id: rightHand

        person: 2
        side: "right"
        penColor: "#1976d2"
    }
    BoardCanvas {
        id: board

        anchors.fill: parent
        boardId: Boards.openId
        palettes: root.isForTwo ? [leftHand, rightHand] : [leftHand]
        pixelsPerMm: Panel.pixelsPerMm
    }
    SharedBoard {
        id: shared

        canvas: board
    }
    Component.onDestruction: shared.release()
    TextEditor {
        id: editor

        anchors.fill: parent
        canvas: board
        isForTwo: root.isForTwo
    }
    SelectionBar {
        canvas: board
        selection: board.selectionOf(leftHand.person)
    }
    SelectionBar {
        canvas: board
        selection: board.selectionOf(rightHand.person)
    }
    BoardTools {
        id: tools

        anchors.fill: parent
        visible: !board.replaying && sheets.shown === ""
        canvas: board
        first: leftHand
        second: rightHand
        isForTwo: root.isForTwo
        onForTwoAsked: isForTwo => root.isForTwo = isForTwo
        onSheetAsked: what => {
            editor.keep();
            sheets.open(what);
        }
        onRenameAsked: {
            editor.keep();
            sheets.rename(Boards.openId, Boards.name);
        }
    }
    ReplayBar {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Space.l
        width: Math.min(parent.width - Space.edge * 2, Space.mm(1260))
        visible: board.replaying
        canvas: board
        onVisibleChanged: {
            position = 0;
            isPlaying = visible;
        }
    }
    Banners {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: Space.l + Space.touch + Space.s * 3
        width: parent.width - Space.mm(420)
        canvas: board
    }
    TimerFace {
        x: Math.round((root.width - width) / 2)
        y: Space.mm(90)
        visible: Countdown.isShown
    }
    BoardSheets {
        id: sheets

        anchors.fill: parent
        canvas: board
    }
}
