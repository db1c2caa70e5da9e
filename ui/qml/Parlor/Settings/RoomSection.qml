import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Name, language, light and sleep.
ColumnLayout {
    id: root

    function rename(): void {
        const name = field.text.trim();
        if (name !== "" && name !== Settings.roomName)
            Settings.setRoomName(name);
        else
            field.text = Settings.roomName;
    }

    spacing: Space.l

    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Room name")
        hint: qsTr("On the glass and in the network")

        TextField {
            id: field

            Layout.preferredWidth: Space.mm(360)
            name: qsTr("Room name")
            text: Settings.roomName
            maximumLength: 48
            inputMethodHints: Qt.ImhNoPredictiveText
            onEditingFinished: root.rename()
            onAccepted: field.focus = false
        }
    }
    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Language")

        Segmented {
            values: ["en", "zh_CN"]
            // each language in its own words
            labels: ["English", "简体中文"]
            value: Settings.language
            onPicked: value => Settings.setLanguage(value)
        }
    }
    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Appearance")
        hint: qsTr("Automatic: light from 7 to 19 h")

        Segmented {
            values: ["light", "dark", "auto"]
            labels: [qsTr("Light"), qsTr("Dark"), qsTr("Automatic")]
            value: Settings.theme
            onPicked: value => Settings.setTheme(value)
        }
    }
    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Sleep when unused")
        hint: qsTr("A cast or a call keeps the glass awake")

        Segmented {
            values: ["300", "600", "1800", "3600"]
            labels: [qsTr("5 min"), qsTr("10 min"), qsTr("30 min"), qsTr("1 h")]
            value: String(Settings.idleTimeoutS)
            onPicked: value => Settings.setIdleTimeoutS(Number(value))
        }
        Button {
            text: qsTr("Sleep now")
            iconName: "moon"
            onClicked: Power.sleep()
        }
    }
    Item {
        Layout.fillHeight: true
    }
}
