import QtQuick
import QtQuick.Layouts
import Parlor.Canvas
import Parlor.Cast
import Parlor.Controls
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// A picture from the room's camera or from the laptop that casts, for the board.
Sheet {
    id: root

    required property BoardCanvas canvas
    // of a cast, by its id; empty for the camera
    property string source: Casts.foremost()
    property bool asPage: false

    readonly property string stream: Casts.stream(root.source)
    readonly property bool isOver: root.source !== "" && !Casts.ids.includes(root.source)

    function keep(asPage: bool): void {
        root.asPage = asPage;
        tile.isKept = true;
        still.keep(tile.videoSource);
    }

    title: qsTr("Insert a picture")
    cardWidth: Space.mm(900)

    onIsOverChanged: {
        if (root.isOver)
            root.source = Casts.foremost();
    }
    Component.onCompleted: Devices.openPreview(root)
    Component.onDestruction: Devices.closePreview(root)

    Still {
        id: still

        onKept: (sha, mime, width, height) => {
            if (root.asPage)
                root.canvas.addPicturePage(sha, mime, width, height);
            else
                root.canvas.insertImage(sha, mime, width, height);
            root.closed();
        }
        onFailed: code => Notices.warn(Words.refusal(code))
    }
    SourceChoice {
        Layout.fillWidth: true
        visible: Casts.active
        value: root.source
        onPicked: value => {
            root.source = value;
            tile.isKept = false;
        }
    }
    Rectangle {
        Layout.fillWidth: true
        Layout.preferredHeight: Math.round(width * 9 / 16)
        Layout.maximumHeight: Space.mm(440)
        Layout.fillHeight: true
        radius: Space.radius
        color: Color.night

        CastPicture {
            id: tile

            anchors.fill: parent
            castId: root.source
            stream: root.source === "" ? Devices.preview : root.stream
            Accessible.name: qsTr("Picture to insert")
            onStreamChanged: tile.takeHeld()
        }
        Label {
            anchors.centerIn: parent
            visible: !tile.hasFrame
            text: qsTr("Waiting for the picture…")
            color: Color.barInk
        }
    }
    RowLayout {
        spacing: Space.m

        Button {
            iconName: tile.frozen ? "play" : "snowflake"
            text: tile.frozen ? qsTr("Live again") : qsTr("Freeze")
            enabled: tile.hasFrame && !still.busy
            onClicked: {
                if (tile.isHeld)
                    tile.setHeld(false);
                else
                    tile.isKept = !tile.isKept;
            }
        }
        Item {
            Layout.fillWidth: true
        }
        Button {
            iconName: "image-plus"
            text: qsTr("Onto this page")
            enabled: tile.hasFrame && !still.busy
            onClicked: root.keep(false)
        }
        Button {
            isPrimary: true
            iconName: "copy-plus"
            text: qsTr("As a new page")
            enabled: tile.hasFrame && !still.busy
            onClicked: root.keep(true)
        }
    }
}
