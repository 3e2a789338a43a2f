import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { CameraEventEntry } from "../protocol/camera-events/build-entries.ts";

/** Whom events are put to, and by whom. */
export interface EventBusAccess {
  readonly url: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Puts camera events onto an event bus, as a camera's platform does. */
export function createPutEvent({ url, region, credentials }: EventBusAccess): {
  /** @throws {Error} when the bus does not take it. */
  put(entry: CameraEventEntry): Promise<void>;
  close(): void;
} {
  const client = new EventBridgeClient({ endpoint: url, region, credentials });
  return {
    async put(entry) {
      const { Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      const refused = Entries?.[0]?.ErrorCode;
      if (refused !== undefined) throw new Error(`the event bus refused an event: ${refused}`);
    },
    close: () => client.destroy(),
  };
}
