import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Parlor.Controls
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// One board of the gallery.
Card {
    id: root

    required property string id
    required property string name
    required property date createdAt
    required property date changedAt
    required property int pages
    required property string preview

    readonly property bool isOpen: root.id === Boards.openId
    readonly property string title: Words.boardName(root.name, root.createdAt, Settings.language)

    signal opened
    signal renameAsked

    border.width: root.isOpen ? Space.mm(3) : 0
    border.color: Color.accent

    T.AbstractButton {
        id: face

        width: parent.width
        height: parent.height - Space.touch - Space.s * 2
        text: root.title
        focusPolicy: Qt.TabFocus

        Accessible.role: Accessible.Button
        Accessible.name: qsTr("Open %1").arg(root.title)
        Accessible.description: root.isOpen ? qsTr("On the glass now") : ""

        onClicked: root.opened()

        background: Rectangle {
            radius: Space.cardRadius
            color: face.down ? Color.pressed : "transparent"
            border.width: face.visualFocus ? Space.mm(2) : 0
            border.color: Color.text
        }
        contentItem: ColumnLayout {
            spacing: Space.xs

            Rectangle {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.margins: Space.s
                radius: Space.radius
                color: Color.inset

                Image {
                    anchors.fill: parent
                    source: Boards.preview(root.preview)
                    fillMode: Image.PreserveAspectFit
                    sourceSize.width: width
                    asynchronous: true
                    cache: false
                }
                Icon {
                    anchors.centerIn: parent
                    visible: root.preview === ""
                    name: "pen-line"
                    size: Type.headline
                    color: Color.quiet
                }
            }
            Text {
                Layout.fillWidth: true
                Layout.leftMargin: Space.m
                Layout.rightMargin: Space.m
                text: root.title
                font.pixelSize: Type.body
                font.bold: true
                color: Color.text
                elide: Text.ElideRight
                textFormat: Text.PlainText
                Accessible.ignored: true
            }
            Label {
                Layout.fillWidth: true
                Layout.leftMargin: Space.m
                Layout.rightMargin: Space.m
                text: qsTr("%1 · pages: %2").arg(Words.day(root.changedAt, Settings.language)).arg(root.pages)
                color: Color.quiet
                font.pixelSize: Type.caption
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }
    }
    Row {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Space.s
        spacing: Space.s

        ToolButton {
            iconName: "pencil"
            text: qsTr("Rename %1").arg(root.title)
            onClicked: root.renameAsked()
        }
        ToolButton {
            iconName: "copy"
            text: qsTr("Duplicate %1").arg(root.title)
            onClicked: Boards.duplicate(root.id)
        }
        ToolButton {
            iconName: "trash-2"
            text: qsTr("Delete %1").arg(root.title)
            onClicked: Boards.remove(root.id, root.title)
        }
    }
}
