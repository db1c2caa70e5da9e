import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// What becomes of a screen that somebody wants to show.
ColumnLayout {
    id: root

    spacing: Space.m

    Label {
        Layout.fillWidth: true
        Layout.bottomMargin: Space.s
        text: qsTr("When somebody shows their screen")
        font.pixelSize: Type.lead
        font.bold: true
    }
    ChoiceRow {
        Layout.fillWidth: true
        iconName: "layout-grid"
        text: qsTr("Together")
        hint: qsTr("It appears at once beside the others: six at most, the next ones wait.")
        checked: Settings.casting === "together"
        onClicked: Settings.setCasting("together")
    }
    ChoiceRow {
        Layout.fillWidth: true
        iconName: "user-check"
        text: qsTr("Ask first")
        hint: qsTr("Nothing is seen or heard of it until somebody at the glass touches Show.")
        checked: Settings.casting === "ask"
        onClicked: Settings.setCasting("ask")
    }
    ChoiceRow {
        Layout.fillWidth: true
        iconName: "replace"
        text: qsTr("Replace")
        hint: qsTr("It takes the whole glass at once, and all others end.")
        checked: Settings.casting === "take_over"
        onClicked: Settings.setCasting("take_over")
    }
    SettingRow {
        Layout.fillWidth: true
        Layout.topMargin: Space.l
        visible: Casts.airplay !== "absent"
        title: "AirPlay"
        hint: Casts.airplay === "failed" ? qsTr("Its program does not run as it should; the room's health tells why.") : qsTr("iPhones, iPads and Macs find this room. Each is asked about first.")

        Switch {
            text: qsTr("Take screens by AirPlay")
            on: Settings.airplay
            onPicked: on => Settings.setAirplay(on)
        }
    }
    Item {
        Layout.fillHeight: true
    }
}
