/** A stand-in for Kinesis Video Streams' WebRTC signaling on this machine; see `startSignalingService`. */

export type { AccessKey, Credentials } from "./access/access-keys.ts";
export * from "./behaviours/index.ts";
export type { BehaviourScope } from "./behaviours/registry.ts";
export { UnreadableDataFile } from "./channels/data-directory.ts";
export { DataDirectoryInUse } from "./channels/directory-lock.ts";
export type { ServiceErrorName } from "./errors.ts";
export type { ServiceEvent } from "./events.ts";
export type { Fault } from "./fault.ts";
export { UNKNOWN_OPERATION_BODY } from "./http/unknown-operation.ts";
export type { SignalingServiceOptions } from "./options.ts";
export { type SignalingService, startSignalingService } from "./service.ts";
export type { ServiceTraffic } from "./traffic.ts";
