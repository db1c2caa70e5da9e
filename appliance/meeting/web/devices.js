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

  const kinds = {
    audioinput: { label: wanted.microphone, lent: wanted.microphone_lent },
    videoinput: { label: wanted.camera, lent: wanted.camera_lent },
  };
  const processed = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

  const enumerate = MediaDevices.prototype.enumerateDevices;
  const ours = (found, kind) => {
    const { label } = kinds[kind];
    const same = found.filter((each) => each.kind === kind && each.label.includes(label));
    return same.find((each) => each.label === label) ?? same[0];
  };

  // what is lent is all that the page finds; while it may not see names it is told what there is, and gets ours anyway
  MediaDevices.prototype.enumerateDevices = async function () {
    const found = await enumerate.call(this);
    return found.filter((each) => {
      const own = kinds[each.kind]?.lent && ours(found, each.kind);
      return !own || each === own;
    });
  };

  const choose = async (kind, constraint) => {
    const { label, lent } = kinds[kind];
    if (!constraint || !label) return constraint;
    const given = constraint === true ? {} : constraint;
    const exact = given.deviceId?.exact ?? given.deviceId;
    if (!lent && exact && exact !== "default") return constraint;
    const found = ours(await enumerate.call(media), kind);
    if (!found) return constraint;
    if (!lent) return { ...given, deviceId: { ideal: found.deviceId } };
    const { groupId: _group, ...rest } = given;
    return { ...rest, ...(kind === "audioinput" ? processed : {}), deviceId: { exact: found.deviceId } };
  };

  const applyConstraints = MediaStreamTrack.prototype.applyConstraints;
  MediaStreamTrack.prototype.applyConstraints = async function (constraints) {
    const isLent = asked.has(this) && this.kind === "audio" && wanted.microphone_lent;
    return applyConstraints.call(this, isLent ? { ...constraints, ...processed } : constraints);
  };

  const getUserMedia = media.getUserMedia;
  MediaDevices.prototype.getUserMedia = async function (constraints) {
    const asks = { ...constraints };
    asks.audio = await choose("audioinput", asks.audio);
    asks.video = await choose("videoinput", asks.video);
    const stream = await getUserMedia.call(this, asks);
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
