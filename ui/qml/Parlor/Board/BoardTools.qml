import QtQuick
import Parlor.Canvas
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// All that floats over the board, along the edges of the glass.
Item {
    id: root

    required property BoardCanvas canvas
    required property Hand first
    required property Hand second
    required property bool isForTwo
    property string menu: ""

    signal sheetAsked(string what)
    signal forTwoAsked(bool isForTwo)
    signal renameAsked

    function open(what: string): void {
        root.menu = what === "more" || what === "pages" ? what : "";
        if (what === "replay")
            History.fetch();
        else if (what !== "" && root.menu === "")
            root.sheetAsked(what);
    }

    Connections {
        target: root.canvas
        function onTouched(): void {
            if (root.menu === "more")
                root.menu = "";
        }
    }
    TitleBar {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Space.l
        canvas: root.canvas
        onRenameAsked: root.renameAsked()
    }
    VerbBar {
        id: verbs

        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Space.l
        open: root.menu
        onAsked: what => root.open(what)
    }
    ZoomBar {
        id: zoom

        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: Space.l
        canvas: root.canvas
    }
    Minimap {
        anchors.left: parent.left
        anchors.leftMargin: Space.l + (root.isForTwo ? Space.mm(70) : 0)
        anchors.bottom: zoom.top
        anchors.bottomMargin: Space.s
        visible: isNeeded
        canvas: root.canvas
    }
    PageBar {
        id: pages

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Space.l
        canvas: root.canvas
        isStripOpen: root.menu === "pages"
        onStripAsked: open => root.menu = open ? "pages" : ""
    }
    Toolbar {
        anchors.horizontalCenter: root.isForTwo ? undefined : parent.horizontalCenter
        anchors.bottom: root.isForTwo ? undefined : parent.bottom
        anchors.bottomMargin: Space.l
        anchors.left: root.isForTwo ? parent.left : undefined
        anchors.leftMargin: Space.l
        anchors.verticalCenter: root.isForTwo ? parent.verticalCenter : undefined
        hand: root.first
        canvas: root.canvas
        isVertical: root.isForTwo
        onInsertAsked: root.open("picture")
    }
    Toolbar {
        anchors.right: parent.right
        anchors.rightMargin: Space.l
        anchors.verticalCenter: parent.verticalCenter
        visible: root.isForTwo
        hand: root.second
        canvas: root.canvas
        isVertical: true
        isOnRight: true
    }
    PageStrip {
        anchors.right: parent.right
        anchors.rightMargin: Space.l + (root.isForTwo ? Space.mm(70) : 0)
        anchors.top: verbs.bottom
        anchors.bottom: pages.top
        anchors.topMargin: Space.s
        anchors.bottomMargin: Space.s
        visible: root.menu === "pages"
        canvas: root.canvas
        hand: root.first
    }
    MoreMenu {
        anchors.right: parent.right
        anchors.rightMargin: Space.l + (root.isForTwo ? Space.mm(70) : 0)
        anchors.top: verbs.bottom
        anchors.topMargin: Space.s
        visible: root.menu === "more"
        isForTwo: root.isForTwo
        onAsked: what => root.open(what)
        onForTwoAsked: isForTwo => {
            root.menu = "";
            root.forTwoAsked(isForTwo);
        }
        onTimerAsked: {
            root.menu = "";
            Countdown.isShown = true;
        }
    }
}
