pragma Singleton

import QtQuick

// Where one is: home, cast, whiteboard, meet or settings.
QtObject {
    id: root

    property string current: "home"

    function open(page: string): void {
        root.current = page;
    }
    function home(): void {
        root.current = "home";
    }
}
