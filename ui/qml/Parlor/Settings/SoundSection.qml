import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Volume, mute and the test tone.
ColumnLayout {
    id: root

    spacing: Space.xl

    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Volume")
        hint: Sound.muted ? qsTr("Muted") : qsTr("%1 %").arg(Sound.volume)

        Icon {
            name: "volume-1"
            color: Color.quiet
        }
        Slider {
            Layout.preferredWidth: Space.mm(420)
            name: qsTr("Volume")
            current: Sound.volume
            onPicked: value => Sound.setVolume(value)
        }
        Icon {
            name: "volume-2"
            color: Color.quiet
        }
    }
    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Mute the loudspeaker")
        hint: qsTr("The volume is kept")

        Switch {
            text: qsTr("Mute the loudspeaker")
            on: Sound.muted
            onPicked: on => Sound.setMuted(on)
        }
    }
    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Test tone")
        hint: qsTr("One second, at this volume")

        Button {
            text: Sound.testTone ? qsTr("Playing…") : qsTr("Play test tone")
            iconName: "music"
            enabled: !Sound.testTone
            onClicked: Sound.playTestTone()
        }
    }
    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Microphone")
        hint: qsTr("Whether the room hears somebody right now")

        Chip {
            text: Sound.speech ? qsTr("Somebody speaks") : qsTr("Quiet")
            iconName: Sound.speech ? "audio-lines" : "mic"
            color: Sound.speech ? Color.greenGround : Color.inset
            tone: Sound.speech ? Color.greenInk : Color.quiet
        }
    }
    Item {
        Layout.fillHeight: true
    }
}
