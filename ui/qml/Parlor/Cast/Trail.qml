import QtQuick
import QtQuick.Shapes
import Parlor.Theme

// One finger's line, or its dot, and how it vanishes.
Item {
    id: root

    // of a line that never ends; what came before has long been drawn on the sender's side
    readonly property int longest: 400

    property list<point> points: []
    property bool isDown: false
    property bool isPointing: false

    function begin(x: real, y: real, pointing: bool): void {
        fade.stop();
        root.opacity = 1;
        root.isPointing = pointing;
        root.isDown = true;
        root.points = [Qt.point(x, y)];
    }
    function move(x: real, y: real): void {
        const kept = root.isPointing ? [] : root.points.slice(-root.longest);
        root.points = kept.concat([Qt.point(x, y)]);
    }
    function end(): void {
        root.isDown = false;
        fade.restart();
    }

    Shape {
        visible: root.points.length > 1

        ShapePath {
            strokeColor: Color.laser
            strokeWidth: Space.mm(4)
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathPolyline {
                path: root.points
            }
        }
    }
    Rectangle {
        readonly property point at: root.points.length > 0 ? root.points[root.points.length - 1] : Qt.point(0, 0)

        visible: root.points.length > 0 && (root.isPointing || root.points.length === 1)
        width: Space.mm(root.isPointing ? 16 : 5)
        height: width
        radius: width / 2
        x: at.x - width / 2
        y: at.y - height / 2
        color: Color.laser
        border.width: root.isPointing ? Space.mm(2) : 0
        border.color: Color.barInk
    }
    SequentialAnimation {
        id: fade

        PauseAnimation {
            duration: root.isPointing ? 0 : 700
        }
        NumberAnimation {
            target: root
            property: "opacity"
            to: 0
            duration: 250
        }
        ScriptAction {
            script: root.points = []
        }
    }
}
