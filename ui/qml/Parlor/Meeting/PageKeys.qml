import QtQuick
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Takes what is typed for a field of the page, which has no keyboard of its own on the glass.
TextField {
    id: root

    readonly property var keys: ({
            [Qt.Key_Backspace]: "backspace",
            [Qt.Key_Return]: "enter",
            [Qt.Key_Enter]: "enter",
            [Qt.Key_Tab]: "tab",
            [Qt.Key_Escape]: "escape",
            [Qt.Key_Left]: "left",
            [Qt.Key_Right]: "right",
            [Qt.Key_Up]: "up",
            [Qt.Key_Down]: "down"
        })

    name: qsTr("Keys for the page")
    width: Space.line
    height: Space.line
    opacity: 0
    enabled: Meeting.typing
    inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase | Qt.ImhSensitiveData
    Accessible.ignored: true

    onEnabledChanged: {
        if (root.enabled)
            root.forceActiveFocus();
    }
    onTextEdited: {
        if (root.text !== "") {
            Meeting.typePage(root.text);
            root.clear();
        }
    }
    Keys.onPressed: event => {
        const key = root.keys[event.key];
        if (key) {
            event.accepted = true;
            Meeting.pressPageKey(key);
        }
    }
}
