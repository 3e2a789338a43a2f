import type { CameraEvent } from "../../camera/index.ts";
import { dim, red, yellow } from "../style.ts";

const reasons = {
  left: "left",
  replaced: "offered anew",
  "never-connected": "never connected",
  "connection-lost": "lost its connection",
  "camera-stopped": "was left: the camera stops",
} as const;

/** One readable line for what happened to a camera; undefined for what only its maker wants to know. */
export function describeCameraEvent(event: CameraEvent): string | undefined {
  const said = sentence(event);
  return said === undefined ? undefined : `${dim(new Date(event.at).toTimeString().slice(0, 8))}  ${said}`;
}

function sentence(event: CameraEvent): string | undefined {
  switch (event.type) {
    case "connected":
      return "connected";
    case "disconnected":
      return yellow("the connection has ended");
    case "reconnect-failed":
      return red(`cannot connect again: ${event.reason}`);
    case "offer":
      return `offer of ${event.clientId}${event.trickle ? ", which takes candidates later" : ""}`;
    case "refused-offer":
      return red(`offer refused: ${event.reason}`);
    case "answered":
      return `answer to ${event.clientId}, with ${event.candidates} candidate${event.candidates === 1 ? "" : "s"}`;
    case "viewer-connected":
      return `viewer ${event.clientId} is watching`;
    case "talk":
      return `viewer ${event.clientId} sends sound`;
    case "viewer-gone":
      return `viewer ${event.clientId} ${reasons[event.reason]}`;
    case "ice-servers-failed":
      return yellow(`no TURN servers: ${event.reason}`);
    case "message-refused":
      return red(`the service refused a message: ${event.reason}`);
    default:
      return undefined;
  }
}
