pragma Singleton

import QtQuick
import Parlor.Glass
import Parlor.State

// Two palettes under one set of names. Text on its ground has a contrast of at least 7:1.
QtObject {
    id: root

    readonly property int hour: Clock.now.getHours()
    readonly property bool isDay: root.hour >= 7 && root.hour < 19
    readonly property bool dark: Settings.theme === "dark" || (Settings.theme === "auto" && !root.isDay)

    readonly property color ground: root.dark ? "#0e1114" : "#f0eeea"
    readonly property color surface: root.dark ? "#181c21" : "#ffffff"
    readonly property color inset: root.dark ? "#252b32" : "#e9e6e0"
    readonly property color pressed: root.dark ? "#2e353d" : "#dedad2"
    readonly property color outline: root.dark ? "#363e47" : "#d3cec5"
    readonly property color text: root.dark ? "#f4f5f6" : "#16181b"
    readonly property color quiet: root.dark ? "#bcc4cd" : "#45484d"

    readonly property color accent: root.dark ? "#93c8f6" : "#0d477b"
    readonly property color accentInk: root.dark ? "#05203a" : "#ffffff"
    readonly property color accentGround: root.dark ? "#1a3048" : "#dfeaf4"
    readonly property color accentGroundInk: root.dark ? "#d3e8fb" : "#0b3a65"

    readonly property color amberGround: root.dark ? "#3d3013" : "#f8e8c4"
    readonly property color amberInk: root.dark ? "#f7dc98" : "#5b3c00"
    readonly property color greenGround: root.dark ? "#15372a" : "#d9eee2"
    readonly property color greenInk: root.dark ? "#a2e6c6" : "#0a4a30"

    // over pictures and darkness, whatever the theme
    readonly property color scrim: "#b3000000"
    readonly property color bar: "#e6101316"
    readonly property color dock: "#101316"
    readonly property color seat: "#1c2126"
    readonly property color barInk: "#f4f5f6"
    readonly property color barQuiet: "#c3cad2"
    readonly property color barAccent: "#93c8f6"
    readonly property color barInset: "#2b3a4a"
    readonly property color barWarn: "#f7dc98"
    readonly property color laser: "#e5484d"
    readonly property color stop: "#ff7468"
    readonly property color stopInk: "#2a0402"
    readonly property color night: "#000000"
    readonly property color nightInk: "#8b9299"
}
