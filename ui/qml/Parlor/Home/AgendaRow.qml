import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Parlor.Controls
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// One meeting; the first is what matters now. A touch tells more.
T.AbstractButton {
    id: root

    required property bool isFirst
    // the touch that joins it lies beside it
    required property bool canJoin
    required property string meetingId
    required property string title
    required property string organizer
    required property date startsAt
    required property date endsAt
    required property bool isNow
    required property bool isAllDay
    required property bool isHidden
    required property bool isCancelled
    required property string serviceName
    required property string noJoin

    readonly property bool isTrouble: ScheduleWords.remedy(root.noJoin) !== ""
    readonly property int minutesAway: ScheduleWords.minutesTo(root.startsAt, Clock.now)
    readonly property color ink: root.isFirst ? Color.accentGroundInk : Color.text

    text: ScheduleWords.title(root.title, root.isHidden)
    leftPadding: Space.m
    rightPadding: Space.m
    focusPolicy: Qt.TabFocus
    onClicked: Schedule.choose(root.meetingId)

    Accessible.role: Accessible.Button
    Accessible.name: root.text

    background: Rectangle {
        radius: Space.radius
        color: root.down ? Color.pressed : root.isFirst ? Color.accentGround : "transparent"
        border.width: root.visualFocus ? Space.mm(2) : 0
        border.color: Color.text
    }
    contentItem: RowLayout {
        spacing: Space.l

        Label {
            Layout.preferredWidth: Space.mm(134)
            text: ScheduleWords.span(root.startsAt, root.endsAt, root.isAllDay, Settings.language)
            color: root.isFirst ? root.ink : Color.quiet
            font.bold: root.isFirst
            wrapMode: Text.NoWrap
        }
        ColumnLayout {
            spacing: 0

            Label {
                Layout.fillWidth: true
                text: root.text
                color: root.isCancelled ? Color.quiet : root.ink
                font.bold: root.isFirst
                font.strikeout: root.isCancelled
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            Label {
                Layout.fillWidth: true
                visible: root.isFirst && text !== ""
                text: [root.organizer, root.serviceName].filter(words => words !== "").join(" · ")
                color: root.ink
                font.pixelSize: Type.caption
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }
        Icon {
            visible: (root.serviceName !== "" && !root.canJoin) || root.isTrouble
            name: root.isTrouble ? "circle-alert" : "video"
            size: Type.body
            color: root.isTrouble ? Color.amberInk : root.isFirst ? root.ink : Color.quiet
        }
        Chip {
            visible: root.isCancelled || (!root.isAllDay && (root.isNow || (root.isFirst && root.minutesAway <= 60)))
            text: root.isCancelled ? qsTr("Cancelled") : root.isNow ? qsTr("Now") : qsTr("In %1 min").arg(root.minutesAway)
            color: root.isNow ? Color.accent : root.isFirst ? Color.surface : Color.inset
            tone: root.isNow ? Color.accentInk : root.isFirst ? Color.accentGroundInk : Color.quiet
        }
    }
}
