pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Canvas
import Parlor.State

// Whatever lies over the board and wants all of one's attention, one at a time.
Loader {
    id: root

    required property BoardCanvas canvas
    property string shown: ""
    property string renamedId: ""
    property string renamedName: ""

    function open(what: string): void {
        root.shown = what;
    }
    function rename(boardId: string, name: string): void {
        root.renamedId = boardId;
        root.renamedName = name;
        root.shown = "rename";
    }
    function close(): void {
        root.shown = "";
    }

    sourceComponent: {
        switch (root.shown) {
        case "guests":
            return guests;
        case "takeAway":
            return takeAway;
        case "gallery":
            return gallery;
        case "background":
            return background;
        case "peer":
            return peer;
        case "import":
            return files;
        case "picture":
            return picture;
        case "finish":
            return finish;
        case "rename":
            return rename;
        default:
            return null;
        }
    }

    Component {
        id: guests

        GuestsSheet {
            onClosed: root.close()
        }
    }
    Component {
        id: takeAway

        TakeAwaySheet {
            canvas: root.canvas
            onClosed: root.close()
        }
    }
    Component {
        id: gallery

        Gallery {
            onClosed: root.close()
            onRenameAsked: (boardId, name) => root.rename(boardId, name)
        }
    }
    Component {
        id: background

        BackgroundSheet {
            canvas: root.canvas
            onClosed: root.close()
        }
    }
    Component {
        id: peer

        PeerSheet {
            onClosed: root.close()
        }
    }
    Component {
        id: files

        ImportSheet {
            onClosed: root.close()
        }
    }
    Component {
        id: picture

        StillSheet {
            canvas: root.canvas
            onClosed: root.close()
        }
    }
    Component {
        id: finish

        FinishSheet {
            onClosed: root.close()
        }
    }
    Component {
        id: rename

        RenameSheet {
            boardId: root.renamedId
            name: root.renamedName
            onClosed: root.close()
        }
    }
}
