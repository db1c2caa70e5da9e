import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Why the browser warns once, and how to know that it is this room it warns about.
RowLayout {
    id: root

    visible: !Access.trusted && Access.fingerprint !== ""
    spacing: Space.m

    Icon {
        Layout.alignment: Qt.AlignTop
        name: "shield-check"
        size: Type.lead
        color: Color.quiet
    }
    Label {
        Layout.fillWidth: true
        text: qsTr("Your browser will warn once, as this room vouches for itself. Go on if the key's fingerprint begins with %1.").arg(Words.beginning(Access.fingerprint))
        color: Color.quiet
        font.pixelSize: Type.caption
    }
}
