pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Canvas
import Parlor.Controls
import Parlor.Theme

// What lies under the ink of this page, and whether the board is light or dark.
Sheet {
    id: root

    required property BoardCanvas canvas

    readonly property list<string> templates: ["plain", "ruled", "grid", "dots", "staff", "kanban"]
    readonly property list<string> names: [qsTr("Plain"), qsTr("Ruled"), qsTr("Squared"), qsTr("Dotted"), qsTr("Staves"), qsTr("Kanban")]

    title: qsTr("Background")
    cardWidth: Space.mm(680)

    GridLayout {
        Layout.fillWidth: true
        columns: 3
        columnSpacing: Space.l
        rowSpacing: Space.m

        Repeater {
            model: root.templates

            TemplateTile {
                required property string modelData
                required property int index

                Layout.fillWidth: true
                template: modelData
                text: root.names[index]
                dark: root.canvas.dark
                checked: root.canvas.template === modelData
                onClicked: root.canvas.setTemplate(modelData)
            }
        }
    }
    Segmented {
        values: ["light", "dark"]
        labels: [qsTr("Light board"), qsTr("Dark board")]
        value: root.canvas.dark ? "dark" : "light"
        onPicked: value => root.canvas.setDark(value === "dark")
    }
}
