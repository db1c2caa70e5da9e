// Runs before the page's own scripts: the room's microphone and camera are what the page gets, and the room can take
// their sound and picture away whatever the page does with the tracks.
((door, wanted, off) => {
  const media = navigator.mediaDevices;
  if (!media?.getUserMedia || door in globalThis) return;
  const tracks = new Set();
  const enabled = Object.getOwnPropertyDescriptor(MediaStreamTrack.prototype, "enabled");
  const asked = new WeakMap();

  const apply = (track) => enabled.set.call(track, asked.get(track) && !off[track.kind]);

  const adopt = (track) => {
    asked.set(track, enabled.get.call(track));
    tracks.add(track);
    apply(track);
    return track;
  };

  Object.defineProperty(MediaStreamTrack.prototype, "enabled", {
    ...enabled,
    get() { return asked.get(this) ?? enabled.get.call(this); },
    set(value) {
      if (!asked.has(this)) return enabled.set.call(this, value);
      asked.set(this, !!value);
      apply(this);
    },
  });

  const clone = MediaStreamTrack.prototype.clone;
  MediaStreamTrack.prototype.clone = function () {
    const copy = clone.call(this);
    if (!asked.has(this)) return copy;
    adopt(copy);
    asked.set(copy, asked.get(this));
    apply(copy);
    return copy;
  };

  const cloneStream = MediaStream.prototype.clone;
  MediaStream.prototype.clone = function () {
    const own = this.getTracks().some((track) => asked.has(track));
    return own ? new MediaStream(this.getTracks().map((track) => track.clone())) : cloneStream.call(this);
  };

  const choose = async (kind, label, constraint) => {
    if (!constraint || !label) return constraint;
    const given = constraint === true ? {} : constraint;
    const exact = given.deviceId?.exact ?? given.deviceId;
    if (exact && exact !== "default") return constraint;
    const found = (await media.enumerateDevices()).find((each) => each.kind === kind && each.label.includes(label));
    return found ? { ...given, deviceId: { ideal: found.deviceId } } : constraint;
  };

  const getUserMedia = media.getUserMedia;
  MediaDevices.prototype.getUserMedia = async function (constraints) {
    const ours = { ...constraints };
    ours.audio = await choose("audioinput", wanted.microphone, ours.audio);
    ours.video = await choose("videoinput", wanted.camera, ours.video);
    const stream = await getUserMedia.call(this, ours);
    stream.getTracks().forEach(adopt);
    return stream;
  };

  const lines = new Set();
  globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
    construct(target, given, self) {
      const line = Reflect.construct(target, given, self);
      lines.add(new WeakRef(line));
      return line;
    },
  });

  Object.defineProperty(globalThis, door, {
    value: (kind, isOff) => {
      if (kind === "lines") return [...lines].filter((each) => each.deref()?.connectionState === "connected").length;
      off[kind] = isOff;
      tracks.forEach(apply);
      return [...tracks].filter((track) => track.kind === kind && track.readyState === "live").length;
    },
  });
})
