import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { cameraEventTypes } from "../../../protocol/camera-events/details.ts";
import { cameraEventEntrySchema } from "../../../protocol/camera-events/entry.ts";
import { parseEvent } from "../../../protocol/camera-events/parse-event.ts";

const page = readFileSync(new URL("../../../docs/camera-events.md", import.meta.url), "utf8");
const [entries, event, policy] = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = ""]) => JSON.parse(json));
const rows = [...page.matchAll(/^\| `([A-Z][A-Za-z ]+)` \| `(\{.+?\})` \|/gm)].map(([, type, detail]) => ({
  type,
  detail,
}));

describe("docs/camera-events.md", () => {
  it("shows what a camera puts", () => {
    expect(z.safeParse(z.array(cameraEventEntrySchema), entries).success).toBe(true);
  });

  it("shows what the function gets of it", () => {
    expect(parseEvent(event)).toMatchObject({ outcome: "camera", cameraId: "front-door" });
    expect(event).toMatchObject({
      source: entries[0].Source,
      "detail-type": entries[0].DetailType,
      detail: JSON.parse(entries[0].Detail),
    });
  });

  it("has one row for each type of event, with a detail that holds", () => {
    expect(rows.map(({ type }) => type)).toEqual(cameraEventTypes);
    for (const { type: DetailType, detail: Detail } of rows) {
      expect(z.safeParse(cameraEventEntrySchema, { Source: "camera.front-door", DetailType, Detail }).success).toBe(
        true,
      );
    }
  });

  it("limits a camera to its own source", () => {
    const [{ Action, Condition }] = policy.Statement;
    expect(Action).toBe("events:PutEvents");
    expect(Condition["ForAllValues:StringEquals"]["events:source"]).toBe(entries[0].Source);
    // For all of no values it would hold too.
    expect(Condition.Null["events:source"]).toBe("false");
  });
});
