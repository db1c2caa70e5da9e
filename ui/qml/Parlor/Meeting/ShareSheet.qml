pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Which of several casts those in the call shall see.
CallSheet {
    id: root

    title: qsTr("Which cast shall the others see?")

    Repeater {
        model: Casts.shown

        VerbRow {
            required property string id
            required property string name

            Layout.fillWidth: true
            implicitHeight: Space.verb
            iconName: "monitor-up"
            text: Words.caster(name)
            onClicked: {
                Meeting.share("cast", id);
                root.closed();
            }
        }
    }
}
