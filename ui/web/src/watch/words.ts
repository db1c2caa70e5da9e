// What the page says to whoever watches, in every language.

import { useSpeech } from "../parts/speech";
import type { Language } from "../words";

const en = {
  title: "Watch the room’s display",
  hint: "You see what is on it and hear what the room plays. The room sees that you watch.",
  nameLabel: "Your name",
  nameHint: "optional, the room sees it",
  watch: "Watch",
  watching: (room: string) => (room ? `Watching ${room}` : "Watching"),
  watchingTab: (room: string) => `Watching ${room}`,
  connecting: "Connecting to the room…",
  lost: "The picture was lost. Connecting again…",
  stopped: "Somebody in the room stopped this.",
  again: "Watch again",
  off: "The room does not let guests watch. It can be allowed in the settings on its display; this page then starts by itself.",
  full: "As many watch already as the room lets in. This page starts by itself when there is a place.",
  dark: "The room’s display is off or its program is not running. This page starts by itself when it is back.",
  away: "The room’s display has stopped. This is the last picture.",
  unmute: "Turn sound on",
  mute: "Turn sound off",
};

export type WatchWords = typeof en;

const zh: WatchWords = {
  title: "观看会议室屏幕",
  hint: "您会看到屏幕上的内容，并听到会议室播放的声音。会议室会显示您正在观看。",
  nameLabel: "您的姓名",
  nameHint: "选填，会议室可以看到",
  watch: "观看",
  watching: (room) => (room ? `正在观看“${room}”` : "正在观看"),
  watchingTab: (room) => `正在观看“${room}”`,
  connecting: "正在连接会议室…",
  lost: "画面已中断，正在重新连接…",
  stopped: "会议室里有人停止了观看。",
  again: "重新观看",
  off: "此会议室不允许访客观看。可以在会议室屏幕的设置中允许，届时本页会自动开始。",
  full: "观看人数已达上限。有空位时本页会自动开始。",
  dark: "会议室屏幕已关闭，或其程序未在运行。恢复后本页会自动开始。",
  away: "会议室屏幕已停止，这是最后的画面。",
  unmute: "打开声音",
  mute: "关闭声音",
};

export const watchWords: Record<Language, WatchWords> = { en, "zh-CN": zh };

/** The words of the language that is spoken. */
export function useWatchWords(): WatchWords {
  return watchWords[useSpeech().language];
}
