import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// That somebody sees this glass from elsewhere, and who. Nobody may be watched unawares: it lies over every page.
T.AbstractButton {
    id: root

    width: implicitWidth
    implicitWidth: row.implicitWidth + Space.m * 2
    implicitHeight: Space.touch
    focusPolicy: Qt.TabFocus
    text: Watch.onlyName !== "" ? qsTr("%1 watches").arg(Watch.onlyName) : Watch.count === 1 ? qsTr("Somebody watches") : qsTr("%1 watch").arg(Watch.count)

    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.description: qsTr("Shows who watches this screen")

    background: Item {
        Rectangle {
            anchors.fill: parent
            radius: height / 2
            color: root.down ? Color.pressed : Color.surface
            border.width: root.visualFocus ? Space.mm(2) : 1
            border.color: root.visualFocus ? Color.text : Color.outline
        }
    }
    contentItem: Item {
        RowLayout {
            id: row

            anchors.centerIn: parent
            spacing: Space.s

            Icon {
                name: "eye"
                size: Type.body
                color: Color.accent
            }
            Label {
                Layout.maximumWidth: Space.mm(300)
                text: root.text
                font.pixelSize: Type.caption
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
    }
}
