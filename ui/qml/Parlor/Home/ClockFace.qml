import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// Time and date, large.
ColumnLayout {
    id: root

    spacing: 0

    Label {
        Layout.fillWidth: true
        text: Clock.now.toLocaleTimeString(Qt.locale(Settings.language), "HH:mm")
        font.pixelSize: Type.clock
        lineHeight: 0.86
    }
    Label {
        Layout.fillWidth: true
        //: Qt date format of the home page
        text: Clock.now.toLocaleDateString(Qt.locale(Settings.language), qsTr("dddd, d MMMM"))
        font.pixelSize: Type.title
        color: Color.quiet
    }
}
