pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// How the pictures lie on this glass; a host may have everybody see the same.
CallSheet {
    id: root

    title: qsTr("Layout")

    Repeater {
        model: ["gallery", "speaker", "share"]

        ChoiceRow {
            id: choice

            required property string modelData

            Layout.fillWidth: true
            iconName: CallWords.layoutIcon(choice.modelData)
            text: CallWords.layout(choice.modelData)
            hint: CallWords.layoutHint(choice.modelData)
            checked: Meeting.layout === choice.modelData
            enabled: !Meeting.isLayoutShared || Conference.moderates
            onClicked: {
                if (Meeting.isLayoutShared)
                    Conference.shareLayout(choice.modelData);
                else
                    Meeting.setLayout(choice.modelData);
                root.closed();
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Space.s
        visible: Conference.moderates
        spacing: Space.l

        Label {
            Layout.fillWidth: true
            text: qsTr("Everybody sees this layout")
        }
        Switch {
            text: qsTr("Everybody sees this layout")
            on: Meeting.isLayoutShared
            onPicked: on => Conference.shareLayout(on ? Meeting.layout : "")
        }
    }
    Label {
        Layout.fillWidth: true
        visible: Meeting.isLayoutShared && !Conference.moderates
        text: qsTr("The host has chosen this layout for all.")
        color: Color.quiet
        font.pixelSize: Type.caption
    }
}
