pragma Singleton

import QtQuick

// Formats, colours and losses of boards in people's words.
QtObject {
    id: root

    function formatName(format: string): string {
        switch (format) {
        case "pdf":
            return qsTr("PDF");
        case "png":
            return qsTr("Picture (PNG)");
        case "svg":
            return qsTr("Drawing (SVG)");
        case "board":
            return qsTr("Parlor board");
        case "excalidraw":
            return qsTr("Excalidraw");
        case "xopp":
            return qsTr("Xournal++");
        default:
            return qsTr("InkML");
        }
    }
    function formatHint(format: string): string {
        switch (format) {
        case "png":
        case "svg":
            return qsTr("This page");
        default:
            return qsTr("All pages");
        }
    }
    function formatIcon(format: string): string {
        switch (format) {
        case "pdf":
            return "file-text";
        case "png":
        case "jpg":
        case "jpeg":
            return "image";
        case "board":
            return "presentation";
        default:
            return "pen-tool";
        }
    }
    function colour(value: string): string {
        switch (value.toLowerCase()) {
        case "#1a1a1a":
            return qsTr("Black");
        case "#5f6368":
            return qsTr("Grey");
        case "#d32f2f":
            return qsTr("Red");
        case "#f57c00":
        case "#ffab40":
        case "#ffd9b0":
            return qsTr("Orange");
        case "#388e3c":
        case "#76ff03":
        case "#cdefcb":
            return qsTr("Green");
        case "#00838f":
        case "#00e5ff":
            return qsTr("Turquoise");
        case "#1976d2":
        case "#c7e3ff":
            return qsTr("Blue");
        case "#7b1fa2":
        case "#e3d1f7":
            return qsTr("Violet");
        case "#c2185b":
        case "#ff80ab":
        case "#ffc9d2":
            return qsTr("Pink");
        case "#795548":
            return qsTr("Brown");
        case "#ffeb3b":
        case "#fff3a8":
            return qsTr("Yellow");
        case "#ffffff":
            return qsTr("White");
        case "#f1f1ee":
            return qsTr("Light grey");
        default:
            return value;
        }
    }
    function badFile(code: string, reason: string): string {
        switch (reason) {
        case "damaged":
            return qsTr("The file is damaged.");
        case "unsupported":
        case "not_a_board_file":
            return qsTr("Files of this kind cannot be read.");
        case "too_large":
        case "too_many":
            return qsTr("The file holds too much.");
        case "encrypted":
            return qsTr("The file is encrypted.");
        case "timeout":
            return qsTr("Reading the file took too long.");
        default:
            return Words.refusal(code);
        }
    }
}
