import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// A calendar that cannot be read: from when its meetings are, and why.
RowLayout {
    id: root

    required property string name
    required property string reason
    required property bool wasRead
    required property date readAt

    spacing: Space.s

    Icon {
        name: "cloud-off"
        size: Type.caption
        color: Color.quiet
    }
    Label {
        Layout.fillWidth: true
        text: root.wasRead ? qsTr("As of %1: calendar “%2”, %3").arg(ScheduleWords.time(root.readAt, Settings.language)).arg(root.name).arg(ScheduleWords.calendarTrouble(root.reason)) : qsTr("Calendar “%1”: %2").arg(root.name).arg(ScheduleWords.calendarTrouble(root.reason))
        color: Color.quiet
        font.pixelSize: Type.caption
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
    }
}
