import QtQuick
import Parlor.Canvas
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// The shared board while another page is in view: drawn beside the glass, so that those in the call see it go on.
Item {
    id: root

    BoardCanvas {
        id: canvas

        anchors.fill: parent
        enabled: false
        boardId: Boards.openId
        pixelsPerMm: Panel.pixelsPerMm
        Accessible.ignored: true
    }
    SharedBoard {
        id: shared

        canvas: canvas
    }
    Component.onDestruction: shared.release()
}
