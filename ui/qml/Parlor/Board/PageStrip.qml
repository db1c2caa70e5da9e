pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// All pages: go to one, move it, remove it, add one.
Bar {
    id: root

    required property BoardCanvas canvas
    required property Hand hand

    width: Space.mm(250)

    ListView {
        id: list

        anchors.fill: parent
        anchors.margins: Space.m
        anchors.bottomMargin: Space.m * 2 + Space.mm(40)
        clip: true
        spacing: Space.m
        boundsBehavior: Flickable.StopAtBounds
        model: root.canvas.pageIds
        currentIndex: root.canvas.pageIndex
        highlightFollowsCurrentItem: false

        delegate: PageCard {
            required property string modelData

            width: list.width
            canvas: root.canvas
            pageId: modelData
            count: list.count
            onRemoveAsked: {
                root.canvas.removePage(modelData);
                Notices.offer(qsTr("Page removed"), qsTr("Undo"), () => root.hand.undo());
            }
        }

        onCountChanged: positionViewAtIndex(root.canvas.pageIndex, ListView.Contain)
    }
    VerbRow {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Space.m
        iconName: "plus"
        text: qsTr("Add a page")
        onClicked: root.canvas.addPage()
    }
}
