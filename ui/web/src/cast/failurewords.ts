// How the page tells that a cast ended or did not begin: what happened, and what to do.

import type { Language } from "../words";
import type { EndReason } from "./failure";

interface Failure {
  /** What happened; `by` is a name where one is known. */
  said: (by: string) => string;
  /** What to do; empty where there is nothing. */
  todo: string;
}

interface FailureWords {
  endedTitle: string;
  /** Where it did not begin. */
  notBegunTitle: string;
  ended: Record<EndReason, Failure>;
}

const told = (said: string, todo = ""): Failure => ({ said: () => said, todo });

export const failures: Record<Language, FailureWords> = {
  en: {
    endedTitle: "You are no longer sharing",
    notBegunTitle: "Nothing was shared",
    ended: {
      self: told("You stopped sharing."),
      left: told("You did not wait for a place."),
      glass: told("Stopped at the screen."),
      elsewhere: told("Your sharing ended, or goes on from another tab."),
      declined: told("The room said no.", "Ask the people there, then share again."),
      taken_over: { said: (by) => (by ? `${by} took over.` : "Somebody else took over."), todo: "Share again to take over yourself." },
      lost: told("The connection to the room was lost.", "Check that you are on the room’s network, then share again."),
      blocked: told(
        "The room answers, but your picture does not get through.",
        "A firewall, a VPN or a guest Wi-Fi may block it (UDP). Switch the VPN off, or use the network that the room is on.",
      ),
      denied: told(
        "You closed the choice, or said no to recording.",
        "Share again and choose a tab, window or screen. On a Mac, the browser must be allowed in System Settings › Privacy & Security › Screen Recording.",
      ),
      policy: told(
        "This browser is not allowed to record the screen here.",
        "Look for a blocked permission beside the address. On a computer that an organisation manages, its administrators have to allow it; another browser may help.",
      ),
      system: told(
        "Your computer does not let the browser record the screen.",
        "On a Mac: System Settings › Privacy & Security › Screen Recording, switch the browser on and start it again. Elsewhere, close programs that protect what they show.",
      ),
      gesture: told("The browser wants you to press the button yourself.", "Press it again, with this page in front."),
      nothing: told(
        "The browser found nothing to share.",
        "Open the window that you want to show, then share again. On a Mac, look whether the browser is on in System Settings › Privacy & Security › Screen Recording.",
      ),
      failed: told("Your browser could not record the screen.", "Start the browser anew, or use a current Chrome, Edge, Firefox or Safari."),
      full: told("The display is full.", "Wait until somebody stops, then share again."),
      queue_full: told("The display is full, and so is the queue.", "Try again in a few minutes."),
      missed: told("It was your turn, and the place went to the next.", "Share again to wait once more."),
      away: told("The room cannot receive screens at the moment.", "Try again in a minute. If that does not help, the room’s machine wants to be started again."),
      refused: told("The room could not use this browser’s picture.", "Use a current Chrome, Edge, Firefox or Safari."),
      expired: told("Your visit has ended.", "Enter the code on the display again."),
      too_many: told("That was too often in a short time.", "Wait a moment, then share again."),
    },
  },
  "zh-CN": {
    endedTitle: "共享已结束",
    notBegunTitle: "没有共享任何内容",
    ended: {
      self: told("您已停止共享。"),
      left: told("您没有继续排队。"),
      glass: told("已在会议室屏幕上停止。"),
      elsewhere: told("共享已结束，或正在另一个标签页中继续。"),
      declined: told("会议室没有同意。", "请与会议室里的人沟通后再共享。"),
      taken_over: { said: (by) => (by ? `${by} 已接替共享。` : "其他人已接替共享。"), todo: "再次共享即可由您接替。" },
      lost: told("与会议室的连接已断开。", "请确认您与会议室在同一个网络，然后再次共享。"),
      blocked: told(
        "会议室有响应，但您的画面无法送达。",
        "可能被防火墙、VPN 或访客 Wi-Fi 阻止（UDP）。请关闭 VPN，或使用会议室所在的网络。",
      ),
      denied: told(
        "您关闭了选择窗口，或拒绝了录制。",
        "请再次共享，并选择标签页、窗口或屏幕。在 Mac 上，需要在“系统设置 › 隐私与安全性 › 屏幕录制”中允许浏览器。",
      ),
      policy: told(
        "此浏览器在这里不允许录制屏幕。",
        "请查看地址栏旁是否有被禁止的权限。如果电脑由单位管理，需要管理员允许；也可以换一个浏览器试试。",
      ),
      system: told(
        "您的电脑不允许浏览器录制屏幕。",
        "在 Mac 上：打开“系统设置 › 隐私与安全性 › 屏幕录制”，允许该浏览器并重新启动。在其他系统上，请关闭会保护画面的程序。",
      ),
      gesture: told("浏览器要求您亲自按下按钮。", "请让此页面显示在最前面，然后再按一次。"),
      nothing: told(
        "浏览器没有找到可共享的内容。",
        "请打开要显示的窗口，然后再次共享。在 Mac 上，请查看“系统设置 › 隐私与安全性 › 屏幕录制”中是否已允许该浏览器。",
      ),
      failed: told("浏览器无法录制屏幕。", "请重新启动浏览器，或使用新版 Chrome、Edge、Firefox 或 Safari。"),
      full: told("会议室屏幕已满。", "请等有人停止后再共享。"),
      queue_full: told("会议室屏幕已满，排队人数也已满。", "请几分钟后再试。"),
      missed: told("已经轮到您，但位置已让给下一位。", "再次共享即可重新排队。"),
      away: told("会议室暂时无法接收屏幕。", "请一分钟后再试。如果仍然不行，需要重新启动会议室的设备。"),
      refused: told("会议室无法使用此浏览器的画面。", "请使用新版 Chrome、Edge、Firefox 或 Safari。"),
      expired: told("本次访问已结束。", "请重新输入屏幕上的代码。"),
      too_many: told("短时间内尝试次数过多。", "请稍等片刻，然后再次共享。"),
    },
  },
};
