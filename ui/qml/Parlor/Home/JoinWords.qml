import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// On what a meeting is held, or why the room cannot tell, and who can change that.
Rectangle {
    id: root

    required property string serviceName
    required property string noJoin
    required property string noJoinDetail

    readonly property bool isOnline: root.serviceName !== ""
    readonly property string remedy: ScheduleWords.remedy(root.noJoin)
    readonly property bool isTrouble: root.remedy !== ""

    visible: root.isOnline || root.noJoin !== ""
    implicitHeight: row.implicitHeight + Space.m * 2
    radius: Space.radius
    color: root.isOnline ? Color.accentGround : root.isTrouble ? Color.amberGround : Color.inset

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.margins: Space.m
        spacing: Space.m

        Icon {
            Layout.alignment: Qt.AlignTop
            name: root.isOnline ? "video" : root.isTrouble ? "circle-alert" : "video-off"
            size: Type.lead
            color: root.isOnline ? Color.accentGroundInk : root.isTrouble ? Color.amberInk : Color.quiet
        }
        ColumnLayout {
            spacing: Space.xs

            Label {
                Layout.fillWidth: true
                text: root.isOnline ? qsTr("Online meeting on %1").arg(root.serviceName) : ScheduleWords.noJoin(root.noJoin, root.noJoinDetail)
                color: root.isOnline ? Color.accentGroundInk : root.isTrouble ? Color.amberInk : Color.text
                font.bold: root.isOnline || root.isTrouble
            }
            Label {
                Layout.fillWidth: true
                visible: !root.isOnline && text !== ""
                text: root.remedy
                color: Color.amberInk
                font.pixelSize: Type.caption
            }
        }
    }
}
