pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// All that is not needed at every moment.
CallSheet {
    id: root

    function can(what: string): bool {
        return Meeting.capabilities.includes(what);
    }

    title: CallWords.title(Meeting.title, Meeting.serviceName)
    cardWidth: Space.mm(1000)

    RowLayout {
        Layout.fillWidth: true
        spacing: Space.m

        Icon {
            name: "volume-1"
            color: Color.quiet
        }
        Slider {
            Layout.fillWidth: true
            name: qsTr("Volume")
            current: Sound.volume
            onPicked: value => Sound.setVolume(value)
        }
        Icon {
            name: "volume-2"
            color: Color.quiet
        }
    }
    RowLayout {
        Layout.fillWidth: true
        visible: root.can("react") && Meeting.hasConference
        spacing: Space.s

        Repeater {
            model: ["applause", "thumbs_up", "heart", "laugh", "surprise"]

            IconButton {
                id: choice

                required property string modelData

                Layout.fillWidth: true
                iconName: CallWords.reactionIcon(choice.modelData)
                text: CallWords.reaction(choice.modelData)
                onClicked: {
                    Chat.react(choice.modelData);
                    root.closed();
                }
            }
        }
    }
    MoreVerbs {
        Layout.fillWidth: true
        onAsked: what => root.asked(what)
        onDone: root.closed()
    }
    Repeater {
        model: [CallWords.pageHears(Meeting.pageHears), CallWords.pageSees(Meeting.pageSees)].filter(words => words !== "")

        Label {
            required property string modelData

            Layout.fillWidth: true
            text: modelData
            color: Color.quiet
            font.pixelSize: Type.caption
        }
    }
}
