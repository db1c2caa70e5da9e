import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Theme

// Writes a text or a note where it lies, under the tools. A touch elsewhere and another tool keep it; the board moves up
// while the keyboard covers it.
Item {
    id: root

    required property BoardCanvas canvas
    required property bool isForTwo

    readonly property rect at: root.canvas.editingRect
    readonly property bool isNote: root.canvas.editingKind === "note"
    readonly property real keyboardTop: root.height - Panel.keyboardHeight
    property real lifted: 0

    function keep(): void {
        if (root.canvas.editing)
            root.canvas.commitText(area.text);
    }
    function lift(): void {
        const covered = area.y + area.height + Space.l - root.keyboardTop;
        const view = root.canvas.viewRect;
        if (root.visible && covered > 0 && view.width > 0) {
            const by = covered * view.width / root.canvas.width;
            root.lifted += by;
            root.canvas.panTo(view.x + view.width / 2, view.y + view.height / 2 + by);
        }
    }

    visible: root.canvas.editing

    // later: a view that moves while its rectangle is told would never come to rest
    onKeyboardTopChanged: Qt.callLater(root.lift)
    onVisibleChanged: {
        if (root.visible) {
            area.text = root.canvas.editingText;
            area.cursorPosition = area.length;
            area.forceActiveFocus();
            Qt.callLater(root.lift);
            return;
        }
        // or the keyboard would stay
        area.focus = false;
        if (root.lifted > 0) {
            const view = root.canvas.viewRect;
            root.canvas.panTo(view.x + view.width / 2, view.y + view.height / 2 - root.lifted);
            root.lifted = 0;
        }
    }

    MouseArea {
        // of two people only the one who writes is interrupted
        readonly property bool isLeft: root.at.x + root.at.width / 2 < root.width / 2

        x: root.isForTwo && !isLeft ? parent.width / 2 : 0
        width: root.isForTwo ? parent.width / 2 : parent.width
        height: parent.height
        onPressed: root.keep()
    }
    TextArea {
        id: area

        name: root.isNote ? qsTr("Text of the note") : qsTr("Text")
        x: root.at.x
        y: root.at.y
        width: root.isNote ? root.at.width : Math.min(Math.max(root.at.width, implicitWidth), root.width - root.at.x - Space.s)
        height: Math.max(root.at.height, implicitHeight)
        padding: 0
        font.pixelSize: Math.max(1, root.canvas.editingPixelSize)
        color: root.isNote ? "#1a1a1a" : root.canvas.editingColor
        wrapMode: TextEdit.Wrap
        horizontalAlignment: root.isNote ? TextEdit.AlignHCenter : TextEdit.AlignLeft
        verticalAlignment: root.isNote ? TextEdit.AlignVCenter : TextEdit.AlignTop

        Keys.onEscapePressed: root.canvas.cancelText()
        // called away (the glass sleeps, a cast begins) the canvas keeps what was written
        onTextChanged: root.canvas.draftText(text)
        onYChanged: Qt.callLater(root.lift)
        onHeightChanged: Qt.callLater(root.lift)

        background: Rectangle {
            anchors.fill: parent
            anchors.margins: root.isNote ? 0 : -Space.xs
            color: root.isNote ? root.canvas.editingColor : "transparent"
            radius: Space.xs
            border.width: Space.mm(2)
            border.color: Color.accent
        }
    }
    Button {
        x: Math.max(Space.edge, Math.min(root.width - width - Space.edge, area.x + area.width - width))
        y: area.y - height - Space.l > 0 ? area.y - height - Space.l : area.y + area.height + Space.l
        isPrimary: true
        iconName: "check"
        text: qsTr("Done")
        onClicked: root.keep()
    }
}
