import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// What went wrong with a call, and what to do about it.
Sheet {
    id: root

    title: FailureWords.title(Meeting.failure)

    Label {
        Layout.fillWidth: true
        text: FailureWords.words(Meeting.failure, Meeting.failureDetail)
    }
    Label {
        Layout.fillWidth: true
        visible: text !== ""
        text: FailureWords.remedy(Meeting.failure)
        color: Color.quiet
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Space.m
        spacing: Space.m

        Item {
            Layout.fillWidth: true
        }
        Button {
            size: Space.verb
            text: qsTr("All right")
            onClicked: root.closed()
        }
        Button {
            isPrimary: true
            visible: Meeting.canRetry
            size: Space.verb
            iconName: "rotate-cw"
            text: qsTr("Try again")
            onClicked: Meeting.retry()
        }
    }
}
