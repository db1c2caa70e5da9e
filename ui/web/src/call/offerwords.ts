// What the other pages say of meetings; they need not load what the call page says.

import type { Language } from "../words";

const en = { on: "A meeting is on in this room", join: "Join", byNumber: "Join a meeting by its number", instead: "Join the room’s meeting here" };

export const offerWords: Record<Language, typeof en> = {
  en,
  "zh-CN": { on: "此会议室正在开会", join: "加入", byNumber: "凭会议号加入会议", instead: "在此加入会议室的会议" },
};
