/** A stand-in for Kinesis Video Streams' WebRTC signaling on this machine; see `startSignalingService`. */

export { UNKNOWN_OPERATION_BODY } from "./http/unknown-operation.ts";
export type { SignalingServiceOptions } from "./options.ts";
export * from "./public.ts";
export { startSignalingService } from "./service.ts";
