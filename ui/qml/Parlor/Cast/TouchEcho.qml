pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Glass

// What fingers do, at once; the sender's own picture of it is the one that stays.
Item {
    id: root

    required property Touches touches

    // contacts take turns: one that fades is not needed when its turn comes again
    function trail(contact: int): Trail {
        return trails.itemAt(contact % trails.count) as Trail;
    }

    Connections {
        target: root.touches
        function onBegan(contact: int, x: real, y: real, pointing: bool): void {
            root.trail(contact).begin(x * root.width, y * root.height, pointing);
        }
        function onMoved(contact: int, x: real, y: real): void {
            root.trail(contact).move(x * root.width, y * root.height);
        }
        function onEnded(contact: int): void {
            root.trail(contact).end();
        }
    }
    Repeater {
        id: trails

        model: 16

        Trail {}
    }
}
