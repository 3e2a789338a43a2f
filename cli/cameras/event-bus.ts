import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { CameraEventEntry } from "../../protocol/camera-events/build-entries.ts";
import { AwsFailure, call, explain, PATIENCE } from "./aws-call.ts";
import type { Place } from "./place.ts";

/** Where events are put that the skill tells Alexa of. */
export interface EventBus {
  /** @throws {AwsFailure} in words for people. */
  put(entry: CameraEventEntry): Promise<void>;
  close(): void;
}

/** Reaches EventBridge, in a rehearsal or on AWS. */
export function openEventBus({ region, eventBusName, rehearsal }: Place): EventBus {
  const client = new EventBridgeClient({
    region,
    ...PATIENCE,
    ...(rehearsal && { credentials: rehearsal.credentials, endpoint: rehearsal.endpoints.events }),
  });
  const asked = {
    action: "events:PutEvents",
    region,
    ...(eventBusName !== undefined && { missing: `there is no event bus ${eventBusName} in ${region}` }),
  };
  return {
    async put(entry) {
      const Entries = [{ ...entry, ...(eventBusName !== undefined && { EventBusName: eventBusName }) }];
      const { FailedEntryCount = 0, Entries: replies } = await call(
        asked,
        client.send(new PutEventsCommand({ Entries })),
      );
      // HTTP 200 is no promise: each entry has an outcome of its own.
      if (FailedEntryCount === 0) return;
      const refusal = Object.assign(new Error(), { name: replies?.[0]?.ErrorCode ?? "" });
      throw new AwsFailure(explain(refusal, asked));
    },
    close: () => client.destroy(),
  };
}
