import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// One meeting; the first is what matters now.
Rectangle {
    id: root

    required property int index
    required property string title
    required property string organizer
    required property date startsAt
    required property date endsAt

    readonly property bool isFirst: root.index === 0
    readonly property bool isNow: root.startsAt <= Clock.now
    readonly property int minutesAway: Math.ceil((root.startsAt.getTime() - Clock.now.getTime()) / 60000)

    function time(moment: date): string {
        return moment.toLocaleTimeString(Qt.locale(Settings.language), "HH:mm");
    }

    radius: Space.radius
    color: root.isFirst ? Color.accentGround : "transparent"

    Accessible.role: Accessible.ListItem
    Accessible.name: root.title

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Space.m
        anchors.rightMargin: Space.m
        spacing: Space.l

        Label {
            Layout.preferredWidth: Space.mm(134)
            text: qsTr("%1 – %2").arg(root.time(root.startsAt)).arg(root.time(root.endsAt))
            color: root.isFirst ? Color.accentGroundInk : Color.quiet
            font.bold: root.isFirst
            wrapMode: Text.NoWrap
        }
        ColumnLayout {
            spacing: 0

            Label {
                Layout.fillWidth: true
                text: root.title
                color: root.isFirst ? Color.accentGroundInk : Color.text
                font.bold: root.isFirst
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
            Label {
                Layout.fillWidth: true
                visible: root.isFirst && text !== ""
                text: root.organizer
                color: Color.accentGroundInk
                font.pixelSize: Type.caption
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }
        Chip {
            visible: root.isNow || (root.isFirst && root.minutesAway <= 60)
            text: root.isNow ? qsTr("Now") : qsTr("In %1 min").arg(root.minutesAway)
            color: root.isNow ? Color.accent : Color.surface
            tone: root.isNow ? Color.accentInk : Color.accentGroundInk
        }
    }
}
