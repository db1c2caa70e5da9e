import QtQuick
import Parlor.Canvas
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// Ink over a live cast: drawn on a page of the board from the first stroke on, kept with the picture or taken away again.
Rectangle {
    id: root

    property bool hasPage: false
    property string pageId: ""
    property bool isAligning: false

    readonly property size picture: Qt.size(tile.frameWidth, tile.frameHeight)

    function prepare(): void {
        if (root.hasPage || !board.isConnected || board.pageId === "" || tile.frameWidth === 0)
            return;
        root.hasPage = true;
        if (!board.isBlank())
            board.addPage();
        root.pageId = board.pageId;
        root.align();
    }
    // the picture's place on the glass is where it will lie on the page: 1920 units across, from the origin
    function align(): void {
        if (!root.hasPage || root.isAligning || tile.frameWidth === 0 || root.width === 0)
            return;
        root.isAligning = true;
        const shown = Math.min(root.width / tile.frameWidth, root.height / tile.frameHeight) * tile.frameWidth;
        board.zoomTo(shown / root.width);
        board.panTo(960, 960 * tile.frameHeight / tile.frameWidth);
        root.isAligning = false;
    }
    function leave(): void {
        tile.leave();
        Pages.open(Casts.active ? "cast" : "home");
    }
    function discard(): void {
        if (root.hasPage)
            board.removePage(root.pageId);
        root.leave();
    }

    color: Color.night

    onPictureChanged: {
        Qt.callLater(root.prepare);
        root.align();
    }
    onWidthChanged: root.align()
    Component.onCompleted: {
        tile.take(Casts.ids.includes(Pages.subject) ? Pages.subject : Casts.foremost());
        if (Boards.openId === "")
            Boards.create(false);
    }

    Connections {
        target: Boards
        function onRefused(code: string): void {
            Notices.warn(Words.refusal(code));
            root.leave();
        }
    }
    Hand {
        id: pen

        penColor: "#d32f2f"
        penWidth: 8
    }
    AnnotatedPicture {
        id: tile

        anchors.fill: parent
    }
    BoardCanvas {
        id: board

        anchors.fill: parent
        boardId: Boards.openId
        palettes: [pen]
        pixelsPerMm: Panel.pixelsPerMm
        transparentGround: true

        // later: the page is told before what is on it
        onPagesChanged: Qt.callLater(root.prepare)
        // two fingers move nothing here: the ink would slip off the picture
        onViewChanged: root.align()
        onStatusChanged: Qt.callLater(root.prepare)
    }
    Still {
        id: still

        onKept: (sha, mime, width, height) => {
            board.setPicture(sha, mime, width, height);
            const page = board.pageIndex + 1;
            root.leave();
            Notices.offer(qsTr("Kept on the whiteboard as page %1").arg(page), qsTr("Show"), () => Pages.open("whiteboard"));
        }
        onFailed: code => {
            Notices.warn(Words.refusal(code));
            tile.isKept = false;
        }
    }
    Banner {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: Space.l
        visible: board.lookOnly
        isTrouble: true
        iconName: "eye"
        text: Words.lookOnly(Boards.lookOnly)
    }
    AnnotateBar {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Space.l
        hand: pen
        canvas: board
        isFrozen: tile.frozen
        canKeep: root.hasPage && tile.hasFrame && !still.busy
        onFrozenAsked: frozen => tile.setHeld(frozen)
        onDiscarded: root.discard()
        onKept: {
            tile.isKept = true;
            still.keep(tile.videoSource);
        }
    }
}
