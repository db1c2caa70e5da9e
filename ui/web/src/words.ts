// What the pages say. The room sends codes; the words for them are here, in every language.

const en = {
  switchTo: "中文",
  switchLabel: "切换为简体中文",
  joinTitle: "Enter the code on the screen",
  joinHint: "The room’s display shows six digits.",
  codeLabel: "Six-digit code",
  joining: "One moment…",
  wrongCode: (left: number) =>
    left > 1 ? `That code is not right. ${left} tries left.` : left === 1 ? "That code is not right. One try left." : "That code is not right.",
  wait: (seconds: number) => `Too many tries. You can try again in ${seconds} s.`,
  unreachable: "The room does not answer. Are you on the same network?",
  refused: "The room did not accept that. Please try again.",
  usedTicket: "This QR code was used before. Scan the new one on the glass, or type the code below it.",
  expired: "Your visit has ended. Please enter the code again.",
  retry: "Try again",
  insecureTitle: "This address is not secure",
  insecure: "Browsers only share screens over a secure address.",
  insecureLink: "Open the secure address",
  phoneTitle: "Share from a laptop",
  phone: "Phones and tablets cannot share their screen from a browser. On a laptop, open this address:",
  phoneCode: "and enter the code",
  phoneCodeThere: "and enter the code that the glass shows",
  watchInstead: "Watch the room’s display here",
  oldTitle: "This browser cannot share screens",
  old: "Use a current Chrome, Edge, Firefox or Safari on a computer.",
  certificateTitle: "Saw a security warning?",
  certificate: "Your browser warned you once because this room made its own certificate. The warning was about this room if its display shows the same fingerprint:",
  trouble: "Something does not work?",
  away: "Connection to the room lost. Trying again…",
  adminTitle: "See the room’s display",
  adminHint: "Enter the admin code. On the room’s machine it is in the file secrets/admin-code.",
  adminLabel: "Admin code",
  open: "Open",
  glassLabel: (room: string) => `The display of ${room}, live`,
  glassWaiting: "Fetching the picture…",
  glassAway: "The display is off or its program is not running.",
  fullscreen: "Full screen",
  leave: "Leave",
};

export type Words = typeof en;

const zh: Words = {
  switchTo: "English",
  switchLabel: "Switch to English",
  joinTitle: "请输入屏幕上的代码",
  joinHint: "会议室屏幕上会显示六位数字。",
  codeLabel: "六位代码",
  joining: "请稍候…",
  wrongCode: (left) => (left > 0 ? `代码不正确，还可以尝试 ${left} 次。` : "代码不正确。"),
  wait: (seconds) => `尝试次数过多，请在 ${seconds} 秒后重试。`,
  unreachable: "会议室没有响应。您是否连接了同一个网络？",
  refused: "会议室未接受此请求，请重试。",
  usedTicket: "这个二维码已被使用。请重新扫描屏幕上的新二维码，或输入其下方的代码。",
  expired: "本次访问已结束，请重新输入代码。",
  retry: "重试",
  insecureTitle: "此地址不安全",
  insecure: "浏览器只能通过安全地址共享屏幕。",
  insecureLink: "打开安全地址",
  phoneTitle: "请用电脑共享",
  phone: "手机和平板电脑无法通过浏览器共享屏幕。请在电脑上打开以下地址：",
  phoneCode: "并输入代码",
  phoneCodeThere: "并输入屏幕上显示的代码",
  watchInstead: "在此观看会议室屏幕",
  oldTitle: "此浏览器无法共享屏幕",
  old: "请在电脑上使用新版 Chrome、Edge、Firefox 或 Safari。",
  certificateTitle: "看到安全警告？",
  certificate: "浏览器提醒过您一次，因为此会议室使用自己生成的证书。如果会议室屏幕上显示的指纹与下方一致，则该警告来自本会议室：",
  trouble: "遇到问题？",
  away: "与会议室的连接已断开，正在重试…",
  adminTitle: "查看会议室屏幕",
  adminHint: "请输入管理员代码。它保存在会议室主机的 secrets/admin-code 文件中。",
  adminLabel: "管理员代码",
  open: "打开",
  glassLabel: (room) => `“${room}”的实时画面`,
  glassWaiting: "正在获取画面…",
  glassAway: "屏幕已关闭，或其程序未在运行。",
  fullscreen: "全屏",
  leave: "离开",
};

export type Language = "en" | "zh-CN";

export const words: Record<Language, Words> = { en, "zh-CN": zh };

/** The language of these preferences, as navigator.languages lists them; English where none is known. */
export function preferred(languages: readonly string[]): Language {
  for (const language of languages) {
    if (/^zh\b/i.test(language)) return "zh-CN";
    if (/^en\b/i.test(language)) return "en";
  }
  return "en";
}
