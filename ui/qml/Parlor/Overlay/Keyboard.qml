import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import Parlor.State

// Qt Virtual Keyboard in the lower part of the glass while text is typed.
InputPanel {
    id: root

    visible: root.active

    Binding {
        target: VirtualKeyboardSettings
        property: "activeLocales"
        value: ["en_US", "zh_CN"]
    }
    Binding {
        target: VirtualKeyboardSettings
        property: "locale"
        value: Settings.language === "zh_CN" ? "zh_CN" : "en_US"
    }
}
