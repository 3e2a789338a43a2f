declare module "dynalite" {
  import type { Server } from "node:http";

  /** Makes a DynamoDB in memory; it listens nowhere as long as nobody makes it. Times are in milliseconds. */
  export default function dynalite(options?: {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
  }): Server;
}
