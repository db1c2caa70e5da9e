import { useEffect, useRef } from "preact/hooks";

interface Props {
  track: MediaStreamTrack;
  label: string;
  isMirrored?: boolean;
  isWhole?: boolean;
}

/** A track's picture, without sound. */
export function Picture({ track, label, isMirrored = false, isWhole = false }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const shown = video.current;
    if (!shown) return;
    shown.srcObject = new MediaStream([track]);
    shown.play().catch(() => undefined);
    return () => {
      shown.srcObject = null;
    };
  }, [track]);
  const looks = ["picture", isMirrored ? "mirrored" : "", isWhole ? "whole" : ""].filter(Boolean).join(" ");
  return <video ref={video} class={looks} muted autoplay playsInline disablePictureInPicture aria-label={label} />;
}
