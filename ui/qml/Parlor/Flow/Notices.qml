pragma Singleton

import QtQuick

// What is said once and goes away by itself.
QtObject {
    id: root

    signal told(string words, bool isTrouble)
    signal offered(string words, string verb, var deed)

    function tell(words: string): void {
        root.told(words, false);
    }
    function warn(words: string): void {
        root.told(words, true);
    }
    // as long as the notice is there, a touch of its verb does the deed
    function offer(words: string, verb: string, deed: var): void {
        root.offered(words, verb, deed);
    }
}
