pragma Singleton

import QtQuick

// Codes of meetings and calendars in people's words.
QtObject {
    id: root

    function time(moment: date, language: string): string {
        return moment.toLocaleTimeString(Qt.locale(language), "HH:mm");
    }
    function span(from: date, to: date, isAllDay: bool, language: string): string {
        return isAllDay ? qsTr("All day") : qsTr("%1 – %2").arg(root.time(from, language)).arg(root.time(to, language));
    }
    // 95 minutes as people say it
    function length(minutes: int): string {
        if (minutes < 60)
            return qsTr("%1 min").arg(minutes);
        return minutes % 60 === 0 ? qsTr("%1 h").arg(minutes / 60) : qsTr("%1 h %2 min").arg(Math.floor(minutes / 60)).arg(minutes % 60);
    }
    function minutesTo(moment: date, now: date): int {
        return Math.max(0, Math.ceil((moment.getTime() - now.getTime()) / 60000));
    }
    function title(title: string, isHidden: bool): string {
        return title !== "" ? title : isHidden ? qsTr("Private meeting") : qsTr("Meeting without a title");
    }
    // why a meeting cannot be joined from here
    function noJoin(reason: string, detail: string): string {
        switch (reason) {
        case "cancelled":
            return qsTr("This meeting was cancelled.");
        case "tentative":
            return qsTr("The room has not accepted this meeting yet.");
        case "private":
            return qsTr("The meeting is private: its link is kept from the room.");
        case "body_stripped":
            return qsTr("It is an online meeting, but the room's mailbox has removed the text with its link.");
        case "rewritten":
            return qsTr("Its link was rewritten by %1 and cannot be read back.").arg(detail);
        case "unknown_service":
            return qsTr("It has a link to %1, a service that this room does not know.").arg(detail);
        default:
            return qsTr("Its invitation has no link of an online meeting.");
        }
    }
    // what somebody may do about it; empty where nothing is wrong
    function remedy(reason: string): string {
        switch (reason) {
        case "tentative":
            return qsTr("Accept it in the room's calendar, or let the mailbox accept by itself.");
        case "private":
            return qsTr("Book it again without marking it private.");
        case "body_stripped":
            return qsTr("For the administrator: Set-CalendarProcessing with DeleteComments and DeleteSubject $false, and ProcessExternalMeetingMessages $true. Meetings that are booked already stay as they are.");
        case "rewritten":
            return qsTr("For the administrator: exempt the room's mailbox from link protection.");
        case "unknown_service":
            return qsTr("For the administrator: add the service to links.toml, or its host under [schedule] hosts.");
        default:
            return "";
        }
    }
    function calendarTrouble(code: string): string {
        switch (code) {
        case "calendar.no_secret":
            return qsTr("nobody has signed in to it");
        case "calendar.refused":
            return qsTr("it refuses the room's password");
        case "calendar.untrusted":
            return qsTr("its certificate is not trusted");
        case "calendar.not_found":
            return qsTr("it is not where it should be");
        case "calendar.rate_limited":
            return qsTr("its server is busy");
        case "calendar.timed_out":
            return qsTr("its server does not answer");
        case "calendar.damaged":
        case "calendar.too_large":
            return qsTr("it cannot be read");
        case "calendar.not_installed":
            return qsTr("a part of the software is missing");
        default:
            return qsTr("it cannot be reached");
        }
    }
    function done(verb: string, inCalendar: bool): string {
        switch (verb) {
        case "book_now":
            return qsTr("The room is booked.");
        case "extend":
            return qsTr("The meeting ends later.");
        case "check_in":
            return qsTr("You are checked in.");
        default:
            return inCalendar ? qsTr("The room is free again.") : qsTr("The room is free again, but only here: this calendar cannot be changed.");
        }
    }
}
