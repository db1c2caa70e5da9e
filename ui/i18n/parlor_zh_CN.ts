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
    <name>AddressStep</name>
    <message>
        <source>1. Open this address in your laptop&apos;s browser</source>
        <translation>1. 在笔记本电脑的浏览器中打开此地址</translation>
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
        <source>The room is free. Come in.</source>
        <translation>会议室空闲，欢迎使用。</translation>
    </message>
    <message>
        <source>Today&apos;s meetings appear here once this room has one.</source>
        <translation>连接日历后，今天的会议会显示在这里。</translation>
    </message>
</context>
<context>
    <name>AgendaRow</name>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>In %1 min</source>
        <translation>%1 分钟后</translation>
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
    <name>CastBar</name>
    <message>
        <source>A guest is casting</source>
        <translation>访客正在投屏</translation>
    </message>
    <message>
        <source>%1 is casting</source>
        <translation>%1 正在投屏</translation>
    </message>
    <message>
        <source>%1 · with sound</source>
        <translation>%1 · 含声音</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
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
    <name>Instructions</name>
    <message>
        <source>Cast</source>
        <translation>投屏</translation>
    </message>
    <message>
        <source>3. Choose what to show. It appears here at once.</source>
        <translation>3. 选择要展示的内容，画面会立即显示在这里。</translation>
    </message>
</context>
<context>
    <name>JoinCode</name>
    <message>
        <source>QR code with the address and the code</source>
        <translation>包含地址和代码的二维码</translation>
    </message>
</context>
<context>
    <name>LaterPage</name>
    <message>
        <source>Cast instead</source>
        <translation>改用投屏</translation>
    </message>
</context>
<context>
    <name>LiveCast</name>
    <message>
        <source>Picture of the cast</source>
        <translation>投屏画面</translation>
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
    <name>MeetPage</name>
    <message>
        <source>Meet</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Meetings are not in this version</source>
        <translation>此版本尚无会议功能</translation>
    </message>
    <message>
        <source>They will connect this room with other rooms and people. Until then, join from a laptop and cast it here.</source>
        <translation>今后可在此与其他会议室和人员通话。目前请在笔记本电脑上入会，再投屏到这里。</translation>
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
    <name>PageHeader</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
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
        <source>A cast keeps the glass awake</source>
        <translation>投屏期间不会休眠</translation>
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
        <source>Settings and info</source>
        <translation>设置与信息</translation>
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
    <name>StatusStrip</name>
    <message>
        <source>Somebody speaks</source>
        <translation>有人在说话</translation>
    </message>
    <message>
        <source>Virtual room</source>
        <translation>虚拟会议室</translation>
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
        <source>Talk to other rooms</source>
        <translation>与其他会议室通话</translation>
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
    <name>WhiteboardPage</name>
    <message>
        <source>Whiteboard</source>
        <translation>白板</translation>
    </message>
    <message>
        <source>The whiteboard is not in this version</source>
        <translation>此版本尚无白板功能</translation>
    </message>
    <message>
        <source>It will be a page for everybody&apos;s fingers and pens, here and on your own devices. Until then, cast a drawing program from a laptop.</source>
        <translation>今后可在这里和您自己的设备上用手指或触控笔一起书写。目前请从笔记本电脑投放绘图软件。</translation>
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
        <source>This cast is over already.</source>
        <translation>该投屏已结束。</translation>
    </message>
    <message>
        <source>Somebody else is casting.</source>
        <translation>其他人正在投屏。</translation>
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
        <source>That was too fast for the room. Try again in a moment.</source>
        <translation>操作过快，请稍后重试。</translation>
    </message>
    <message>
        <source>The room could not do this (%1).</source>
        <translation>会议室无法执行此操作（%1）。</translation>
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
        <source>Cast stopped</source>
        <translation>投屏已停止</translation>
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
</context>
</TS>
