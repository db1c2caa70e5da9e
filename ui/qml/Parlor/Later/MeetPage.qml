import QtQuick

LaterPage {
    title: qsTr("Meet")
    iconName: "users"
    absence: qsTr("Meetings are not in this version")
    promise: qsTr("They will connect this room with other rooms and people. Until then, join from a laptop and cast it here.")
}
