import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { createDynamoRegistry } from "../../../lambda/cameras/dynamodb.ts";
import { discoverResponseSchema } from "../../../protocol/alexa/discover-response.ts";
import type { CameraRecord } from "../../../protocol/camera-record.ts";
import { type DynamoTable, startDynamoTable } from "../support/dynamo-table.ts";
import { cameraRecord, directiveFixture } from "../support/fixtures.ts";
import { createPlainSkill, warm } from "../support/plain-skill.ts";

let dynamo: DynamoTable;

beforeAll(async () => {
  dynamo = await startDynamoTable();
  // The last one first: which ones are named does not go by age.
  await Promise.all(Array.from({ length: 300 }, (_, index) => own(300 - index)));
});
beforeEach(() => dynamo.calm());
afterAll(() => dynamo.stop());

const idOf = (index: number) => `camera-${String(index).padStart(3, "0")}`;

async function own(index: number): Promise<void> {
  const { owners: _owners, ...camera }: CameraRecord = cameraRecord({ id: idOf(index), name: `Camera ${index}` });
  await dynamo.table().put({ pk: "cameras-of#fleet", sk: camera.id, version: 1, camera: JSON.stringify(camera) });
}

/** Discovers the fleet; Alexa's schema takes the response. */
async function discover() {
  const registry = createDynamoRegistry({ table: dynamo.table(), now: Date.now });
  const { skill, lines } = createPlainSkill({ registry, accounts: { userIdOf: async () => "fleet" } });
  const response = z.parse(discoverResponseSchema, await skill(directiveFixture("discover.linked-user"), warm));
  return { ids: response.event.payload.endpoints.map(({ endpointId }) => endpointId), lines };
}

const all = Array.from({ length: 300 }, (_, index) => idOf(index + 1));

describe("discovery of a fleet", () => {
  it("names 300 cameras with one query", async () => {
    const { ids, lines } = await discover();
    expect(ids).toEqual(all);
    expect(dynamo.calls).toEqual(["Query"]);
    expect(lines).toEqual([]);
  });

  it("names the same 300 of 301, and says which one is the first without a place", async () => {
    await own(0);
    const { ids, lines } = await discover();
    expect(ids).toEqual([idOf(0), ...all.slice(0, 299)]);
    expect(lines).toEqual([
      {
        level: "warn",
        message: expect.stringContaining("more cameras than Alexa takes"),
        fields: { cameras: 301, discovered: 300, firstUndiscovered: "camera-300" },
      },
    ]);
  });
});
