import { epochNow } from "./clock.ts";

/** Why a viewer's session ended. */
export type GoneReason =
  | "left"
  | "replaced"
  /** No connection came of the answer in time. */
  | "never-connected"
  /** The network path died. */
  | "connection-lost"
  | "camera-stopped";

type Happening =
  | { readonly type: "connected" }
  /** `code` is the WebSocket's close code; 0 when the connection was given up on the service's GO_AWAY. */
  | { readonly type: "disconnected"; readonly code: number }
  | { readonly type: "reconnect-failed"; readonly reason: string; readonly retryInMilliseconds: number }
  | { readonly type: "offer"; readonly clientId: string; readonly trickle: boolean }
  | { readonly type: "refused-offer"; readonly clientId?: string; readonly reason: string }
  | { readonly type: "answered"; readonly clientId: string; readonly candidates: number }
  | { readonly type: "unreadable-candidate"; readonly clientId?: string }
  | { readonly type: "viewer-connected"; readonly clientId: string }
  | { readonly type: "keyframe-requested"; readonly clientId: string }
  /** The first audio from a viewer: someone talks, or their device sends silence. */
  | { readonly type: "talk"; readonly clientId: string }
  | {
      readonly type: "viewer-gone";
      readonly clientId: string;
      readonly reason: GoneReason;
      /** Audio packets that came from the viewer. */
      readonly talkPackets: number;
    }
  /** TURN servers could not be had; the answer goes without relay candidates. */
  | { readonly type: "ice-servers-failed"; readonly reason: string }
  /** A picture went into the bucket. */
  | { readonly type: "snapshot-put"; readonly bytes: number }
  /** A picture did not; the one before is still there. */
  | { readonly type: "snapshot-failed"; readonly reason: string }
  /** The service refused a message of the camera's. */
  | { readonly type: "message-refused"; readonly reason: string };

/** What happens to a camera. Never holds a credential or an SDP. `at` is in epoch milliseconds, with fractions. */
export type CameraEvent = Happening & { readonly at: number };

/** Tells what happened; the time is added. */
export type Emit = (happening: Happening) => void;

/** Makes the function that stamps events and passes them on. A listener's own fault does not become the camera's. */
export function createEmit(onEvent: ((event: CameraEvent) => void) | undefined): Emit {
  return (happening) => {
    try {
      onEvent?.({ ...happening, at: epochNow() });
    } catch {
      // The listener belongs to the owner, who sees what it did not do.
    }
  };
}
