import QtQuick
import Parlor.Theme

// A raised surface.
Rectangle {
    color: Color.surface
    radius: Space.cardRadius
}
