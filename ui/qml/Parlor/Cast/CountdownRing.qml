pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Parlor.Controls
import Parlor.Theme

// Whole seconds in a ring that empties.
Item {
    id: root

    required property real seconds
    required property real total

    readonly property real thickness: Space.mm(5)

    implicitWidth: Space.mm(56)
    implicitHeight: root.implicitWidth

    component Arc: ShapePath {
        id: arc

        property real share: 1

        strokeWidth: root.thickness
        fillColor: "transparent"
        capStyle: ShapePath.RoundCap

        PathAngleArc {
            centerX: root.width / 2
            centerY: root.height / 2
            radiusX: (root.width - root.thickness) / 2
            radiusY: radiusX
            startAngle: -90
            sweepAngle: -360 * arc.share
        }
    }

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        Arc {
            strokeColor: Color.inset
        }
        Arc {
            strokeColor: Color.accent
            share: Math.min(1, root.seconds / root.total)
        }
    }
    Label {
        anchors.centerIn: parent
        text: Math.ceil(root.seconds)
        font.pixelSize: Type.lead
        font.bold: true
        Accessible.ignored: true
    }
}
