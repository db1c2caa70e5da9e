import QtQuick
import QtQuick.Layouts
import Parlor.Theme

// How others come in.
CallSheet {
    title: qsTr("Invite others")
    cardWidth: Space.mm(1000)

    InviteFacts {
        Layout.fillWidth: true
    }
}
