import QtQuick
import Parlor.Controls

// What stays of hidden tools: the way to have them back.
Bar {
    id: root

    required property string iconName
    required property string text

    signal clicked

    width: button.width
    height: button.height

    ToolButton {
        id: button

        iconName: root.iconName
        text: root.text
        onClicked: root.clicked()
    }
}
