"""What surrounds a link in invitations, in many languages, as people and programs write it; all made up."""

from __future__ import annotations

import html
from collections.abc import Callable

TEXTS: tuple[str, ...] = (
    "Maria Oliveira is inviting you to a scheduled meeting.\n\nJoin\n{link}\n\nMeeting ID: 812 3456 7890\nPasscode: 4711\n"
    "One tap mobile\n+13017158592,,81234567890#,,,,*4711# US\nFind your local number: https://us02web.zoom.us/u/kbcD4fGhi\n",
    "Hi all,\n\nlet's meet here: {link}.\n\nSee https://example.org/agenda for the agenda and https://example.org/privacy.\n",
    "________________________________\nMicrosoft Teams meeting\nJoin: {link}\nMeeting ID: 234 567 890\nNeed help?"
    "<https://aka.ms/JoinTeamsMeeting?omkt=en-US>\nFor organizers: Meeting options<https://teams.microsoft.com/meetingOptions/?a=b>\n",
    "Guten Tag,\n\nbitte treten Sie hier bei: <{link}>\nDatenschutz: https://explore.zoom.us/de/privacy/\n"
    "Einwahl: https://dialin.teams.microsoft.com/4a2b?id=1\n\nMit freundlichen Grüßen\nJonas",
    "Bonjour,\n\nRejoindre la réunion : {link} (code : 4711)\nOptions : https://teams.microsoft.com/meetingOptions/?x=1\n",
    "Hola:\n\nÚnete a la reunión «{link}»\n\nNúmeros locales: https://zoom.us/u/adbH2l9Q\nBaja: https://lists.example.org/unsubscribe/1\n",
    "会议主题：产品周会\n会议时间：2026/12/01 09:00-10:00\n\n点击链接入会，或添加至会议列表：\n{link}\n\n#会议：123-456-789\n复制该信息，打开手机即可参与",
    "李文静 邀请您参加视频会议，入会链接：{link}。会议密码：4711。帮助中心：https://meeting.tencent.com/support/",
    "您好！请点击{link}加入会议\n隐私政策：https://privacy.qq.com/",
    "お疲れさまです。\n会議の URL は「{link}」です。\nヘルプ：https://support.zoom.us/hc/ja\n",
    "회의에 참가하세요: {link}\n지원: https://support.google.com/a/users/answer/9282720\n",
    "Приглашаем на встречу: {link}, пароль 4711.\nЗапись прошлой встречи: https://zoom.us/rec/share/AbCdEf\n",
    "Participe: {link};\nGravação: https://zoom.us/rec/play/AbCdEf\nAjuda: https://help.webex.com/pt-br/article/n6d2zf\n",
    "مرحبا\nانضم إلى الاجتماع: {link}\nالمساعدة: https://support.zoom.us/hc/ar\n",
    "Deelnemen: [{link}]\nTest uw verbinding: https://zoom.us/test\nhttps://www.webex.com/test-meeting.html\n",
)

PAGES: tuple[str, ...] = (
    '<html><head><style>a{{color:red}}</style></head><body><p>Hello</p><p><a href="{link}">Join the meeting</a></p>'
    '<p><a href="https://aka.ms/JoinTeamsMeeting">Need help?</a> | <a href="https://teams.microsoft.com/meetingOptions/?a=b">'
    "Options</a></p></body></html>",
    "<div>Treten Sie bei:<br><a target='_blank' href='{link}'><img src='https://cdn.example.org/join.png'></a>"
    '<br><a href="https://explore.zoom.us/de/privacy/">Datenschutz</a></div>',
    '<table><tr><td><A HREF="{link}" style="font-size:18px">点击加入会议</A></td></tr><tr><td>'
    '<a href="https://zoom.us/u/adbH2l9Q">查找本地号码</a></td></tr></table>',
    "<p>Réunion&nbsp;: {link}<br/>Aide&nbsp;: https://support.google.com/a/users/answer/9282720</p>",
    '<p>会議:<span>{link}</span></p><p><a href="https://lists.example.org/unsubscribe/1">配信停止</a></p>',
)


def text_of(template: str) -> Callable[[str], tuple[str, str]]:
    return lambda link: (template.format(link=link), "text")


def page_of(template: str) -> Callable[[str], tuple[str, str]]:
    return lambda link: (template.format(link=html.escape(link)), "html")


BODIES: tuple[Callable[[str], tuple[str, str]], ...] = (*map(text_of, TEXTS), *map(page_of, PAGES))
