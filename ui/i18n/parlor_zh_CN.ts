<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutSection</name>
    <message>
        <source>An open meeting room on your own network.</source>
        <translation>运行在您自己网络中的开放会议室。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Room ID</source>
        <translation>会议室 ID</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Key fingerprint (SHA-256)</source>
        <translation>密钥指纹（SHA-256）</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>运行状况</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Not well: %1</source>
        <translation>异常：%1</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Apache-2.0. The on-screen keyboard is Qt Virtual Keyboard, GPL-3.0; the icons are Lucide, ISC.</source>
        <translation>Apache-2.0。屏幕键盘为 Qt Virtual Keyboard（GPL-3.0），图标为 Lucide（ISC）。</translation>
    </message>
    <message>
        <source>Administration</source>
        <translation>管理</translation>
    </message>
    <message>
        <source>On the room&apos;s computer: parlor doctor tells what is wrong, parlor check-config checks the configuration.</source>
        <translation>在会议室主机上：parlor doctor 可诊断问题，parlor check-config 可检查配置。</translation>
    </message>
</context>
<context>
    <name>AddressSheet</name>
    <message>
        <source>Type the link or the address first.</source>
        <translation>请先输入链接或地址。</translation>
    </message>
    <message>
        <source>Join by link or address</source>
        <translation>通过链接或地址加入</translation>
    </message>
    <message>
        <source>The link of an invitation, the SIP address of a room, or a number</source>
        <translation>邀请中的链接、会议室的 SIP 地址或会议号</translation>
    </message>
    <message>
        <source>Link or address</source>
        <translation>链接或地址</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
</context>
<context>
    <name>AddressStep</name>
    <message>
        <source>1. Open this address in your laptop&apos;s browser</source>
        <translation>1. 在笔记本电脑的浏览器中打开此地址</translation>
    </message>
    <message>
        <source>or %1</source>
        <translation>或 %1</translation>
    </message>
    <message>
        <source>Other addresses: %1</source>
        <translation>其他地址：%1</translation>
    </message>
</context>
<context>
    <name>Agenda</name>
    <message>
        <source>No calendar connected</source>
        <translation>未连接日历</translation>
    </message>
    <message>
        <source>Free for the rest of the day</source>
        <translation>今天剩余时间空闲</translation>
    </message>
    <message>
        <source>Nothing booked today</source>
        <translation>今天没有预订</translation>
    </message>
    <message>
        <source>The calendar is not read yet</source>
        <translation>尚未读取日历</translation>
    </message>
    <message>
        <source>The room is free. Come in.</source>
        <translation>会议室空闲，欢迎使用。</translation>
    </message>
    <message>
        <source>Today&apos;s meetings appear here once this room has one.</source>
        <translation>连接日历后，今天的会议会显示在这里。</translation>
    </message>
</context>
<context>
    <name>AgendaLine</name>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
</context>
<context>
    <name>AgendaRow</name>
    <message>
        <source>Now</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>In %1 min</source>
        <translation>%1 分钟后</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
<context>
    <name>Alone</name>
    <message>
        <source>Nobody else is here yet</source>
        <translation>还没有其他人加入</translation>
    </message>
</context>
<context>
    <name>AnnotateBar</name>
    <message>
        <source>Pen</source>
        <translation>笔</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Clear the ink</source>
        <translation>清除笔迹</translation>
    </message>
    <message>
        <source>Live again</source>
        <translation>恢复实时</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>定格</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>AnnotatePage</name>
    <message>
        <source>Kept on the whiteboard as page %1</source>
        <translation>已保存为白板第 %1 页</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>AskingCard</name>
    <message>
        <source>A guest wants to show their screen</source>
        <translation>有访客想投屏</translation>
    </message>
    <message>
        <source>%1 wants to show their screen</source>
        <translation>“%1”想投屏</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>BackgroundSheet</name>
    <message>
        <source>Plain</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>Ruled</source>
        <translation>横线</translation>
    </message>
    <message>
        <source>Squared</source>
        <translation>方格</translation>
    </message>
    <message>
        <source>Dotted</source>
        <translation>点阵</translation>
    </message>
    <message>
        <source>Staves</source>
        <translation>五线谱</translation>
    </message>
    <message>
        <source>Kanban</source>
        <translation>看板</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Light board</source>
        <translation>浅色白板</translation>
    </message>
    <message>
        <source>Dark board</source>
        <translation>深色白板</translation>
    </message>
</context>
<context>
    <name>Banners</name>
    <message>
        <source>The room does not answer. Go on: what is drawn is kept and saved when it is back.</source>
        <translation>会议室没有响应。请继续书写：内容会保留，恢复后自动保存。</translation>
    </message>
    <message>
        <source>A file is being added to the board… %1 %</source>
        <translation>正在将文件加到白板上… %1 %</translation>
    </message>
    <message>
        <source>A file is being made of the board… %1 %</source>
        <translation>正在用白板生成文件… %1 %</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>New board</source>
        <translation>新建白板</translation>
    </message>
    <message>
        <source>Another room draws on this board, too</source>
        <translation>另一间会议室也在此白板上书写</translation>
    </message>
    <message>
        <source>The other room is out of reach. What is drawn meanwhile reaches it later.</source>
        <translation>暂时无法连接另一间会议室。期间所写的内容稍后会同步过去。</translation>
    </message>
    <message>
        <source>Connecting to the other room…</source>
        <translation>正在连接另一间会议室…</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>BoardCard</name>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>On the glass now</source>
        <translation>当前打开</translation>
    </message>
    <message>
        <source>%1 · pages: %2</source>
        <translation>%1 · %2 页</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>重命名 %1</translation>
    </message>
    <message>
        <source>Duplicate %1</source>
        <translation>复制 %1</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>删除 %1</translation>
    </message>
</context>
<context>
    <name>BoardPage</name>
    <message>
        <source>The file is on the board</source>
        <translation>文件已添加到白板</translation>
    </message>
    <message>
        <source>Added, but not everything: %1</source>
        <translation>已添加，但并不完整：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>BoardWords</name>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>图片（PNG）</translation>
    </message>
    <message>
        <source>Drawing (SVG)</source>
        <translation>矢量图（SVG）</translation>
    </message>
    <message>
        <source>Parlor board</source>
        <translation>Parlor 白板</translation>
    </message>
    <message>
        <source>Excalidraw</source>
        <translation>Excalidraw</translation>
    </message>
    <message>
        <source>Xournal++</source>
        <translation>Xournal++</translation>
    </message>
    <message>
        <source>InkML</source>
        <translation>InkML</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>本页</translation>
    </message>
    <message>
        <source>All pages</source>
        <translation>所有页面</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Turquoise</source>
        <translation>青色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>粉色</translation>
    </message>
    <message>
        <source>Brown</source>
        <translation>棕色</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>Light grey</source>
        <translation>浅灰色</translation>
    </message>
    <message>
        <source>The file is damaged.</source>
        <translation>文件已损坏。</translation>
    </message>
    <message>
        <source>Files of this kind cannot be read.</source>
        <translation>无法读取此类文件。</translation>
    </message>
    <message>
        <source>The file holds too much.</source>
        <translation>文件内容过多。</translation>
    </message>
    <message>
        <source>The file is encrypted.</source>
        <translation>文件已加密。</translation>
    </message>
    <message>
        <source>Reading the file took too long.</source>
        <translation>读取文件耗时过长。</translation>
    </message>
</context>
<context>
    <name>BookSheet</name>
    <message>
        <source>Book this room now</source>
        <translation>立即预订会议室</translation>
    </message>
    <message>
        <source>It is free until %1.</source>
        <translation>空闲至 %1。</translation>
    </message>
    <message>
        <source>It is free for the rest of the day.</source>
        <translation>今天剩余时间均空闲。</translation>
    </message>
    <message>
        <source>Booked at the room</source>
        <translation>现场预订</translation>
    </message>
    <message>
        <source>It appears in the room&apos;s calendar for everybody.</source>
        <translation>预订会显示在会议室日历中，所有人可见。</translation>
    </message>
</context>
<context>
    <name>CalendarSection</name>
    <message>
        <source>Titles on the glass</source>
        <translation>屏幕上的会议标题</translation>
    </message>
    <message>
        <source>Whose title and organizer everybody may read here</source>
        <translation>哪些会议的标题和组织者可以显示</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Hide private</source>
        <translation>隐藏私人会议</translation>
    </message>
    <message>
        <source>Hide all</source>
        <translation>全部隐藏</translation>
    </message>
    <message>
        <source>Nobody comes</source>
        <translation>无人到场</translation>
    </message>
    <message>
        <source>The room is given back so long after the start</source>
        <translation>开始后经过此时间即释放会议室</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>No calendar is connected. An administrator connects one in the room&apos;s configuration.</source>
        <translation>未连接日历。管理员可在会议室配置中连接日历。</translation>
    </message>
    <message>
        <source>As of %1: %2</source>
        <translation>截至 %1：%2</translation>
    </message>
    <message>
        <source>Reads well, last at %1</source>
        <translation>读取正常，最近一次 %1</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>It can be booked from here</source>
        <translation>可从此处预订</translation>
    </message>
    <message>
        <source>It is only read</source>
        <translation>仅读取</translation>
    </message>
    <message>
        <source>Read now</source>
        <translation>立即读取</translation>
    </message>
</context>
<context>
    <name>CalendarTrouble</name>
    <message>
        <source>As of %1: calendar “%2”, %3</source>
        <translation>截至 %1：日历“%2”，%3</translation>
    </message>
    <message>
        <source>Calendar “%1”: %2</source>
        <translation>日历“%1”：%2</translation>
    </message>
</context>
<context>
    <name>CallCards</name>
    <message>
        <source>This meeting is recorded. May this room be on the recording?</source>
        <translation>会议正在录制。可以录制本会议室吗？</translation>
    </message>
    <message>
        <source>%1 records this meeting. May this room be on the recording?</source>
        <translation>%1 正在录制会议。可以录制本会议室吗？</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Leave us out</source>
        <translation>不录制我们</translation>
    </message>
    <message>
        <source>The host asks who is here.</source>
        <translation>主持人正在点名。</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>在场</translation>
    </message>
    <message>
        <source>All right</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>回拨</translation>
    </message>
    <message>
        <source>%1 wants to join</source>
        <translation>%1 请求加入</translation>
    </message>
    <message>
        <source>Admit</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>拒绝</translation>
    </message>
</context>
<context>
    <name>CallDock</name>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>CallNotices</name>
    <message>
        <source>The meeting should end in %1</source>
        <translation>会议将在 %1后结束</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>延长 %1</translation>
    </message>
    <message>
        <source>%1 has joined</source>
        <translation>%1 已加入</translation>
    </message>
    <message>
        <source>%1 has left</source>
        <translation>%1 已离开</translation>
    </message>
    <message>
        <source>%1 raises a hand</source>
        <translation>%1 举手了</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>聊天</translation>
    </message>
</context>
<context>
    <name>CallStage</name>
    <message>
        <source>This room shares its board</source>
        <translation>本会议室正在共享白板</translation>
    </message>
    <message>
        <source>This room shares a cast</source>
        <translation>本会议室正在共享投屏</translation>
    </message>
    <message>
        <source>%1 shares a screen</source>
        <translation>%1 正在共享屏幕</translation>
    </message>
</context>
<context>
    <name>CallWords</name>
    <message>
        <source>Meeting on %1</source>
        <translation>%1 会议</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>访客</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>有人</translation>
    </message>
    <message>
        <source>Missed call: %1 at %2, and %3 more</source>
        <translation>未接来电：%1，%2，另有 %3 个</translation>
    </message>
    <message>
        <source>Missed call: %1 at %2</source>
        <translation>未接来电：%1，%2</translation>
    </message>
    <message>
        <source>Somebody in the meeting must let this room in. They have been told.</source>
        <translation>需要会议中的人允许本会议室进入，已通知他们。</translation>
    </message>
    <message>
        <source>Looking for the meeting…</source>
        <translation>正在查找会议…</translation>
    </message>
    <message>
        <source>Going in…</source>
        <translation>正在进入…</translation>
    </message>
    <message>
        <source>Connecting sound and picture…</source>
        <translation>正在连接音视频…</translation>
    </message>
    <message>
        <source>Waiting for the first picture…</source>
        <translation>正在等待第一个画面…</translation>
    </message>
    <message>
        <source>Opening the page of %1…</source>
        <translation>正在打开 %1 的网页…</translation>
    </message>
    <message>
        <source>Opening the meeting&apos;s page…</source>
        <translation>正在打开会议网页…</translation>
    </message>
    <message>
        <source>Giving this room&apos;s name…</source>
        <translation>正在填写本会议室的名称…</translation>
    </message>
    <message>
        <source>Asking to be let in…</source>
        <translation>正在请求进入…</translation>
    </message>
    <message>
        <source>Tap Join on the page yourself.</source>
        <translation>请在网页上自行点按“加入”。</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>正在加入…</translation>
    </message>
    <message>
        <source>The page wants to see that a person is here: answer it, then tap Join.</source>
        <translation>网页需要确认有人在场：请完成验证，然后点按“加入”。</translation>
    </message>
    <message>
        <source>The page asks for an account: sign in, or ask the host to let guests in.</source>
        <translation>网页要求登录：请登录，或请主持人允许访客进入。</translation>
    </message>
    <message>
        <source>The page wanted to lead elsewhere, which was stopped. Tap Join on it yourself.</source>
        <translation>网页试图跳转到别处，已被阻止。请自行点按“加入”。</translation>
    </message>
    <message>
        <source>The page hears the room&apos;s own sound, without its echo.</source>
        <translation>网页听到的是会议室处理后的声音，已消除回声。</translation>
    </message>
    <message>
        <source>The page hears the microphone directly.</source>
        <translation>网页直接使用麦克风。</translation>
    </message>
    <message>
        <source>The page sees the room&apos;s own picture.</source>
        <translation>网页看到的是会议室提供的画面。</translation>
    </message>
    <message>
        <source>The page sees the camera directly.</source>
        <translation>网页直接使用摄像头。</translation>
    </message>
    <message>
        <source>Recording paused</source>
        <translation>录制已暂停</translation>
    </message>
    <message>
        <source>Recording begins…</source>
        <translation>即将开始录制…</translation>
    </message>
    <message>
        <source>Recording %1</source>
        <translation>录制中 %1</translation>
    </message>
    <message>
        <source>Recording %1 · %2</source>
        <translation>录制中 %1 · %2</translation>
    </message>
    <message>
        <source>The recording ended: the disk of the room is full. What was recorded is kept.</source>
        <translation>录制已结束：会议室磁盘已满。已录内容已保存。</translation>
    </message>
    <message>
        <source>The recording ended: the room&apos;s folder of recordings cannot be written. What was recorded is kept.</source>
        <translation>录制已结束：无法写入会议室的录制文件夹。已录内容已保存。</translation>
    </message>
    <message>
        <source>Nothing was recorded: nobody agreed, or nothing was sent.</source>
        <translation>没有录到内容：无人同意录制，或没有收到音视频。</translation>
    </message>
    <message>
        <source>No film could be made of the recording. What was recorded is kept.</source>
        <translation>无法用录制内容生成影片。已录内容已保存。</translation>
    </message>
    <message>
        <source>The recording ended: sound and picture restarted. What was recorded is kept.</source>
        <translation>录制已结束：音视频重启。已录内容已保存。</translation>
    </message>
    <message>
        <source>The recording ended early (%1). What was recorded is kept.</source>
        <translation>录制提前结束（%1）。已录内容已保存。</translation>
    </message>
    <message>
        <source>speaks</source>
        <translation>正在发言</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source>hand up</source>
        <translation>举手</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Line is down</source>
        <translation>线路中断</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Asks for the chair</source>
        <translation>申请主持</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主持人</translation>
    </message>
    <message>
        <source>Co-host</source>
        <translation>联席主持人</translation>
    </message>
    <message>
        <source>Presenter</source>
        <translation>演示者</translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation>录制设备</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>发言者</translation>
    </message>
    <message>
        <source>Shared screen</source>
        <translation>共享屏幕</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>画廊</translation>
    </message>
    <message>
        <source>Who speaks is large, the others lie beside them.</source>
        <translation>发言者大图显示，其他人排在旁边。</translation>
    </message>
    <message>
        <source>What is shared is large, people lie beside it.</source>
        <translation>共享内容大图显示，成员排在旁边。</translation>
    </message>
    <message>
        <source>All alike.</source>
        <translation>所有画面大小相同。</translation>
    </message>
    <message>
        <source>Applause</source>
        <translation>鼓掌</translation>
    </message>
    <message>
        <source>Thumbs up</source>
        <translation>赞</translation>
    </message>
    <message>
        <source>Heart</source>
        <translation>爱心</translation>
    </message>
    <message>
        <source>Laughter</source>
        <translation>大笑</translation>
    </message>
    <message>
        <source>Surprise</source>
        <translation>惊讶</translation>
    </message>
</context>
<context>
    <name>CameraSection</name>
    <message>
        <source>Camera preview</source>
        <translation>摄像头预览</translation>
    </message>
    <message>
        <source>No camera connected</source>
        <translation>未连接摄像头</translation>
    </message>
    <message>
        <source>Waiting for the camera…</source>
        <translation>正在等待摄像头…</translation>
    </message>
</context>
<context>
    <name>Captions</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>CastBar</name>
    <message>
        <source>%1 · with sound</source>
        <translation>%1 · 含声音</translation>
    </message>
    <message>
        <source>Touch one to enlarge it, drag it to another place</source>
        <translation>轻触可放大，拖动可换位置</translation>
    </message>
    <message>
        <source>%1 · muted</source>
        <translation>%1 · 已静音</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>全部停止</translation>
    </message>
</context>
<context>
    <name>CastPicture</name>
    <message>
        <source>Picture of the cast</source>
        <translation>投屏画面</translation>
    </message>
</context>
<context>
    <name>CastTile</name>
    <message>
        <source>Cast of %1</source>
        <translation>%1 的投屏</translation>
    </message>
</context>
<context>
    <name>CastingCard</name>
    <message>
        <source>Show your screen</source>
        <translation>投放您的屏幕</translation>
    </message>
</context>
<context>
    <name>CastingSection</name>
    <message>
        <source>When somebody shows their screen</source>
        <translation>有人投屏时</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>同屏显示</translation>
    </message>
    <message>
        <source>It appears at once beside the others: six at most, the next ones wait.</source>
        <translation>立即与其他投屏并排显示，最多六个；再来的人排队等候。</translation>
    </message>
    <message>
        <source>Ask first</source>
        <translation>先询问</translation>
    </message>
    <message>
        <source>Nothing is seen or heard of it until somebody at the glass touches Show.</source>
        <translation>有人在大屏上点“显示”之前，看不到也听不到任何内容。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>It takes the whole glass at once, and all others end.</source>
        <translation>立即占满整个屏幕，其他投屏全部结束。</translation>
    </message>
    <message>
        <source>Its program does not run as it should; the room&apos;s health tells why.</source>
        <translation>其程序运行不正常；会议室的健康状态会说明原因。</translation>
    </message>
    <message>
        <source>iPhones, iPads and Macs find this room. Each is asked about first.</source>
        <translation>iPhone、iPad 和 Mac 可以找到此会议室，每次投屏都会先询问。</translation>
    </message>
    <message>
        <source>Take screens by AirPlay</source>
        <translation>接收 AirPlay 投屏</translation>
    </message>
</context>
<context>
    <name>ChatSheet</name>
    <message>
        <source>Chat</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>This room</source>
        <translation>本会议室</translation>
    </message>
    <message>
        <source>Nothing has been written yet.</source>
        <translation>还没有消息。</translation>
    </message>
    <message>
        <source>Message to all</source>
        <translation>发给所有人的消息</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
</context>
<context>
    <name>ChosenVerbs</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Live again</source>
        <translation>恢复实时</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>定格</translation>
    </message>
    <message>
        <source>Annotate</source>
        <translation>批注</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>ClockFace</name>
    <message>
        <source>dddd, d MMMM</source>
        <extracomment>Qt date format of the home page</extracomment>
        <translation>M月d日 dddd</translation>
    </message>
</context>
<context>
    <name>CodeStep</name>
    <message>
        <source>2. Type this code</source>
        <translation>2. 输入此代码</translation>
    </message>
    <message>
        <source>Code %1</source>
        <translation>代码 %1</translation>
    </message>
</context>
<context>
    <name>DeviceRow</name>
    <message>
        <source>%1 · virtual</source>
        <translation>%1 · 虚拟</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
</context>
<context>
    <name>DevicesSection</name>
    <message>
        <source>No devices connected</source>
        <translation>未连接任何设备</translation>
    </message>
</context>
<context>
    <name>DockHead</name>
    <message>
        <source>Reconnecting…</source>
        <translation>正在重新连接…</translation>
    </message>
    <message>
        <source>Back to the call</source>
        <translation>返回通话</translation>
    </message>
    <message>
        <source>Who speaks in the call</source>
        <translation>通话中的发言者</translation>
    </message>
</context>
<context>
    <name>DockVerbs</name>
    <message>
        <source>Unmute</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Camera off</source>
        <translation>关闭摄像头</translation>
    </message>
    <message>
        <source>Camera on</source>
        <translation>打开摄像头</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>白板</translation>
    </message>
    <message>
        <source>Stop sharing the board</source>
        <translation>停止共享白板</translation>
    </message>
    <message>
        <source>Share the board</source>
        <translation>共享白板</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>投屏</translation>
    </message>
    <message>
        <source>Stop sharing the cast</source>
        <translation>停止共享投屏</translation>
    </message>
    <message>
        <source>Share a cast</source>
        <translation>共享投屏</translation>
    </message>
    <message>
        <source>People</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>People: %1</source>
        <translation>成员：%1</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More about the call</source>
        <translation>通话的更多选项</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
</context>
<context>
    <name>EraserOptions</name>
    <message>
        <source>Whole strokes</source>
        <translation>整笔</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>局部</translation>
    </message>
    <message>
        <source>Thin</source>
        <translation>细</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Thick</source>
        <translation>粗</translation>
    </message>
    <message>
        <source>Very thick</source>
        <translation>特粗</translation>
    </message>
    <message>
        <source>Clear page</source>
        <translation>清空本页</translation>
    </message>
</context>
<context>
    <name>FailureSheet</name>
    <message>
        <source>All right</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>FailureWords</name>
    <message>
        <source>The call has ended</source>
        <translation>通话已结束</translation>
    </message>
    <message>
        <source>The meeting could not be joined</source>
        <translation>无法加入会议</translation>
    </message>
    <message>
        <source>No meeting was found under this number, or the passcode is another.</source>
        <translation>没有找到此会议号的会议，或密码不正确。</translation>
    </message>
    <message>
        <source>The meeting is locked: nobody new is let in.</source>
        <translation>会议已锁定，不再允许新人加入。</translation>
    </message>
    <message>
        <source>The meeting is full.</source>
        <translation>会议已满。</translation>
    </message>
    <message>
        <source>Nothing carries sound and picture of meetings right now.</source>
        <translation>目前没有可用的会议媒体服务。</translation>
    </message>
    <message>
        <source>The room that was called is in another call.</source>
        <translation>被呼叫的会议室正在另一通话中。</translation>
    </message>
    <message>
        <source>This room is not set up for calls by SIP.</source>
        <translation>本会议室未配置 SIP 呼叫。</translation>
    </message>
    <message>
        <source>This is no meeting number, no known link and no SIP address.</source>
        <translation>这不是会议号、已知链接或 SIP 地址。</translation>
    </message>
    <message>
        <source>The other side did not understand this room&apos;s sound and picture.</source>
        <translation>对方无法识别本会议室的音视频。</translation>
    </message>
    <message>
        <source>Somebody in the meeting did not let this room in.</source>
        <translation>会议中有人拒绝了本会议室。</translation>
    </message>
    <message>
        <source>The host has removed this room from the meeting.</source>
        <translation>主持人已将本会议室移出会议。</translation>
    </message>
    <message>
        <source>The host has ended the meeting.</source>
        <translation>主持人已结束会议。</translation>
    </message>
    <message>
        <source>The connection was lost and did not come back.</source>
        <translation>连接中断且未能恢复。</translation>
    </message>
    <message>
        <source>This room went into the meeting from elsewhere.</source>
        <translation>本会议室已从别处进入会议。</translation>
    </message>
    <message>
        <source>Sound and picture found no way through the network.</source>
        <translation>音视频无法通过网络。</translation>
    </message>
    <message>
        <source>%1 cannot prove who it is: its certificate is not known here.</source>
        <translation>%1 无法证明身份：这里不认识它的证书。</translation>
    </message>
    <message>
        <source>The other room</source>
        <translation>对方会议室</translation>
    </message>
    <message>
        <source>Too many wrong numbers or passcodes. The other room lets nobody try for a while.</source>
        <translation>会议号或密码错误次数过多，对方会议室暂时不接受尝试。</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>无法连接到 %1。</translation>
    </message>
    <message>
        <source>The room that holds the meeting cannot be reached.</source>
        <translation>无法连接举行会议的会议室。</translation>
    </message>
    <message>
        <source>The room that holds the meeting answers in a way that this one does not understand. One of them may be too old.</source>
        <translation>举行会议的会议室的应答无法识别，其中一方的版本可能过旧。</translation>
    </message>
    <message>
        <source>The booking has no link that this room could follow.</source>
        <translation>该预订没有本会议室可用的链接。</translation>
    </message>
    <message>
        <source>The calendar cannot be reached, and with it the link.</source>
        <translation>无法连接日历，因此也无法获得链接。</translation>
    </message>
    <message>
        <source>Sound and picture are restarting. Try again in a moment.</source>
        <translation>音视频正在重启，请稍后重试。</translation>
    </message>
    <message>
        <source>The line is busy.</source>
        <translation>对方占线。</translation>
    </message>
    <message>
        <source>The call was declined.</source>
        <translation>对方拒绝了呼叫。</translation>
    </message>
    <message>
        <source>Nobody answers.</source>
        <translation>无人应答。</translation>
    </message>
    <message>
        <source>Nobody has this address.</source>
        <translation>没有人使用此地址。</translation>
    </message>
    <message>
        <source>The other side speaks no kind of sound that this room knows.</source>
        <translation>对方没有本会议室支持的声音格式。</translation>
    </message>
    <message>
        <source>The telephone server of this room refuses the call.</source>
        <translation>本会议室的电话服务器拒绝了呼叫。</translation>
    </message>
    <message>
        <source>The call failed: %1.</source>
        <translation>呼叫失败：%1。</translation>
    </message>
    <message>
        <source>The call failed.</source>
        <translation>呼叫失败。</translation>
    </message>
    <message>
        <source>This room has no browser for meetings of other services.</source>
        <translation>本会议室没有用于其他会议服务的浏览器。</translation>
    </message>
    <message>
        <source>%1 lets nobody in by browser.</source>
        <translation>%1 不支持通过浏览器加入。</translation>
    </message>
    <message>
        <source>This service</source>
        <translation>该服务</translation>
    </message>
    <message>
        <source>The meeting&apos;s page</source>
        <translation>会议网页</translation>
    </message>
    <message>
        <source>%1 did not let this room in.</source>
        <translation>%1 没有让本会议室进入。</translation>
    </message>
    <message>
        <source>The meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>The meeting&apos;s page has crashed.</source>
        <translation>会议网页已崩溃。</translation>
    </message>
    <message>
        <source>It failed with: %1 (%2).</source>
        <translation>失败原因：%1（%2）。</translation>
    </message>
    <message>
        <source>It failed with: %1.</source>
        <translation>失败原因：%1。</translation>
    </message>
    <message>
        <source>Compare number and passcode with the invitation. The room that holds the meeting must be on.</source>
        <translation>请对照邀请核对会议号和密码。举行会议的会议室必须已开机。</translation>
    </message>
    <message>
        <source>Ask whoever holds the meeting, then try again.</source>
        <translation>请联系会议主持人，然后重试。</translation>
    </message>
    <message>
        <source>It is restarting by itself. Try again in a moment.</source>
        <translation>正在自动重启，请稍后重试。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>Whoever runs this room can set it up. Until then, join from a laptop and cast it here.</source>
        <translation>本会议室的管理员可以进行配置。在此之前，请用笔记本电脑加入，再投屏到这里。</translation>
    </message>
    <message>
        <source>Join from a laptop and cast it here.</source>
        <translation>请用笔记本电脑加入，再投屏到这里。</translation>
    </message>
    <message>
        <source>Check what was typed.</source>
        <translation>请检查输入的内容。</translation>
    </message>
    <message>
        <source>Whoever runs this room can make the other room known to it.</source>
        <translation>本会议室的管理员可以将对方会议室设为受信任。</translation>
    </message>
    <message>
        <source>Wait a minute, then try again.</source>
        <translation>请等一分钟再试。</translation>
    </message>
    <message>
        <source>Check the network of this room, then try again.</source>
        <translation>请检查本会议室的网络，然后重试。</translation>
    </message>
</context>
<context>
    <name>FinishSheet</name>
    <message>
        <source>Finish and clear the glass?</source>
        <translation>结束并清空屏幕？</translation>
    </message>
    <message>
        <source>Guests leave, links and downloads end. The board stays among all boards.</source>
        <translation>访客将退出，链接和下载将失效。白板仍保留在所有白板中。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>结束</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>All boards</source>
        <translation>所有白板</translation>
    </message>
    <message>
        <source>New board</source>
        <translation>新建白板</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>There is no board yet.</source>
        <translation>还没有白板。</translation>
    </message>
    <message>
        <source>%1 is in the bin</source>
        <translation>%1 已移到回收站</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>GuestList</name>
    <message>
        <source>Nobody has joined yet. Point a phone&apos;s camera at the code.</source>
        <translation>还没有人加入。请用手机摄像头对准二维码。</translation>
    </message>
    <message>
        <source>A guest</source>
        <translation>访客</translation>
    </message>
    <message>
        <source>Only looks</source>
        <translation>仅查看</translation>
    </message>
    <message>
        <source>Draws</source>
        <translation>可书写</translation>
    </message>
    <message>
        <source>%1 may draw</source>
        <translation>允许 %1 书写</translation>
    </message>
</context>
<context>
    <name>GuestsSection</name>
    <message>
        <source>Guests may watch this screen</source>
        <translation>允许访客观看此屏幕</translation>
    </message>
    <message>
        <source>On their own screens, with the code, at %1</source>
        <translation>访客可凭代码在自己的屏幕上观看，网址：%1</translation>
    </message>
    <message>
        <source>Code for guests</source>
        <translation>访客代码</translation>
    </message>
    <message>
        <source>A new code keeps out whoever knows the old one; guests who are in stay</source>
        <translation>更换后旧代码失效，已进入的访客不受影响</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>更换代码</translation>
    </message>
</context>
<context>
    <name>GuestsSheet</name>
    <message>
        <source>Draw from your own device</source>
        <translation>用您自己的设备书写</translation>
    </message>
    <message>
        <source>QR code that leads to the board</source>
        <translation>通往白板的二维码</translation>
    </message>
    <message>
        <source>This room has no network, so no guest can join.</source>
        <translation>会议室没有网络，访客无法加入。</translation>
    </message>
    <message>
        <source>The link was withdrawn: nobody joins with it any more.</source>
        <translation>链接已撤回：无法再用它加入。</translation>
    </message>
    <message>
        <source>Guests may draw</source>
        <translation>允许访客书写</translation>
    </message>
    <message>
        <source>New link</source>
        <translation>新链接</translation>
    </message>
    <message>
        <source>Withdraw the link</source>
        <translation>撤回链接</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Plug a memory stick into the glass. Boards, drawings, PDF files and pictures on it appear here.</source>
        <translation>请将 U 盘插入屏幕。其中的白板、绘图、PDF 文件和图片会显示在这里。</translation>
    </message>
</context>
<context>
    <name>IncomingCard</name>
    <message>
        <source>%1 is shown in a moment</source>
        <translation>即将显示 %1</translation>
    </message>
    <message>
        <source>Plugged in: shown in %1 s</source>
        <translation>已接入，%1 秒后显示</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不显示</translation>
    </message>
    <message>
        <source>Show now</source>
        <translation>立即显示</translation>
    </message>
</context>
<context>
    <name>InkOptions</name>
    <message>
        <source>Thin</source>
        <translation>细</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Thick</source>
        <translation>粗</translation>
    </message>
    <message>
        <source>Very thick</source>
        <translation>特粗</translation>
    </message>
    <message>
        <source>Held still, a stroke becomes a figure</source>
        <translation>停笔片刻，笔画变为图形</translation>
    </message>
    <message>
        <source>Hold for a figure</source>
        <translation>停笔成形</translation>
    </message>
</context>
<context>
    <name>InputOverlay</name>
    <message>
        <source>%1 is not shown: the glass is full. Stop a cast first.</source>
        <translation>未显示 %1：屏幕已满。请先停止一路投屏。</translation>
    </message>
    <message>
        <source>%1 could not be shown. Unplug it and plug it in again.</source>
        <translation>无法显示 %1。请拔下后重新插入。</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示 %1</translation>
    </message>
</context>
<context>
    <name>Instructions</name>
    <message>
        <source>Cast</source>
        <translation>投屏</translation>
    </message>
    <message>
        <source>Trouble?</source>
        <translation>遇到问题？</translation>
    </message>
    <message>
        <source>3. Choose what to show. It appears here at once.</source>
        <translation>3. 选择要展示的内容，画面会立即显示在这里。</translation>
    </message>
</context>
<context>
    <name>InviteFacts</name>
    <message>
        <source>Meeting number</source>
        <translation>会议号</translation>
    </message>
    <message>
        <source>Passcode</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Open the camera of a phone and point it at the code, or enter the number at %1</source>
        <translation>用手机摄像头扫描二维码，或在 %1 输入会议号</translation>
    </message>
    <message>
        <source>%1 holds this meeting</source>
        <translation>本会议由 %1 主持</translation>
    </message>
    <message>
        <source>QR code that leads into the meeting</source>
        <translation>加入会议的二维码</translation>
    </message>
</context>
<context>
    <name>InviteSheet</name>
    <message>
        <source>Invite others</source>
        <translation>邀请他人</translation>
    </message>
</context>
<context>
    <name>JoinCode</name>
    <message>
        <source>QR code that lets a guest in</source>
        <translation>访客扫码即可加入的二维码</translation>
    </message>
</context>
<context>
    <name>JoinWords</name>
    <message>
        <source>Online meeting on %1</source>
        <translation>%1 在线会议</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>A meeting number has nine digits.</source>
        <translation>会议号为九位数字。</translation>
    </message>
    <message>
        <source>Join by number</source>
        <translation>通过会议号加入</translation>
    </message>
    <message>
        <source>Meeting number</source>
        <translation>会议号</translation>
    </message>
    <message>
        <source>Passcode, if any</source>
        <translation>密码（如有）</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Join by link or address</source>
        <translation>通过链接或地址加入</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
</context>
<context>
    <name>LaserDot</name>
    <message>
        <source>Pointer</source>
        <translation>指示</translation>
    </message>
</context>
<context>
    <name>LayoutSheet</name>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Everybody sees this layout</source>
        <translation>所有人使用此布局</translation>
    </message>
    <message>
        <source>The host has chosen this layout for all.</source>
        <translation>主持人为所有人选择了此布局。</translation>
    </message>
</context>
<context>
    <name>LeaveSheet</name>
    <message>
        <source>Leave the meeting?</source>
        <translation>要离开会议吗？</translation>
    </message>
    <message>
        <source>The others can go on without this room.</source>
        <translation>其他人可以继续开会。</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Leave, the others go on</source>
        <translation>离开，其他人继续</translation>
    </message>
    <message>
        <source>End for all</source>
        <translation>结束会议</translation>
    </message>
</context>
<context>
    <name>LetterChoice</name>
    <message>
        <source>Small letters</source>
        <translation>小号字</translation>
    </message>
    <message>
        <source>Medium letters</source>
        <translation>中号字</translation>
    </message>
    <message>
        <source>Large letters</source>
        <translation>大号字</translation>
    </message>
    <message>
        <source>Huge letters</source>
        <translation>特大号字</translation>
    </message>
    <message>
        <source>A</source>
        <extracomment>One letter, which shows how large letters will be</extracomment>
        <translation>字</translation>
    </message>
</context>
<context>
    <name>LiveCard</name>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>LobbyList</name>
    <message>
        <source>Waiting to be admitted: %1</source>
        <translation>等待允许：%1</translation>
    </message>
    <message>
        <source>Admit all</source>
        <translation>全部允许</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Deny %1</source>
        <translation>拒绝 %1</translation>
    </message>
    <message>
        <source>Admit</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Admit %1</source>
        <translation>允许 %1</translation>
    </message>
</context>
<context>
    <name>LossWords</name>
    <message>
        <source>strokes</source>
        <translation>笔画</translation>
    </message>
    <message>
        <source>figures</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>links</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>backgrounds</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>fillings</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>typefaces</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>dashed lines</source>
        <translation>虚线</translation>
    </message>
    <message>
        <source>rotations</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>mirrorings</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>arrowheads</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>locks</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>sounds</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>films</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>widths of lines</source>
        <translation>线宽</translation>
    </message>
    <message>
        <source>embedded files</source>
        <translation>嵌入文件</translation>
    </message>
    <message>
        <source>dark boards</source>
        <translation>深色底</translation>
    </message>
    <message>
        <source>colours of the ground</source>
        <translation>底色</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>渐变</translation>
    </message>
    <message>
        <source>crops</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>comments</source>
        <translation>评注</translation>
    </message>
    <message>
        <source>hidden parts</source>
        <translation>隐藏部分</translation>
    </message>
    <message>
        <source>formulas</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>drawings in pages</source>
        <translation>页内矢量图</translation>
    </message>
    <message>
        <source>elements</source>
        <translation>元素</translation>
    </message>
    <message>
        <source>alignments of text</source>
        <translation>文字对齐</translation>
    </message>
    <message>
        <source>styles of text</source>
        <translation>文字样式</translation>
    </message>
    <message>
        <source>the format knows none</source>
        <translation>格式不支持</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>too many</source>
        <translation>过多</translation>
    </message>
    <message>
        <source>approximated</source>
        <translation>已近似处理</translation>
    </message>
    <message>
        <source>became strokes</source>
        <translation>已转为笔画</translation>
    </message>
    <message>
        <source>became pictures</source>
        <translation>已转为图片</translation>
    </message>
    <message>
        <source>became one</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>已合并为一</translation>
    </message>
    <message>
        <source>split</source>
        <translation>已拆分</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>为空</translation>
    </message>
    <message>
        <source>%1 × %2: %3</source>
        <translation>%1 × %2：%3</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>%1 casts too</source>
        <translation>“%1”也在投屏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>MeetPage</name>
    <message>
        <source>Meet</source>
        <translation>会议</translation>
    </message>
</context>
<context>
    <name>MeetingSheet</name>
    <message>
        <source>Checked in</source>
        <translation>已签到</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>If nobody checks in by %1, the room is given back.</source>
        <translation>若 %1 前无人签到，会议室将被释放。</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>延长 %1</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>立即结束</translation>
    </message>
    <message>
        <source>Give the room back</source>
        <translation>释放会议室</translation>
    </message>
</context>
<context>
    <name>MeetingsSection</name>
    <message>
        <source>Join muted</source>
        <translation>加入时静音</translation>
    </message>
    <message>
        <source>Nobody hears the room until somebody here touches Unmute</source>
        <translation>在有人点按“取消静音”之前，别人听不到本会议室</translation>
    </message>
    <message>
        <source>Camera on when joining</source>
        <translation>加入时打开摄像头</translation>
    </message>
    <message>
        <source>Newcomers wait to be admitted</source>
        <translation>新来者需等待允许</translation>
    </message>
    <message>
        <source>In meetings that this room starts; who has the code on the glass comes in at once</source>
        <translation>适用于本会议室发起的会议；持有屏幕上代码的人可直接进入</translation>
    </message>
    <message>
        <source>Meetings may be recorded</source>
        <translation>允许录制会议</translation>
    </message>
    <message>
        <source>On this room&apos;s disk; everybody is told and asked</source>
        <translation>保存在本会议室的磁盘上；会告知并征求每个人的同意</translation>
    </message>
    <message>
        <source>Answer calls automatically</source>
        <translation>自动接听来电</translation>
    </message>
    <message>
        <source>Whoever calls this room by SIP sees and hears it after three seconds of ringing</source>
        <translation>通过 SIP 呼叫本会议室的人，在响铃三秒后即可看到和听到这里</translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>Map of the page</source>
        <translation>页面导航图</translation>
    </message>
</context>
<context>
    <name>MoreMenu</name>
    <message>
        <source>Tools for one person</source>
        <translation>单人工具</translation>
    </message>
    <message>
        <source>Tools for two people</source>
        <translation>双人工具</translation>
    </message>
    <message>
        <source>Insert a picture</source>
        <translation>插入图片</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Timer</source>
        <translation>计时器</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Share with another room</source>
        <translation>与另一间会议室共享</translation>
    </message>
    <message>
        <source>Shared with another room</source>
        <translation>已与另一间会议室共享</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>结束</translation>
    </message>
</context>
<context>
    <name>MoreSheet</name>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
</context>
<context>
    <name>MoreVerbs</name>
    <message>
        <source>Invite</source>
        <translation>邀请</translation>
    </message>
    <message>
        <source>Lower the hand</source>
        <translation>放下手</translation>
    </message>
    <message>
        <source>Raise the hand</source>
        <translation>举手</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录制</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Film: %1 %</source>
        <translation>影片：%1 %</translation>
    </message>
    <message>
        <source>Mute all</source>
        <translation>全体静音</translation>
    </message>
    <message>
        <source>Unlock the meeting</source>
        <translation>解锁会议</translation>
    </message>
    <message>
        <source>Lock the meeting</source>
        <translation>锁定会议</translation>
    </message>
    <message>
        <source>Let all in directly</source>
        <translation>允许直接进入</translation>
    </message>
    <message>
        <source>Let newcomers wait</source>
        <translation>新来者需等待</translation>
    </message>
    <message>
        <source>End the roll call</source>
        <translation>结束点名</translation>
    </message>
    <message>
        <source>Call the roll</source>
        <translation>点名</translation>
    </message>
    <message>
        <source>%1 of %2 here</source>
        <translation>%2 人中 %1 人已到</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>延长 %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>Ask for the chair</source>
        <translation>申请主持</translation>
    </message>
    <message>
        <source>Take the chair</source>
        <translation>担任主持</translation>
    </message>
    <message>
        <source>Give up the chair</source>
        <translation>放弃主持</translation>
    </message>
    <message>
        <source>End for all</source>
        <translation>结束会议</translation>
    </message>
</context>
<context>
    <name>NamePlate</name>
    <message>
        <source>Frozen</source>
        <translation>已定格</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source>With sound</source>
        <translation>有声音</translation>
    </message>
    <message>
        <source>Poor network</source>
        <translation>网络不佳</translation>
    </message>
</context>
<context>
    <name>NoNetwork</name>
    <message>
        <source>This room has no network</source>
        <translation>会议室没有网络</translation>
    </message>
    <message>
        <source>Connect a network cable to cast.</source>
        <translation>请连接网线后再投屏。</translation>
    </message>
</context>
<context>
    <name>OrderVerbs</name>
    <message>
        <source>To the front</source>
        <translation>移到最前</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>上移一层</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>下移一层</translation>
    </message>
    <message>
        <source>To the back</source>
        <translation>移到最后</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Pages: %1 of %2</source>
        <translation>页面：%1 / %2</translation>
    </message>
    <message>
        <source>Add a page</source>
        <translation>添加页面</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
</context>
<context>
    <name>PageCard</name>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>Move the page up</source>
        <translation>上移页面</translation>
    </message>
    <message>
        <source>Move the page down</source>
        <translation>下移页面</translation>
    </message>
    <message>
        <source>Remove the page</source>
        <translation>删除页面</translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>PageKeys</name>
    <message>
        <source>Keys for the page</source>
        <translation>网页按键</translation>
    </message>
</context>
<context>
    <name>PageStrip</name>
    <message>
        <source>Page removed</source>
        <translation>页面已删除</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Add a page</source>
        <translation>添加页面</translation>
    </message>
</context>
<context>
    <name>Parcel</name>
    <message>
        <source>QR code that downloads the file</source>
        <translation>用于下载文件的二维码</translation>
    </message>
    <message>
        <source>Point a phone&apos;s camera at the code to download it (%1).</source>
        <translation>用手机摄像头对准二维码即可下载（%1）。</translation>
    </message>
    <message>
        <source>This room has no network: the file cannot be downloaded.</source>
        <translation>会议室没有网络：无法下载文件。</translation>
    </message>
    <message>
        <source>The download ends when the glass is cleared for the next people.</source>
        <translation>屏幕为下一批使用者清空后，下载即失效。</translation>
    </message>
    <message>
        <source>This format cannot carry everything:</source>
        <translation>此格式无法包含全部内容：</translation>
    </message>
    <message>
        <source>And %1 more</source>
        <translation>以及另外 %1 项</translation>
    </message>
    <message>
        <source>Another format</source>
        <translation>其他格式</translation>
    </message>
</context>
<context>
    <name>PeerSheet</name>
    <message>
        <source>Share with another room</source>
        <translation>与另一间会议室共享</translation>
    </message>
    <message>
        <source>This board is on the other room&apos;s glass as well. Left, both rooms keep what is on it.</source>
        <translation>此白板也显示在另一间会议室的屏幕上。退出后，双方都保留其中的内容。</translation>
    </message>
    <message>
        <source>Type the link that the other room&apos;s board shows to its guests.</source>
        <translation>请输入另一间会议室的白板向访客显示的链接。</translation>
    </message>
    <message>
        <source>Link of the other room&apos;s board</source>
        <translation>另一间会议室白板的链接</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Leave the other room</source>
        <translation>退出另一间会议室</translation>
    </message>
</context>
<context>
    <name>PeopleSheet</name>
    <message>
        <source>People: %1</source>
        <translation>成员：%1</translation>
    </message>
    <message>
        <source>Mute all</source>
        <translation>全体静音</translation>
    </message>
    <message>
        <source>Let all speak</source>
        <translation>允许全体发言</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>邀请</translation>
    </message>
</context>
<context>
    <name>PersonRow</name>
    <message>
        <source>%1 (this room)</source>
        <translation>%1（本会议室）</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>在场</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>未应答</translation>
    </message>
</context>
<context>
    <name>PersonVerbs</name>
    <message>
        <source>Let speak</source>
        <translation>允许发言</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Let %1 speak</source>
        <translation>允许 %1 发言</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>将 %1 静音</translation>
    </message>
    <message>
        <source>Lower hand</source>
        <translation>放下手</translation>
    </message>
    <message>
        <source>Lower the hand of %1</source>
        <translation>放下 %1 的手</translation>
    </message>
    <message>
        <source>Large no more</source>
        <translation>取消大图</translation>
    </message>
    <message>
        <source>Large for all</source>
        <translation>大图显示</translation>
    </message>
    <message>
        <source>%1 large no more</source>
        <translation>不再大图显示 %1</translation>
    </message>
    <message>
        <source>%1 large for all</source>
        <translation>让所有人大图显示 %1</translation>
    </message>
    <message>
        <source>Stop their screen</source>
        <translation>停止其屏幕共享</translation>
    </message>
    <message>
        <source>Co-host no more</source>
        <translation>取消联席主持人</translation>
    </message>
    <message>
        <source>Make co-host</source>
        <translation>设为联席主持人</translation>
    </message>
    <message>
        <source>%1 co-host no more</source>
        <translation>取消 %1 的联席主持人</translation>
    </message>
    <message>
        <source>Make %1 co-host</source>
        <translation>设 %1 为联席主持人</translation>
    </message>
    <message>
        <source>Give the chair</source>
        <translation>移交主持</translation>
    </message>
    <message>
        <source>Give the chair to %1</source>
        <translation>把主持移交给 %1</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移出 %1</translation>
    </message>
</context>
<context>
    <name>PointerOptions</name>
    <message>
        <source>Laser pointer</source>
        <translation>激光笔</translation>
    </message>
    <message>
        <source>Vanishing ink</source>
        <translation>消失墨水</translation>
    </message>
    <message>
        <source>A trail that is gone after a second</source>
        <translation>轨迹在一秒后消失</translation>
    </message>
    <message>
        <source>Ink that fades after three seconds</source>
        <translation>笔迹在三秒后淡出</translation>
    </message>
</context>
<context>
    <name>ProgressBar</name>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1（%2 %）</translation>
    </message>
</context>
<context>
    <name>QueueLine</name>
    <message>
        <source>Their turn: %1</source>
        <translation>轮到：%1</translation>
    </message>
    <message>
        <source>%1 waiting: %2</source>
        <translation>%1 人等候：%2</translation>
    </message>
</context>
<context>
    <name>Reactions</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>RenameSheet</name>
    <message>
        <source>Name of the board</source>
        <translation>白板名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>ReplayBar</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Point in time</source>
        <translation>时间点</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>慢速</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>End the replay</source>
        <translation>结束回放</translation>
    </message>
</context>
<context>
    <name>RingSheet</name>
    <message>
        <source>%1 calls this room</source>
        <translation>%1 正在呼叫本会议室</translation>
    </message>
    <message>
        <source>calls this room from %1</source>
        <translation>正在呼叫本会议室，来自 %1</translation>
    </message>
    <message>
        <source>calls this room</source>
        <translation>正在呼叫本会议室</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>接听</translation>
    </message>
</context>
<context>
    <name>RoomSection</name>
    <message>
        <source>Room name</source>
        <translation>会议室名称</translation>
    </message>
    <message>
        <source>On the glass and in the network</source>
        <translation>显示在屏幕上和网络中</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Automatic: light from 7 to 19 h</source>
        <translation>自动：7 点至 19 点为浅色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Sleep when unused</source>
        <translation>闲置时休眠</translation>
    </message>
    <message>
        <source>A cast or a call keeps the glass awake</source>
        <translation>投屏或通话时屏幕保持常亮</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 分钟</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 分钟</translation>
    </message>
    <message>
        <source>30 min</source>
        <translation>30 分钟</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>Sleep now</source>
        <translation>立即休眠</translation>
    </message>
</context>
<context>
    <name>RoomState</name>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>check in by %1</source>
        <translation>请在 %1 前签到</translation>
    </message>
    <message>
        <source>until %1 · %2</source>
        <translation>至 %1 · %2</translation>
    </message>
    <message>
        <source>for the rest of the day</source>
        <translation>今天剩余时间</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>Extend or end</source>
        <translation>延长或结束</translation>
    </message>
    <message>
        <source>Book now</source>
        <translation>立即预订</translation>
    </message>
</context>
<context>
    <name>ScheduleWords</name>
    <message>
        <source>All day</source>
        <translation>全天</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>Private meeting</source>
        <translation>私人会议</translation>
    </message>
    <message>
        <source>Meeting without a title</source>
        <translation>无标题会议</translation>
    </message>
    <message>
        <source>This meeting was cancelled.</source>
        <translation>此会议已取消。</translation>
    </message>
    <message>
        <source>The room has not accepted this meeting yet.</source>
        <translation>会议室尚未接受此会议。</translation>
    </message>
    <message>
        <source>The meeting is private: its link is kept from the room.</source>
        <translation>此会议为私人会议：会议室看不到其链接。</translation>
    </message>
    <message>
        <source>It is an online meeting, but the room&apos;s mailbox has removed the text with its link.</source>
        <translation>这是在线会议，但会议室邮箱删除了包含链接的正文。</translation>
    </message>
    <message>
        <source>Its link was rewritten by %1 and cannot be read back.</source>
        <translation>链接被 %1 改写，无法还原。</translation>
    </message>
    <message>
        <source>It has a link to %1, a service that this room does not know.</source>
        <translation>会议链接指向 %1，本会议室不认识此服务。</translation>
    </message>
    <message>
        <source>Its invitation has no link of an online meeting.</source>
        <translation>邀请中没有在线会议链接。</translation>
    </message>
    <message>
        <source>Accept it in the room&apos;s calendar, or let the mailbox accept by itself.</source>
        <translation>请在会议室日历中接受，或让邮箱自动接受。</translation>
    </message>
    <message>
        <source>Book it again without marking it private.</source>
        <translation>请重新预订，不要标为私人。</translation>
    </message>
    <message>
        <source>For the administrator: Set-CalendarProcessing with DeleteComments and DeleteSubject $false, and ProcessExternalMeetingMessages $true. Meetings that are booked already stay as they are.</source>
        <translation>管理员：用 Set-CalendarProcessing 将 DeleteComments 和 DeleteSubject 设为 $false，ProcessExternalMeetingMessages 设为 $true。已预订的会议不会改变。</translation>
    </message>
    <message>
        <source>For the administrator: exempt the room&apos;s mailbox from link protection.</source>
        <translation>管理员：请让会议室邮箱免于链接防护。</translation>
    </message>
    <message>
        <source>For the administrator: add the service to links.toml, or its host under [schedule] hosts.</source>
        <translation>管理员：请将该服务加入 links.toml，或将其主机加入 [schedule] hosts。</translation>
    </message>
    <message>
        <source>nobody has signed in to it</source>
        <translation>尚未登录</translation>
    </message>
    <message>
        <source>it refuses the room&apos;s password</source>
        <translation>会议室的密码被拒绝</translation>
    </message>
    <message>
        <source>its certificate is not trusted</source>
        <translation>其证书不受信任</translation>
    </message>
    <message>
        <source>it is not where it should be</source>
        <translation>在指定位置找不到</translation>
    </message>
    <message>
        <source>its server is busy</source>
        <translation>服务器繁忙</translation>
    </message>
    <message>
        <source>its server does not answer</source>
        <translation>服务器没有响应</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>a part of the software is missing</source>
        <translation>缺少软件组件</translation>
    </message>
    <message>
        <source>it cannot be reached</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>The room is booked.</source>
        <translation>会议室已预订。</translation>
    </message>
    <message>
        <source>The meeting ends later.</source>
        <translation>会议已延长。</translation>
    </message>
    <message>
        <source>You are checked in.</source>
        <translation>您已签到。</translation>
    </message>
    <message>
        <source>The room is free again.</source>
        <translation>会议室已空闲。</translation>
    </message>
    <message>
        <source>The room is free again, but only here: this calendar cannot be changed.</source>
        <translation>会议室已空闲，但仅在此处：无法更改该日历。</translation>
    </message>
</context>
<context>
    <name>SeatTile</name>
    <message>
        <source>Screen of %1</source>
        <translation>%1 的屏幕</translation>
    </message>
    <message>
        <source>Picture of the meeting</source>
        <translation>会议画面</translation>
    </message>
    <message>
        <source>Shared screen</source>
        <translation>共享屏幕</translation>
    </message>
    <message>
        <source>Camera of %1</source>
        <translation>%1 的摄像头</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>The picture stands still</source>
        <translation>画面已停住</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>Edit the text</source>
        <translation>编辑文字</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Size of the letters</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>层次</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>取消组合</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组合</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>SelfView</name>
    <message>
        <source>This room, as others see it</source>
        <translation>别人看到的本会议室</translation>
    </message>
    <message>
        <source>This room, camera off</source>
        <translation>本会议室，摄像头已关闭</translation>
    </message>
    <message>
        <source>This room</source>
        <translation>本会议室</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Room</source>
        <translation>会议室</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Casting</source>
        <translation>投屏</translation>
    </message>
    <message>
        <source>Guests</source>
        <translation>访客</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Meetings</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Settings and info</source>
        <translation>设置与信息</translation>
    </message>
</context>
<context>
    <name>ShapeOptions</name>
    <message>
        <source>Line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Triangle</source>
        <translation>三角形</translation>
    </message>
    <message>
        <source>Diamond</source>
        <translation>菱形</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星形</translation>
    </message>
    <message>
        <source>Fill figures</source>
        <translation>填充图形</translation>
    </message>
</context>
<context>
    <name>ShareSheet</name>
    <message>
        <source>Which cast shall the others see?</source>
        <translation>让其他人看哪个投屏？</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Sleep</name>
    <message>
        <source>Asleep. Touch to wake.</source>
        <translation>已休眠，轻触唤醒。</translation>
    </message>
</context>
<context>
    <name>SoundSection</name>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Mute the loudspeaker</source>
        <translation>扬声器静音</translation>
    </message>
    <message>
        <source>The volume is kept</source>
        <translation>保留当前音量</translation>
    </message>
    <message>
        <source>Test tone</source>
        <translation>测试音</translation>
    </message>
    <message>
        <source>One second, at this volume</source>
        <translation>以当前音量播放一秒</translation>
    </message>
    <message>
        <source>Playing…</source>
        <translation>正在播放…</translation>
    </message>
    <message>
        <source>Play test tone</source>
        <translation>播放测试音</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Whether the room hears somebody right now</source>
        <translation>会议室此刻是否听到有人说话</translation>
    </message>
    <message>
        <source>Somebody speaks</source>
        <translation>有人在说话</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>安静</translation>
    </message>
</context>
<context>
    <name>SourceChoice</name>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
</context>
<context>
    <name>StartCard</name>
    <message>
        <source>Start a meeting</source>
        <translation>发起会议</translation>
    </message>
    <message>
        <source>Others come in by a number, a link or the code on this screen, from other rooms and from any browser.</source>
        <translation>其他人可通过会议号、链接或屏幕上的代码，从其他会议室或任何浏览器加入。</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>立即开始</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Somebody speaks</source>
        <translation>有人在说话</translation>
    </message>
    <message>
        <source>In a call, muted</source>
        <translation>通话中，已静音</translation>
    </message>
    <message>
        <source>In a call</source>
        <translation>通话中</translation>
    </message>
    <message>
        <source>Virtual room</source>
        <translation>虚拟会议室</translation>
    </message>
</context>
<context>
    <name>StillSheet</name>
    <message>
        <source>Insert a picture</source>
        <translation>插入图片</translation>
    </message>
    <message>
        <source>Picture to insert</source>
        <translation>要插入的图片</translation>
    </message>
    <message>
        <source>Waiting for the picture…</source>
        <translation>正在等待画面…</translation>
    </message>
    <message>
        <source>Live again</source>
        <translation>恢复实时</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>定格</translation>
    </message>
    <message>
        <source>Onto this page</source>
        <translation>放到本页</translation>
    </message>
    <message>
        <source>As a new page</source>
        <translation>作为新页面</translation>
    </message>
</context>
<context>
    <name>StoreDot</name>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
</context>
<context>
    <name>TakeAwaySheet</name>
    <message>
        <source>Take it away</source>
        <translation>带走文件</translation>
    </message>
    <message>
        <source>Take away as…</source>
        <translation>带走格式…</translation>
    </message>
    <message>
        <source>Making the file… %1 %</source>
        <translation>正在生成文件… %1 %</translation>
    </message>
    <message>
        <source>Making the file</source>
        <translation>正在生成文件</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>TextEditor</name>
    <message>
        <source>Text of the note</source>
        <translation>便签文字</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>TileFacts</name>
    <message>
        <source>Poor network</source>
        <translation>网络不佳</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>%1 × %2, %3 fps</source>
        <translation>%1 × %2，%3 帧/秒</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>%1 kbit/s, %2 % lost</source>
        <translation>%1 kbit/s，丢包 %2 %</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
</context>
<context>
    <name>TileMenu</name>
    <message>
        <source>Unmute</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Sends no sound</source>
        <translation>没有声音</translation>
    </message>
    <message>
        <source>Live again</source>
        <translation>恢复实时</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>定格</translation>
    </message>
    <message>
        <source>Annotate</source>
        <translation>批注</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>平均排列</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Stop casting</source>
        <translation>停止投屏</translation>
    </message>
</context>
<context>
    <name>TileNotice</name>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>The connection broke. Waiting for the picture…</source>
        <translation>连接中断，正在等待画面…</translation>
    </message>
    <message>
        <source>Waiting for the picture…</source>
        <translation>正在等待画面…</translation>
    </message>
</context>
<context>
    <name>TileVerbs</name>
    <message>
        <source>Unmute %1</source>
        <translation>取消“%1”的静音</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>将“%1”静音</translation>
    </message>
    <message>
        <source>%1 live again</source>
        <translation>恢复“%1”的实时画面</translation>
    </message>
    <message>
        <source>Freeze %1</source>
        <translation>定格“%1”</translation>
    </message>
    <message>
        <source>Annotate %1</source>
        <translation>批注“%1”</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>停止“%1”</translation>
    </message>
    <message>
        <source>More about %1</source>
        <translation>关于“%1”的更多操作</translation>
    </message>
</context>
<context>
    <name>TimerFace</name>
    <message>
        <source>Time is up</source>
        <translation>时间到</translation>
    </message>
    <message>
        <source>Timer: %1</source>
        <translation>计时器：%1</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>3 min</source>
        <translation>3 分钟</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 分钟</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 分钟</translation>
    </message>
    <message>
        <source>Stopwatch</source>
        <translation>秒表</translation>
    </message>
    <message>
        <source>Hold the timer</source>
        <translation>暂停计时器</translation>
    </message>
    <message>
        <source>Start the timer</source>
        <translation>启动计时器</translation>
    </message>
    <message>
        <source>Reset the timer</source>
        <translation>重置计时器</translation>
    </message>
    <message>
        <source>Close the timer</source>
        <translation>关闭计时器</translation>
    </message>
</context>
<context>
    <name>TitleBar</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>TitleButton</name>
    <message>
        <source>Rename %1</source>
        <translation>重命名 %1</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>Pen</source>
        <translation>笔</translation>
    </message>
    <message>
        <source>Highlighter</source>
        <translation>荧光笔</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>Pointer</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>Move the board</source>
        <translation>移动白板</translation>
    </message>
    <message>
        <source>Insert a picture</source>
        <translation>插入图片</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Hide the tools</source>
        <translation>隐藏工具</translation>
    </message>
    <message>
        <source>Show the tools</source>
        <translation>显示工具</translation>
    </message>
</context>
<context>
    <name>TouchBar</name>
    <message>
        <source>%1 sees your finger</source>
        <translation>“%1”能看到您的手指</translation>
    </message>
    <message>
        <source>Show %1 something</source>
        <translation>给“%1”指一指</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>画线</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>TroubleSheet</name>
    <message>
        <source>What works from this network</source>
        <translation>此网络上的可用情况</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Addresses of this room</source>
        <translation>会议室的地址</translation>
    </message>
    <message>
        <source>Test your own device at</source>
        <translation>测试您的设备：</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
</context>
<context>
    <name>TrustHint</name>
    <message>
        <source>Your browser will warn once, as this room vouches for itself. Go on if the key&apos;s fingerprint begins with %1.</source>
        <translation>会议室使用自签证书，浏览器会警告一次。若密钥指纹以 %1 开头，即可继续。</translation>
    </message>
</context>
<context>
    <name>Veil</name>
    <message>
        <source>Reconnecting…</source>
        <translation>正在重新连接…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>The room&apos;s software does not answer yet. This usually takes a few seconds.</source>
        <translation>会议室软件尚未响应，通常几秒钟即可恢复。</translation>
    </message>
</context>
<context>
    <name>VerbBar</name>
    <message>
        <source>Guests</source>
        <translation>访客</translation>
    </message>
    <message>
        <source>Guests: %1</source>
        <translation>访客：%1</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>带走</translation>
    </message>
    <message>
        <source>All boards</source>
        <translation>所有白板</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>WallHead</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>%1 · code %2</source>
        <translation>%1 · 代码 %2</translation>
    </message>
</context>
<context>
    <name>WatchedSign</name>
    <message>
        <source>%1 watches</source>
        <translation>%1 正在观看</translation>
    </message>
    <message>
        <source>Somebody watches</source>
        <translation>有人正在观看</translation>
    </message>
    <message>
        <source>%1 watch</source>
        <translation>%1 人正在观看</translation>
    </message>
    <message>
        <source>Shows who watches this screen</source>
        <translation>显示谁在观看此屏幕</translation>
    </message>
</context>
<context>
    <name>WatchersSheet</name>
    <message>
        <source>Who watches this screen</source>
        <translation>谁在观看此屏幕</translation>
    </message>
    <message>
        <source>They see all that is on the glass and hear what the room plays.</source>
        <translation>他们能看到屏幕上的全部内容，并听到会议室播放的声音。</translation>
    </message>
    <message>
        <source>Somebody without a name</source>
        <translation>未署名的观看者</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>自 %1 起</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>停止 %1</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>全部停止</translation>
    </message>
</context>
<context>
    <name>WayRow</name>
    <message>
        <source>Works</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Take note</source>
        <translation>请注意</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>无法工作</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>WayWords</name>
    <message>
        <source>Laptop&apos;s browser</source>
        <translation>笔记本电脑的浏览器</translation>
    </message>
    <message>
        <source>Name on the network</source>
        <translation>网络名称</translation>
    </message>
    <message>
        <source>Address without https</source>
        <translation>不带 https 的地址</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Receiving pictures</source>
        <translation>接收画面</translation>
    </message>
    <message>
        <source>OBS and other programs</source>
        <translation>OBS 等程序</translation>
    </message>
    <message>
        <source>HDMI cable</source>
        <translation>HDMI 线</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>二维码</translation>
    </message>
    <message>
        <source>Open at %1.</source>
        <translation>地址为 %1。</translation>
    </message>
    <message>
        <source>Only this computer itself reaches the room.</source>
        <translation>只有这台电脑自己能连接。</translation>
    </message>
    <message>
        <source>This room has no network.</source>
        <translation>会议室没有网络。</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 没有响应。</translation>
    </message>
    <message>
        <source>Another program answers at port %1.</source>
        <translation>端口 %1 由其他程序响应。</translation>
    </message>
    <message>
        <source>This room answers to %1.</source>
        <translation>会议室的名称是 %1。</translation>
    </message>
    <message>
        <source>%1 belongs to another machine. This room is %2.</source>
        <translation>%1 属于另一台设备，此会议室使用 %2。</translation>
    </message>
    <message>
        <source>%1 belongs to another machine.</source>
        <translation>%1 属于另一台设备。</translation>
    </message>
    <message>
        <source>Nobody answers to %1: this network blocks mDNS.</source>
        <translation>没有设备响应 %1：此网络拦截 mDNS。</translation>
    </message>
    <message>
        <source>This room has not found a name yet.</source>
        <translation>会议室还没有名称。</translation>
    </message>
    <message>
        <source>This room does not announce itself.</source>
        <translation>会议室没有公布自己的名称。</translation>
    </message>
    <message>
        <source>%1 leads to the secure page.</source>
        <translation>%1 会引导到安全页面。</translation>
    </message>
    <message>
        <source>There is no page for those who leave https:// out.</source>
        <translation>省略 https:// 时没有页面。</translation>
    </message>
    <message>
        <source>Known to browsers, valid until %1.</source>
        <translation>浏览器认可，有效期至 %1。</translation>
    </message>
    <message>
        <source>Made by this room, valid until %1. Each browser warns once.</source>
        <translation>由会议室自己生成，有效期至 %1。每个浏览器会警告一次。</translation>
    </message>
    <message>
        <source>Expired on %1: browsers refuse it.</source>
        <translation>已于 %1 过期，浏览器拒绝接受。</translation>
    </message>
    <message>
        <source>Valid only until %1.</source>
        <translation>有效期只到 %1。</translation>
    </message>
    <message>
        <source>It is not for %1.</source>
        <translation>不包含 %1。</translation>
    </message>
    <message>
        <source>It could not be looked at.</source>
        <translation>未能查看。</translation>
    </message>
    <message>
        <source>Ready at UDP ports %1 to %2.</source>
        <translation>UDP 端口 %1 至 %2 已就绪。</translation>
    </message>
    <message>
        <source>Ready, but fast pictures may stutter: the buffer is small.</source>
        <translation>已就绪，但缓冲区较小，快速画面可能卡顿。</translation>
    </message>
    <message>
        <source>The media program is not running.</source>
        <translation>媒体程序没有运行。</translation>
    </message>
    <message>
        <source>This room cannot send itself a UDP packet.</source>
        <translation>会议室无法给自己发送 UDP 数据包。</translation>
    </message>
    <message>
        <source>They cast to %1.</source>
        <translation>投屏地址为 %1。</translation>
    </message>
    <message>
        <source>The glass is full.</source>
        <translation>屏幕已满。</translation>
    </message>
    <message>
        <source>Their address does not answer.</source>
        <translation>其地址没有响应。</translation>
    </message>
    <message>
        <source>iPhones, iPads and Macs find this room.</source>
        <translation>iPhone、iPad 和 Mac 可以找到此会议室。</translation>
    </message>
    <message>
        <source>It is switched off.</source>
        <translation>已关闭。</translation>
    </message>
    <message>
        <source>Its program (UxPlay) does not run as it should.</source>
        <translation>其程序（UxPlay）运行不正常。</translation>
    </message>
    <message>
        <source>Its program (UxPlay) is not installed.</source>
        <translation>未安装所需程序（UxPlay）。</translation>
    </message>
    <message>
        <source>iPhones cannot find it: avahi is not running.</source>
        <translation>iPhone 无法找到：avahi 没有运行。</translation>
    </message>
    <message>
        <source>Plugged in: %1.</source>
        <translation>已接入：%1。</translation>
    </message>
    <message>
        <source>There is no capture device for a cable.</source>
        <translation>没有可接线的采集设备。</translation>
    </message>
    <message>
        <source>On the glass. It lets one person in, then renews itself.</source>
        <translation>显示在屏幕上；每次供一人使用，之后自动更新。</translation>
    </message>
    <message>
        <source>There is none without an address.</source>
        <translation>没有地址，因此没有二维码。</translation>
    </message>
    <message>
        <source>Connect a network cable.</source>
        <translation>请连接网线。</translation>
    </message>
    <message>
        <source>Ask IT to open TCP port %1 in this room&apos;s firewall.</source>
        <translation>请让 IT 在会议室的防火墙中开放 TCP 端口 %1。</translation>
    </message>
    <message>
        <source>Ask IT to stop it, or to choose another port.</source>
        <translation>请让 IT 停止该程序，或更换端口。</translation>
    </message>
    <message>
        <source>Ask IT to rename one of the two.</source>
        <translation>请让 IT 为其中一台改名。</translation>
    </message>
    <message>
        <source>Use the address. Ask IT for another host name.</source>
        <translation>请使用地址，并让 IT 更换主机名。</translation>
    </message>
    <message>
        <source>Use the address.</source>
        <translation>请使用地址。</translation>
    </message>
    <message>
        <source>Use the address, or ask IT to switch discovery on.</source>
        <translation>请使用地址，或让 IT 打开发现功能。</translation>
    </message>
    <message>
        <source>Type https:// too.</source>
        <translation>请输入 https://。</translation>
    </message>
    <message>
        <source>Type https:// and the port too.</source>
        <translation>请输入 https:// 和端口。</translation>
    </message>
    <message>
        <source>Go on past the warning. IT can install a certificate.</source>
        <translation>请越过警告继续。IT 可以安装证书。</translation>
    </message>
    <message>
        <source>Ask IT to renew it and to check this computer&apos;s clock.</source>
        <translation>请让 IT 更新证书并检查这台电脑的时钟。</translation>
    </message>
    <message>
        <source>Ask IT to renew it.</source>
        <translation>请让 IT 更新证书。</translation>
    </message>
    <message>
        <source>Use another address, or ask IT for a certificate with this name.</source>
        <translation>请使用其他地址，或让 IT 提供包含此名称的证书。</translation>
    </message>
    <message>
        <source>Ask IT to run: sysctl -w net.core.rmem_max=%1</source>
        <translation>请让 IT 运行：sysctl -w net.core.rmem_max=%1</translation>
    </message>
    <message>
        <source>Wait a moment. If it stays away, restart the room.</source>
        <translation>请稍等。如果一直没有恢复，请重启会议室。</translation>
    </message>
    <message>
        <source>Ask IT to look at this computer&apos;s firewall.</source>
        <translation>请让 IT 检查这台电脑的防火墙。</translation>
    </message>
    <message>
        <source>Stop a cast first.</source>
        <translation>请先停止一个投屏。</translation>
    </message>
    <message>
        <source>Switch it on in the settings, under Casting.</source>
        <translation>请在设置的“投屏”中打开。</translation>
    </message>
    <message>
        <source>Use a laptop&apos;s browser, and tell IT: the room&apos;s health tells why.</source>
        <translation>请使用笔记本电脑的浏览器，并告知 IT：会议室的健康状态会说明原因。</translation>
    </message>
    <message>
        <source>Use a laptop&apos;s browser, or ask IT to install uxplay.</source>
        <translation>请使用笔记本电脑的浏览器，或让 IT 安装 uxplay。</translation>
    </message>
    <message>
        <source>Ask IT to start avahi-daemon.</source>
        <translation>请让 IT 启动 avahi-daemon。</translation>
    </message>
    <message>
        <source>Use the network, or connect an HDMI capture stick.</source>
        <translation>请使用网络，或接入 HDMI 采集棒。</translation>
    </message>
</context>
<context>
    <name>WaysIn</name>
    <message>
        <source>Whiteboard</source>
        <translation>白板</translation>
    </message>
    <message>
        <source>Draw together</source>
        <translation>一起书写</translation>
    </message>
    <message>
        <source>Continue: %1</source>
        <translation>继续：%1</translation>
    </message>
    <message>
        <source>Go on drawing</source>
        <translation>继续书写</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>投屏</translation>
    </message>
    <message>
        <source>Show your screen</source>
        <translation>投放您的屏幕</translation>
    </message>
    <message>
        <source>Meet</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Start or join a meeting</source>
        <translation>发起或加入会议</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Settings and info</source>
        <translation>设置与信息</translation>
    </message>
</context>
<context>
    <name>WebPage</name>
    <message>
        <source>Page of the meeting</source>
        <translation>会议网页</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>The room does not answer right now.</source>
        <translation>会议室暂无响应。</translation>
    </message>
    <message>
        <source>The glass may not do this.</source>
        <translation>此屏幕无权执行该操作。</translation>
    </message>
    <message>
        <source>The glass is full. Stop a cast first.</source>
        <translation>屏幕已满。请先停止一路投屏。</translation>
    </message>
    <message>
        <source>They have stopped watching already.</source>
        <translation>对方已经停止观看。</translation>
    </message>
    <message>
        <source>This cast is over already.</source>
        <translation>该投屏已结束。</translation>
    </message>
    <message>
        <source>This device is not there any more.</source>
        <translation>该设备已不存在。</translation>
    </message>
    <message>
        <source>No loudspeaker is connected.</source>
        <translation>未连接扬声器。</translation>
    </message>
    <message>
        <source>Sound and picture are restarting. Try again in a moment.</source>
        <translation>音视频正在重启，请稍后重试。</translation>
    </message>
    <message>
        <source>The room could not save this: its disk is full or locked.</source>
        <translation>无法保存：磁盘已满或被锁定。</translation>
    </message>
    <message>
        <source>This board is not there any more.</source>
        <translation>此白板已不存在。</translation>
    </message>
    <message>
        <source>No board is open.</source>
        <translation>没有打开的白板。</translation>
    </message>
    <message>
        <source>The board could not be saved: the disk is full or locked.</source>
        <translation>无法保存白板：磁盘已满或被锁定。</translation>
    </message>
    <message>
        <source>This board&apos;s file is damaged. Nothing of it was changed.</source>
        <translation>此白板的文件已损坏。未作任何更改。</translation>
    </message>
    <message>
        <source>This guest has left.</source>
        <translation>这位访客已离开。</translation>
    </message>
    <message>
        <source>This is no link of a board.</source>
        <translation>这不是白板的链接。</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation>无法读取此文件。</translation>
    </message>
    <message>
        <source>This file is too large.</source>
        <translation>此文件过大。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>The file could not be made.</source>
        <translation>无法生成文件。</translation>
    </message>
    <message>
        <source>This meeting is not in the calendar any more.</source>
        <translation>此会议已不在日历中。</translation>
    </message>
    <message>
        <source>This meeting is over or has not begun.</source>
        <translation>此会议已结束或尚未开始。</translation>
    </message>
    <message>
        <source>The room is taken by then.</source>
        <translation>届时会议室已被占用。</translation>
    </message>
    <message>
        <source>This room&apos;s calendar takes no bookings from here.</source>
        <translation>无法从此处在会议室日历中预订。</translation>
    </message>
    <message>
        <source>The calendar cannot be reached. Nothing was changed.</source>
        <translation>无法连接日历，未作任何更改。</translation>
    </message>
    <message>
        <source>This meeting is over.</source>
        <translation>会议已结束。</translation>
    </message>
    <message>
        <source>This room is in a call already. Leave it first.</source>
        <translation>本会议室已在通话中，请先离开。</translation>
    </message>
    <message>
        <source>The call is over already.</source>
        <translation>通话已经结束。</translation>
    </message>
    <message>
        <source>Only the host of the meeting may do this.</source>
        <translation>只有会议主持人可以这样做。</translation>
    </message>
    <message>
        <source>This room has not been let in yet.</source>
        <translation>本会议室尚未获准进入。</translation>
    </message>
    <message>
        <source>The host has muted this room. Raise the hand to speak.</source>
        <translation>主持人已将本会议室静音。请举手申请发言。</translation>
    </message>
    <message>
        <source>This cannot be shared into this call.</source>
        <translation>此内容无法共享到本通话。</translation>
    </message>
    <message>
        <source>They have left already.</source>
        <translation>对方已经离开。</translation>
    </message>
    <message>
        <source>Sound and picture are being connected anew. Try again in a moment.</source>
        <translation>正在重新连接音视频，请稍后重试。</translation>
    </message>
    <message>
        <source>The room&apos;s disk is too full to record.</source>
        <translation>会议室磁盘空间不足，无法录制。</translation>
    </message>
    <message>
        <source>This recording is not there any more.</source>
        <translation>该录制已不存在。</translation>
    </message>
    <message>
        <source>The room cannot write where recordings are kept. Its administrator can change that.</source>
        <translation>会议室无法写入录制文件的保存位置，请联系管理员。</translation>
    </message>
    <message>
        <source>Whoever called has hung up.</source>
        <translation>对方已挂断。</translation>
    </message>
    <message>
        <source>This recording is still on.</source>
        <translation>此录制仍在进行。</translation>
    </message>
    <message>
        <source>No film could be made of this recording.</source>
        <translation>无法用此录制生成影片。</translation>
    </message>
    <message>
        <source>That was too fast for the room. Try again in a moment.</source>
        <translation>操作过快，请稍后重试。</translation>
    </message>
    <message>
        <source>The room could not do this (%1).</source>
        <translation>会议室无法执行此操作（%1）。</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>访客</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>%1 and %2 others</source>
        <translation>%1 和另外 %2 人</translation>
    </message>
    <message>
        <source>%1 are casting</source>
        <translation>%1 正在投屏</translation>
    </message>
    <message>
        <source>A guest is casting</source>
        <translation>访客正在投屏</translation>
    </message>
    <message>
        <source>%1 is casting</source>
        <translation>%1 正在投屏</translation>
    </message>
    <message>
        <source>Declined: %1</source>
        <translation>已拒绝：%1</translation>
    </message>
    <message>
        <source>%1 asks no longer</source>
        <translation>“%1”不再请求投屏</translation>
    </message>
    <message>
        <source>The guest stopped casting</source>
        <translation>访客已停止投屏</translation>
    </message>
    <message>
        <source>%1 stopped casting</source>
        <translation>%1 已停止投屏</translation>
    </message>
    <message>
        <source>The guest&apos;s device went out of reach</source>
        <translation>与访客设备的连接已断开</translation>
    </message>
    <message>
        <source>%1&apos;s device went out of reach</source>
        <translation>与 %1 的连接已断开</translation>
    </message>
    <message>
        <source>A new cast took the place of %1</source>
        <translation>新的投屏取代了“%1”</translation>
    </message>
    <message>
        <source>Stopped: %1</source>
        <translation>已停止：%1</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>扬声器</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>显示屏</translation>
    </message>
    <message>
        <source>Camera unplugged</source>
        <translation>摄像头已拔出</translation>
    </message>
    <message>
        <source>The camera does not work</source>
        <translation>摄像头无法工作</translation>
    </message>
    <message>
        <source>Microphone unplugged</source>
        <translation>麦克风已拔出</translation>
    </message>
    <message>
        <source>The microphone does not work</source>
        <translation>麦克风无法工作</translation>
    </message>
    <message>
        <source>Loudspeaker unplugged</source>
        <translation>扬声器已拔出</translation>
    </message>
    <message>
        <source>The loudspeaker does not work</source>
        <translation>扬声器无法工作</translation>
    </message>
    <message>
        <source>Display unplugged</source>
        <translation>显示屏已拔出</translation>
    </message>
    <message>
        <source>The display does not work</source>
        <translation>显示屏无法工作</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Unplugged</source>
        <translation>已拔出</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>无法工作</translation>
    </message>
    <message>
        <source>This board is full: it can be looked at and taken away, but not drawn on. All that is on it is kept.</source>
        <translation>此白板已满：可以查看和带走，但不能再书写。白板上的内容全部保留。</translation>
    </message>
    <message>
        <source>The other room lets this one only look. Leave it to draw here again.</source>
        <translation>对方会议室只允许本会议室查看。退出共享后即可在此继续书写。</translation>
    </message>
    <message>
        <source>This board can only be looked at now.</source>
        <translation>此白板目前只能查看。</translation>
    </message>
    <message>
        <source>The room&apos;s disk is full. What is drawn stays here and is saved once there is space.</source>
        <translation>会议室的磁盘已满。所写内容保留在此，有空间后即保存。</translation>
    </message>
    <message>
        <source>The room&apos;s disk is locked. What is drawn stays here and is saved once it can be written.</source>
        <translation>会议室的磁盘被锁定。所写内容保留在此，可写入后即保存。</translation>
    </message>
    <message>
        <source>This board&apos;s file is damaged. What is left of it is shown; nothing of it was changed.</source>
        <translation>此白板的文件已损坏。此处显示其剩余内容；未作任何更改。</translation>
    </message>
    <message>
        <source>The room has closed this board to the glass.</source>
        <translation>会议室已对此屏幕关闭该白板。</translation>
    </message>
    <message>
        <source>This board&apos;s history cannot be shown.</source>
        <translation>无法显示此白板的历史。</translation>
    </message>
    <message>
        <source>Whiteboard</source>
        <translation>白板</translation>
    </message>
    <message>
        <source>Board of %1</source>
        <translation>%1 的白板</translation>
    </message>
    <message>
        <source>d MMM, HH:mm</source>
        <extracomment>Qt date format of boards</extracomment>
        <translation>M月d日 HH:mm</translation>
    </message>
    <message>
        <source>%1 KB</source>
        <translation>%1 KB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
</context>
<context>
    <name>ZoomBar</name>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Full size, now %1</source>
        <translation>原始大小，当前 %1</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
</context>
</TS>
