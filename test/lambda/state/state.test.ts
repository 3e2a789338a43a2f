import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import * as z from "zod/mini";
import { createDynamoState } from "../../../lambda/dynamodb/state.ts";
import { createMemoryState } from "../../../lambda/state/memory.ts";
import { createPresence, presenceKind } from "../../../lambda/state/presence.ts";
import type { State, StoreKind } from "../../../lambda/state/store.ts";
import { createViewerMarks, viewerMarkKind } from "../../../lambda/state/viewer-marks.ts";
import { type DynamoTable, startDynamoTable } from "../support/dynamo-table.ts";

interface Note {
  readonly text: string;
  readonly by?: string;
  readonly until?: number;
}

const schema = z.object({ text: z.string(), by: z.optional(z.string()), until: z.optional(z.number()) });
const lasting: StoreKind<Note> = { kind: "grant", schema };
const ageing: StoreKind<Note> = { kind: "delivery", expiresAt: ({ until = 0 }) => until };

let dynamo: DynamoTable;
let clock = 1_000_500;
const now = () => clock;
const warn = jest.fn();
/** Whom an entry is of; each test has their own. */
let of = "";
let users = 0;

beforeAll(async () => {
  dynamo = await startDynamoTable();
});
beforeEach(() => {
  dynamo.calm();
  warn.mockClear();
  clock = 1_000_500;
  users += 1;
  of = `amzn1.account.${users}`;
});
afterAll(() => dynamo.stop());

const dynamoState = () =>
  createDynamoState({ table: dynamo.table("state-unreachable"), log: { info() {}, warn, error() {} }, now });

describe.each<[string, () => State]>([
  ["memory", () => createMemoryState(now)],
  ["DynamoDB", dynamoState],
])("state in %s", (_form, make) => {
  it("has nothing at first, and then what was written last", async () => {
    const store = make().store(lasting);
    expect(await store.read(of)).toBeUndefined();
    expect(await store.hold(of)).toBeUndefined();
    expect(await store.readAll(of)).toEqual([]);
    await store.write(of, { text: "one", by: "ada" });
    await store.write(of, { text: "two" });
    expect(await store.read(of)).toEqual({ text: "two" });
    expect(await store.hold(of)).toEqual({ entry: { text: "two" }, version: expect.any(Number) });
  });

  it("gives all parts of one, and nothing of another or of another kind", async () => {
    const state = make();
    const store = state.store(lasting);
    await store.write(of, { text: "in Europe" }, "EU");
    await store.write(of, { text: "in America" }, "NA");
    await store.write(of, { text: "whole" });
    await store.write(`${of}0`, { text: "another's" }, "EU");
    await state.store(ageing).write(of, { text: "other kind", until: clock + 1 }, "EU");
    const all = await store.readAll(of);
    const version = expect.any(Number);
    expect(all).toHaveLength(3);
    expect(all).toContainEqual({ part: "EU", entry: { text: "in Europe" }, version });
    expect(all).toContainEqual({ part: "NA", entry: { text: "in America" }, version });
    expect(all).toContainEqual({ part: "", entry: { text: "whole" }, version });
    expect(await store.read(of, "EU")).toEqual({ text: "in Europe" });
    expect(await store.read(of, "FE")).toBeUndefined();
  });

  it("replaces only what nobody has written since", async () => {
    const store = make().store(lasting);
    await store.write(of, { text: "one" });
    const version = (await store.hold(of))?.version;
    expect(await store.replace(of, version, { text: "two" })).toBe(true);
    expect(await store.replace(of, version, { text: "three" })).toBe(false);
    expect(await store.read(of)).toEqual({ text: "two" });
    expect(await store.replace(of, undefined, { text: "four" })).toBe(false);
    expect(await store.replace(of, undefined, { text: "five" }, "EU")).toBe(true);
    expect(await store.read(of, "EU")).toEqual({ text: "five" });
    expect(await store.replace(of, version, { text: "six" }, "NA")).toBe(false);
  });

  it("takes an entry that was removed and made anew for another one", async () => {
    const store = make().store(lasting);
    await store.write(of, { text: "one" });
    const version = (await store.hold(of))?.version;
    await store.remove(of);
    await store.write(of, { text: "one" });
    expect(await store.replace(of, version, { text: "two" })).toBe(false);
    expect(await store.remove(of, { ...(version !== undefined && { version }) })).toBe(false);
  });

  it.each([
    ["the same version", true],
    ["nothing", false],
  ])("lets one of many succeed that write over %s at once", async (_what, there) => {
    const store = make().store(lasting);
    if (there) await store.write(of, { text: "before" });
    const version = (await store.hold(of))?.version;
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => store.replace(of, version, { text: `writer ${index}` })),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await store.read(of)).toEqual({ text: `writer ${outcomes.indexOf(true)}` });
  });

  it("removes what is there, by its version where one is given", async () => {
    const store = make().store(lasting);
    expect(await store.remove(of)).toBe(false);
    await store.write(of, { text: "one" });
    await store.write(of, { text: "two" }, "EU");
    const version = (await store.hold(of))?.version ?? 0;
    expect(await store.remove(of, { version: version + 1 })).toBe(false);
    expect(await store.remove(of, { part: "NA" })).toBe(false);
    expect(await store.remove(of, { version })).toBe(true);
    expect(await store.read(of)).toBeUndefined();
    expect(await store.remove(of, { part: "EU" })).toBe(true);
    expect(await store.readAll(of)).toEqual([]);
  });

  it("has nothing any more of what has ended, to the millisecond", async () => {
    const store = make().store(ageing);
    const note = { text: "soon over", until: clock + 100 };
    await store.write(of, note);
    const version = (await store.hold(of))?.version;
    clock += 99;
    expect(await store.read(of)).toEqual(note);
    clock += 1;
    expect(await store.read(of)).toBeUndefined();
    expect(await store.hold(of)).toBeUndefined();
    expect(await store.readAll(of)).toEqual([]);
    expect(await store.replace(of, version, note)).toBe(false);
    expect(await store.remove(of)).toBe(false);
  });

  it("lets what has ended be written over as if it were not there", async () => {
    const store = make().store(ageing);
    await store.write(of, { text: "a lock", until: clock + 100 });
    expect(await store.replace(of, undefined, { text: "mine", until: clock + 900 })).toBe(false);
    clock += 100;
    expect(await store.replace(of, undefined, { text: "mine", until: clock + 900 })).toBe(true);
    expect(await store.read(of)).toEqual({ text: "mine", until: clock + 900 });
  });

  it("keeps an entry as it was, whatever becomes of what it was written from", async () => {
    const store = make().store<{ texts: string[] }>({ kind: "grant" });
    const entry = { texts: ["one"] };
    await store.write(of, entry);
    entry.texts.push("two");
    expect(await store.read(of)).toEqual({ texts: ["one"] });
  });

  it("is the same for all who ask", async () => {
    const state = make();
    await state.store(lasting).write(of, { text: "one" });
    expect(await state.store(lasting).read(of)).toEqual({ text: "one" });
  });

  it("keeps presence", async () => {
    const presence = createPresence(make().store(presenceKind), now);
    expect(await presence.connectivityOf(of)).toBe("OK");
    await presence.report(of, "UNREACHABLE");
    expect(await presence.connectivityOf(of)).toBe("UNREACHABLE");
    await presence.report(of, "OK");
    expect(await presence.connectivityOf(of)).toBe("OK");
  });

  it("keeps the marks of cameras that answer as viewer only, for a day", async () => {
    const marks = createViewerMarks(make().store(viewerMarkKind), now);
    await marks.mark(of, "no answer came in 2.0 s");
    expect(await marks.markOf(of)).toMatchObject({ because: "no answer came in 2.0 s" });
    clock += 24 * 60 * 60 * 1_000;
    expect(await marks.markOf(of)).toBeUndefined();
  });
});

describe("state in DynamoDB", () => {
  const key = () => ({ pk: `grant#${of}`, sk: "-" });

  it("tells DynamoDB when an entry may be deleted, in epoch seconds", async () => {
    await dynamoState().store(ageing).write(of, { text: "soon over", until: 1_000_501 });
    expect(await dynamo.table().get({ pk: `delivery#${of}`, sk: "-" })).toMatchObject({ expires: 1_001 });
    await dynamoState().store(lasting).write(of, { text: "stays" });
    expect(await dynamo.table().get(key())).not.toHaveProperty("expires");
  });

  it.each([
    ["an item without a version", { entry: { text: "x" } }],
    ["an item without an entry", { version: 1 }],
    ["an entry with a wrong field", { version: 1, entry: { text: 1 } }],
  ])("takes %s for missing, says so, and lets it be written over", async (_what, item) => {
    const store = dynamoState().store(lasting);
    await dynamo.table().put({ ...key(), ...item });
    expect(await store.read(of)).toBeUndefined();
    expect(await store.readAll(of)).toEqual([]);
    expect(warn.mock.calls).toEqual([
      ["an entry of the table cannot be read and counts as missing", { kind: "grant" }],
      ["an entry of the table cannot be read and counts as missing", { kind: "grant" }],
    ]);
    expect(await store.replace(of, undefined, { text: "readable" })).toBe(true);
    expect(await store.read(of)).toEqual({ text: "readable" });
  });

  it("knows its own write again whose reply was lost", async () => {
    const store = dynamoState().store(lasting);
    dynamo.loseNextReply("PutItem");
    expect(await store.replace(of, undefined, { text: "mine" })).toBe(true);
    expect(dynamo.calls).toEqual(["PutItem", "PutItem", "GetItem"]);
  });
});
