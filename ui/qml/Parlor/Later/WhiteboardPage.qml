import QtQuick

LaterPage {
    title: qsTr("Whiteboard")
    iconName: "pen-line"
    absence: qsTr("The whiteboard is not in this version")
    promise: qsTr("It will be a page for everybody's fingers and pens, here and on your own devices. Until then, cast a drawing program from a laptop.")
}
