pragma Singleton

import QtQuick

// What is said once and goes away by itself.
QtObject {
    id: root

    signal told(string words, bool isTrouble)

    function tell(words: string): void {
        root.told(words, false);
    }
    function warn(words: string): void {
        root.told(words, true);
    }
}
