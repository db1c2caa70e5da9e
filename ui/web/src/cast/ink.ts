// Draws traces over a video's picture, which may be smaller than its box.

import type { Traces } from "./traces";

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where a picture lies in a box that contains it whole. */
export function fitted(boxWidth: number, boxHeight: number, width: number, height: number): Box {
  if (!width || !height) return { left: 0, top: 0, width: boxWidth, height: boxHeight };
  const scale = Math.min(boxWidth / width, boxHeight / height);
  const [shownWidth, shownHeight] = [width * scale, height * scale];
  return { left: (boxWidth - shownWidth) / 2, top: (boxHeight - shownHeight) / 2, width: shownWidth, height: shownHeight };
}

/** Draw everything that is to be seen now; true while there is something. */
export function paint(canvas: HTMLCanvasElement, video: HTMLVideoElement, traces: Traces, nowMs: number): boolean {
  const density = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  const { clientWidth, clientHeight } = canvas;
  const pen = canvas.getContext("2d");
  if (!pen || !clientWidth) return false;
  canvas.width = Math.round(clientWidth * density);
  canvas.height = Math.round(clientHeight * density);
  pen.scale(density, density);
  const box = fitted(clientWidth, clientHeight, video.videoWidth, video.videoHeight);
  const at = (x: number, y: number): [number, number] => [box.left + x * box.width, box.top + y * box.height];
  const lines = traces.lines(nowMs);
  const dots = traces.dots(nowMs);
  const thickness = Math.max(3, box.width / 160);
  Object.assign(pen, { lineCap: "round", lineJoin: "round", lineWidth: thickness });
  for (const { colour, points, opacity } of lines) {
    pen.globalAlpha = Math.max(0, opacity);
    pen.strokeStyle = colour;
    pen.beginPath();
    // a tap becomes a dot: lines of no length are not drawn
    if (points.length === 1) pen.arc(...at(...(points[0] ?? [0, 0])), 0.1, 0, Math.PI * 2);
    else for (const [x, y] of points) pen.lineTo(...at(x, y));
    pen.stroke();
  }
  pen.globalAlpha = 1;
  for (const { x, y, colour } of dots) {
    pen.beginPath();
    pen.arc(...at(x, y), thickness * 1.8, 0, Math.PI * 2);
    Object.assign(pen, { fillStyle: colour, strokeStyle: "#ffffff", lineWidth: 2 });
    pen.fill();
    pen.stroke();
  }
  return lines.length + dots.length > 0;
}
