import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createDynamoCatalogue } from "../../../lambda/cameras/dynamo-catalogue.ts";
import { createDynamoRegistry } from "../../../lambda/cameras/dynamodb.ts";
import { createFileRegistry } from "../../../lambda/cameras/file.ts";
import type { CameraOwners, CameraRegistry } from "../../../lambda/cameras/registry.ts";
import type { CameraRecord } from "../../../protocol/camera-record.ts";
import { type DynamoTable, startDynamoTable } from "../support/dynamo-table.ts";
import { cameraRecord } from "../support/fixtures.ts";

const hall = cameraRecord({ id: "hall", owners: ["ada", "bob"], serialNumber: "S-1" });
const yard = cameraRecord({ id: "yard", owners: ["bob"], kind: "doorbell", motion: true });

let dynamo: DynamoTable;
let clock = 0;
const now = () => clock;

beforeAll(async () => {
  dynamo = await startDynamoTable();
  const catalogue = createDynamoCatalogue({ table: dynamo.table(), now });
  for (const camera of [yard, hall]) await catalogue.add(camera);
});
beforeEach(() => dynamo.calm());
afterAll(() => dynamo.stop());

const inFile = () =>
  createFileRegistry({
    read: () => JSON.stringify([hall, yard]),
    log: { info() {}, warn() {}, error() {} },
  });
const inDynamo = () => createDynamoRegistry({ table: dynamo.table(), now });

function without({ owners: _owners, ...camera }: CameraRecord) {
  return camera;
}

describe.each<[string, () => CameraRegistry & CameraOwners]>([
  ["cameras.json", inFile],
  ["DynamoDB", inDynamo],
])("the registry in %s", (_form, make) => {
  it("gives each user their own cameras and nobody else's", async () => {
    const registry = make();
    expect(await registry.camerasOf("ada")).toMatchObject([without(hall)]);
    expect(await registry.camerasOf("bob")).toMatchObject([without(hall), without(yard)]);
    expect(await registry.camerasOf("eve")).toEqual([]);
  });

  it("finds a camera by an owner, and by nobody else", async () => {
    const registry = make();
    expect(await registry.cameraOf("ada", "hall")).toMatchObject(without(hall));
    expect(await registry.cameraOf("bob", "hall")).toMatchObject(without(hall));
    expect(await registry.cameraOf("ada", "yard")).toBeUndefined();
    expect(await registry.cameraOf("eve", "hall")).toBeUndefined();
    expect(await registry.cameraOf("ada", "attic")).toBeUndefined();
  });

  it("knows whose a camera is, for its own events", async () => {
    const registry = make();
    expect(await registry.recordOf("hall")).toEqual(hall);
    expect(await registry.recordOf("yard")).toEqual(yard);
    expect(await registry.recordOf("attic")).toBeUndefined();
  });

  it.each([
    ["is empty", ""],
    ["has other signs", "a/b"],
    ["is too long", "x".repeat(257)],
  ])("has no camera whose id %s", async (_how, id) => {
    const registry = make();
    expect(await registry.cameraOf("ada", id)).toBeUndefined();
    expect(await registry.recordOf(id)).toBeUndefined();
  });
});

describe("the registry in DynamoDB", () => {
  it("gives a user's cameras by one query, and says of each whether there is a picture", async () => {
    const registry = inDynamo();
    expect(await registry.camerasOf("bob")).toEqual([
      { ...without(hall), pictured: false },
      { ...without(yard), pictured: false },
    ]);
    await registry.camerasOf("bob");
    expect(dynamo.calls).toEqual(["Query", "Query"]);
  });

  it("reads a user's camera once a minute", async () => {
    const registry = inDynamo();
    const catalogue = createDynamoCatalogue({ table: dynamo.table(), now });
    await registry.cameraOf("bob", "yard");
    await catalogue.change("yard", { name: "Garden" });
    dynamo.calls.length = 0;
    clock += 59_999;
    expect(await registry.cameraOf("bob", "yard")).toMatchObject({ name: yard.name });
    expect(dynamo.calls).toEqual([]);
    clock += 1;
    expect(await registry.cameraOf("bob", "yard")).toMatchObject({ name: "Garden" });
    expect(dynamo.calls).toEqual(["GetItem"]);
    await catalogue.change("yard", { name: yard.name });
  });

  it("remembers for each user apart, and not that somebody has no camera", async () => {
    const registry = inDynamo();
    const catalogue = createDynamoCatalogue({ table: dynamo.table(), now });
    await registry.cameraOf("bob", "yard");
    expect(await registry.cameraOf("ada", "yard")).toBeUndefined();
    await catalogue.share("yard", "ada");
    expect(await registry.cameraOf("ada", "yard")).toMatchObject({ id: "yard" });
    await catalogue.unshare("yard", "ada");
    expect(await inDynamo().cameraOf("ada", "yard")).toBeUndefined();
  });

  it("asks again for more cameras than one page of a query holds", async () => {
    const ids = ["c-1", "c-2", "c-3", "c-4", "c-5"];
    const padding = "x".repeat(300_000);
    for (const id of ids) {
      await dynamo.table().put({ ...userItem("fleet", { ...without(hall), id }), padding });
    }
    dynamo.calls.length = 0;
    const cameras = await inDynamo().camerasOf("fleet");
    expect(cameras.map(({ id }) => id)).toEqual(ids);
    expect(dynamo.calls).toEqual(["Query", "Query"]);
  });

  it.each([
    ["a field is wrong", { ...without(hall), id: "shed", name: 7 }, "name"],
    ["one is missing", { ...without(hall), id: "shed", channelArn: undefined }, "channelArn"],
    ["it is no object", "shed", ""],
  ])("fails for an item that is no camera, and names what is wrong: %s", async (_what, camera, field) => {
    await dynamo.table().put({ ...userItem("eve", { id: "shed" }), camera: JSON.stringify(camera) });
    const failure = failureOf("shed", field);
    await expect(inDynamo().camerasOf("eve")).rejects.toMatchObject(failure);
    await expect(inDynamo().cameraOf("eve", "shed")).rejects.toMatchObject(failure);
  });

  it.each([
    ["its camera is no JSON", { camera: "{" }, ""],
    ["its camera is no text", { camera: without(hall) }, "camera"],
    ["it has no version", { version: "1" }, "version"],
  ])("fails for an item of another form: %s", async (_what, change, field) => {
    await dynamo.table().put({ ...userItem("eve", { ...without(hall), id: "shed" }), ...change });
    await expect(inDynamo().cameraOf("eve", "shed")).rejects.toMatchObject(failureOf("shed", field));
  });

  it("fails for a record that is none, and names the field", async () => {
    await dynamo.table().put({ pk: "camera#shed", sk: "-", version: 1, settled: "yes" });
    await expect(inDynamo().recordOf("shed")).rejects.toMatchObject(failureOf("shed", "settled"));
    await dynamo.table().put({ pk: "camera#shed", sk: "-", version: 1, settled: true, record: { ...hall, owners: 1 } });
    await expect(inDynamo().recordOf("shed")).rejects.toMatchObject(failureOf("shed", "record.owners"));
  });

  it("takes an item that has more than it knows", async () => {
    const camera = { ...without(hall), id: "loft" };
    await dynamo.table().put({ ...userItem("zoe", { ...camera, colour: "red" }), later: true });
    expect(await inDynamo().camerasOf("zoe")).toEqual([{ ...camera, pictured: false }]);
  });
});

/** A user's item as it is in the table. */
function userItem(userId: string, camera: { readonly id: string; readonly [field: string]: unknown }) {
  return { pk: `cameras-of#${userId}`, sk: camera.id, version: 1, camera: JSON.stringify(camera) };
}

function failureOf(id: string, field: string) {
  const what = field === "" ? `camera ${id}` : `camera ${id}: ${field}`;
  return { code: "registry-unreachable", sentence: expect.stringContaining(`(the table's item of ${what})`) };
}
