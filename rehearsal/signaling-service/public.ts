/** What the service shows to its users, in this project and in others. */
export type { AccessKey, Credentials } from "./access/access-keys.ts";
export * from "./behaviours/index.ts";
export type { BehaviourScope } from "./behaviours/registry.ts";
export { UnreadableDataFile } from "./channels/data-directory.ts";
export { DataDirectoryInUse } from "./channels/directory-lock.ts";
export type { FrontEndErrorName, ServiceErrorName } from "./errors.ts";
export type { ServiceEvent } from "./events.ts";
export type { Fault } from "./fault.ts";
export type { SignalingService } from "./service.ts";
export type { ServiceTraffic } from "./traffic.ts";
