import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Which room and software this is, and where an administrator goes on.
ColumnLayout {
    id: root

    spacing: Space.m

    Label {
        text: "Parlor"
        font.pixelSize: Type.headline
        font.bold: true
    }
    Label {
        Layout.fillWidth: true
        Layout.bottomMargin: Space.m
        text: qsTr("An open meeting room on your own network.")
        color: Color.quiet
    }
    Fact {
        title: qsTr("Version")
        words: RoomInfo.version
    }
    Fact {
        title: qsTr("Room ID")
        words: RoomInfo.id
    }
    Fact {
        title: qsTr("Address")
        words: Access.addresses
    }
    Fact {
        title: qsTr("Key fingerprint (SHA-256)")
        words: Access.fingerprint
    }
    Fact {
        title: qsTr("Health")
        words: !Health.known ? "" : Health.troubles === "" ? qsTr("Everything works.") : qsTr("Not well: %1").arg(Health.troubles)
    }
    Fact {
        title: qsTr("Licence")
        words: qsTr("Apache-2.0. The on-screen keyboard is Qt Virtual Keyboard, GPL-3.0; the icons are Lucide, ISC.")
    }
    Fact {
        title: qsTr("Administration")
        words: qsTr("On the room's computer: parlor doctor tells what is wrong, parlor check-config checks the configuration.")
    }
    Item {
        Layout.fillHeight: true
    }
}
