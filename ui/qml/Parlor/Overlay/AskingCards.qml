pragma ComponentBehavior: Bound

import QtQuick
import Parlor.State
import Parlor.Theme

// Those who want to show their screen, one below the other: at the top, where no call's verbs are.
Column {
    id: root

    spacing: Space.s
    enabled: Connection.connected

    Repeater {
        model: Casts.asking

        AskingCard {
            width: root.width
        }
    }
    Connections {
        target: Casts
        function onAsked(): void {
            if (Power.asleep)
                Power.wake();
        }
    }
}
