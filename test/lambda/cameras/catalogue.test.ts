import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { CameraCatalogue, CatalogueEntry } from "../../../lambda/cameras/catalogue.ts";
import { createDynamoCatalogue } from "../../../lambda/cameras/dynamo-catalogue.ts";
import { createDynamoRegistry } from "../../../lambda/cameras/dynamodb.ts";
import type { CameraRegistry } from "../../../lambda/cameras/registry.ts";
import type { CameraRecord } from "../../../protocol/camera-record.ts";
import { type DynamoTable, startDynamoTable } from "../support/dynamo-table.ts";
import { cameraRecord } from "../support/fixtures.ts";

let dynamo: DynamoTable;
let catalogue: CameraCatalogue;
let registry: CameraRegistry;
/** Each test has a camera of its own, and its own users. */
let camera: CameraRecord;
let [ada, bob, eve]: [string, string, string] = ["", "", ""];
let tests = 0;

beforeAll(async () => {
  dynamo = await startDynamoTable();
  catalogue = createDynamoCatalogue({ table: dynamo.table(), now: Date.now });
});
beforeEach(() => {
  dynamo.calm();
  begin();
});
afterAll(() => dynamo.stop());

/** A new camera and new users. */
function begin(): void {
  tests += 1;
  [ada, bob, eve] = [`ada-${tests}`, `bob-${tests}`, `eve-${tests}`];
  camera = cameraRecord({ id: `camera-${tests}`, owners: [ada, bob], channelArn: channel("hall") });
  // One that remembers nothing yet.
  registry = createDynamoRegistry({ table: dynamo.table(), now: Date.now });
}

const channel = (name: string) => `arn:aws:kinesisvideo:us-east-1:123456789012:channel/${name}/1700000000000`;
const refusal = (reason: string) => ({ name: "CatalogueRefusal", reason });

/** The names of the camera, or what else there is of it, as each user sees it. */
async function seen(by: readonly string[] = [ada, bob, eve]): Promise<(string | undefined)[]> {
  const cameras = await Promise.all(by.map((user) => registry.camerasOf(user)));
  return cameras.map(([each]) => each?.name);
}

describe("the catalogue", () => {
  it("adds a camera, once", async () => {
    expect(await catalogue.add(camera)).toBe("added");
    expect(await seen()).toEqual([camera.name, camera.name, undefined]);
    dynamo.calls.length = 0;
    expect(await catalogue.add(camera)).toBe("unchanged");
    // The camera's own item, and those of its two users.
    expect(dynamo.calls).toEqual(["GetItem", "GetItem", "GetItem"]);
    expect(await catalogue.recordOf(camera.id)).toEqual(camera);
  });

  it("writes users' items again that somebody has deleted or spoilt past it", async () => {
    await catalogue.add(camera);
    const table = dynamo.table();
    await table.delete({ pk: `cameras-of#${ada}`, sk: camera.id });
    await table.put({ pk: `cameras-of#${bob}`, sk: camera.id, camera: "spoilt" });
    expect(await catalogue.add(camera)).toBe("changed");
    expect(await seen()).toEqual([camera.name, camera.name, undefined]);
    expect(await catalogue.add(camera)).toBe("unchanged");
  });

  it("brings a camera that is there to what is said, and adds owners to it", async () => {
    await catalogue.add({ ...camera, serialNumber: "S-1" });
    expect(await catalogue.add({ ...camera, name: "Porch", owners: [eve, eve] })).toBe("changed");
    expect(await seen()).toEqual(["Porch", "Porch", "Porch"]);
    expect(await catalogue.recordOf(camera.id)).toEqual({ ...camera, name: "Porch", owners: [ada, bob, eve] });
  });

  it("refuses an id that is another channel's camera", async () => {
    await catalogue.add(camera);
    const other = { ...camera, name: "Other", owners: [eve], channelArn: channel("yard") };
    await expect(catalogue.add(other)).rejects.toMatchObject(refusal("id-taken"));
    await expect(catalogue.add(other, { reuseId: true })).rejects.toMatchObject(refusal("id-taken"));
    expect(await seen()).toEqual([camera.name, camera.name, undefined]);
  });

  it("gives an id only to one of two channels that come at once", async () => {
    const other = { ...camera, name: "Other", owners: [eve], channelArn: channel("yard") };
    const outcomes = await Promise.allSettled([catalogue.add(camera), catalogue.add(other)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const first = outcomes[0]?.status === "fulfilled";
    expect(await seen()).toEqual(first ? [camera.name, camera.name, undefined] : [undefined, undefined, "Other"]);
  });

  it("gives a removed camera's id to the same channel again, and to another one only when told to", async () => {
    await catalogue.add(camera);
    expect(await catalogue.retiredFrom(camera.id)).toBeUndefined();
    await catalogue.remove(camera.id);
    expect(await catalogue.retiredFrom(camera.id)).toBe(camera.channelArn);
    const other = { ...camera, channelArn: channel("yard") };
    await expect(catalogue.add(other)).rejects.toMatchObject(refusal("id-retired"));
    expect(await catalogue.add(camera)).toBe("added");
    await catalogue.remove(camera.id);
    expect(await catalogue.add(other, { reuseId: true })).toBe("added");
    expect(await catalogue.retiredFrom(camera.id)).toBeUndefined();
    expect(await seen()).toEqual([camera.name, camera.name, undefined]);
  });

  it("changes a camera for all who have it, once", async () => {
    await catalogue.add(camera);
    expect(await catalogue.change(camera.id, { name: "Porch" })).toEqual({ ...camera, name: "Porch" });
    expect(await seen()).toEqual(["Porch", "Porch", undefined]);
    dynamo.calls.length = 0;
    await catalogue.change(camera.id, { name: "Porch" });
    expect(dynamo.calls).toEqual(["GetItem"]);
  });

  it("shares and unshares a camera, and says whether anything came of it", async () => {
    await catalogue.add(camera);
    expect(await catalogue.share(camera.id, eve)).toBe(true);
    expect(await catalogue.share(camera.id, eve)).toBe(false);
    expect(await seen()).toEqual([camera.name, camera.name, camera.name]);
    expect(await catalogue.unshare(camera.id, ada)).toBe(true);
    expect(await catalogue.unshare(camera.id, ada)).toBe(false);
    expect(await seen()).toEqual([undefined, camera.name, camera.name]);
    expect((await catalogue.recordOf(camera.id))?.owners).toEqual([bob, eve]);
    expect(await catalogue.share(camera.id, ada)).toBe(true);
    expect(await seen()).toEqual([camera.name, camera.name, camera.name]);
  });

  it("leaves a camera its last owner", async () => {
    await catalogue.add({ ...camera, owners: [ada] });
    await expect(catalogue.unshare(camera.id, ada)).rejects.toMatchObject(refusal("last-owner"));
    expect(await seen([ada])).toEqual([camera.name]);
  });

  it("removes a camera from all who have it, and gives what it was", async () => {
    await catalogue.add(camera);
    expect(await catalogue.remove(camera.id)).toEqual(camera);
    expect(await seen()).toEqual([undefined, undefined, undefined]);
    expect(await catalogue.recordOf(camera.id)).toBeUndefined();
    expect(await catalogue.remove(camera.id)).toBeUndefined();
  });

  it("keeps whether there is a picture, through changes and for new users", async () => {
    await catalogue.add(camera);
    expect(await catalogue.setPictured(camera.id, true)).toBe(true);
    dynamo.calls.length = 0;
    expect(await catalogue.setPictured(camera.id, true)).toBe(false);
    expect(dynamo.calls).toEqual(["GetItem"]);
    await catalogue.change(camera.id, { name: "Porch" });
    await catalogue.share(camera.id, eve);
    for (const user of [ada, bob, eve]) expect(await registry.camerasOf(user)).toMatchObject([{ pictured: true }]);
    expect(await catalogue.setPictured(camera.id, false)).toBe(true);
    expect(await registry.camerasOf(eve)).toMatchObject([{ name: "Porch", pictured: false }]);
    expect(await catalogue.setPictured("no-such-camera", true)).toBe(false);
  });

  it("gives all cameras, and none that was removed", async () => {
    await catalogue.add(camera);
    await catalogue.setPictured(camera.id, true);
    const gone = { ...camera, id: `${camera.id}-gone` };
    await catalogue.add(gone);
    await catalogue.remove(gone.id);
    const all: CatalogueEntry[] = [];
    for await (const entry of catalogue.all()) all.push(entry);
    expect(all).toContainEqual({ record: camera, pictured: true });
    expect(all.map(({ record }) => record.id)).not.toContain(gone.id);
  });

  it("refuses what is not there, and what is no camera", async () => {
    const absent = refusal("no-such-camera");
    await expect(catalogue.change("attic", { name: "Attic" })).rejects.toMatchObject(absent);
    await expect(catalogue.share("attic", eve)).rejects.toMatchObject(absent);
    await expect(catalogue.unshare("attic", eve)).rejects.toMatchObject(absent);
    await catalogue.add(camera);
    await expect(catalogue.change(camera.id, { name: "" })).rejects.toMatchObject(refusal("not-a-camera"));
    await expect(catalogue.share(camera.id, "")).rejects.toThrow("owners.2");
    await expect(catalogue.add({ ...camera, owners: [] })).rejects.toMatchObject(refusal("not-a-camera"));
    expect(await catalogue.recordOf(camera.id)).toEqual(camera);
  });
});

describe("users that come at once", () => {
  it("all get the camera", async () => {
    await catalogue.add(camera);
    const users = Array.from({ length: 5 }, (_, index) => `user-${tests}-${index}`);
    expect(await Promise.all(users.map((user) => catalogue.share(camera.id, user)))).not.toContain(false);
    expect(new Set((await catalogue.recordOf(camera.id))?.owners)).toEqual(new Set([ada, bob, ...users]));
    expect(new Set(await seen(users))).toEqual(new Set([camera.name]));
  });

  it("see in the end what the camera's record says, whatever was done in whatever order", async () => {
    await catalogue.add(camera);
    await Promise.allSettled([
      catalogue.share(camera.id, eve),
      catalogue.change(camera.id, { name: "Porch" }),
      catalogue.unshare(camera.id, ada),
      catalogue.setPictured(camera.id, true),
      catalogue.unshare(camera.id, eve),
      catalogue.share(camera.id, eve),
      catalogue.unshare(camera.id, bob),
    ]);
    const owners = (await catalogue.recordOf(camera.id))?.owners ?? [];
    expect(owners.length).toBeGreaterThan(0);
    for (const user of [ada, bob, eve]) {
      const expected = owners.includes(user) ? [{ name: "Porch", pictured: true }] : [];
      expect(await registry.camerasOf(user)).toMatchObject(expected);
    }
  });
});

describe("what was cut in the middle", () => {
  /** Does it with a table that denies everything after so many writes; gives whether it got through. */
  async function cutAfter(writes: number, work: () => Promise<unknown>): Promise<boolean> {
    let left = writes;
    if (left === 0) dynamo.server.behave("denied");
    dynamo.onCall((operation) => {
      if (operation !== "PutItem") return;
      left -= 1;
      if (left === 0) dynamo.server.behave("denied");
    });
    const done = await work().then(
      () => true,
      (error) => {
        expect(error).toMatchObject({ code: "registry-unreachable" });
        return false;
      },
    );
    dynamo.calm();
    return done;
  }

  /** What each of the three users sees of the camera. */
  async function views(): Promise<unknown> {
    const cameras = await Promise.all([ada, bob, eve].map((user) => registry.camerasOf(user)));
    return cameras.map(([each]) => each && `${each.name}${each.pictured ? ", pictured" : ""}`);
  }

  it.each<[string, () => Promise<unknown>, unknown]>([
    ["adding", () => catalogue.add({ ...camera, owners: [eve], name: "Porch" }), ["Porch", "Porch", "Porch"]],
    ["changing", () => catalogue.change(camera.id, { name: "Porch" }), ["Porch", "Porch", undefined]],
    ["sharing", () => catalogue.share(camera.id, eve), ["Hall", "Hall", "Hall"]],
    ["unsharing", () => catalogue.unshare(camera.id, ada), [undefined, "Hall", undefined]],
    ["removing", () => catalogue.remove(camera.id), [undefined, undefined, undefined]],
    ["picturing", () => catalogue.setPictured(camera.id, true), ["Hall, pictured", "Hall, pictured", undefined]],
  ])("is completed when it is said again: %s", async (_name, work, outcome) => {
    for (let writes = 0, done = false; !done; writes += 1) {
      begin();
      await catalogue.add({ ...camera, name: "Hall" });
      done = await cutAfter(writes, work);
      if (!done) await work();
      expect(await views()).toEqual(outcome);
      if (done) expect(writes).toBeGreaterThanOrEqual(4);
    }
  });

  it("never leaves a camera with a user whom its record does not name", async () => {
    for (let writes = 0; ; writes += 1) {
      await catalogue.add(camera);
      const done = await cutAfter(writes, () => catalogue.unshare(camera.id, ada));
      const [view] = await seen([ada]);
      if (view !== undefined) expect((await catalogue.recordOf(camera.id))?.owners).toContain(ada);
      if (done) return;
      await catalogue.share(camera.id, ada);
    }
  });

  it("is completed by whatever else is done to the camera", async () => {
    await catalogue.add(camera);
    // The record is claimed, and no user's item has followed.
    await cutAfter(1, () => catalogue.share(camera.id, eve));
    expect(await seen()).toEqual([camera.name, camera.name, undefined]);
    await catalogue.setPictured(camera.id, false);
    expect(await seen()).toEqual([camera.name, camera.name, camera.name]);
  });

  it("does not come back when its writer wakes up late", async () => {
    await catalogue.add(camera);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const table = dynamo.table();
    let puts = 0;
    const late = createDynamoCatalogue({
      table: {
        ...table,
        async put(...item) {
          puts += 1;
          if (puts === 2) await held;
          return table.put(...item);
        },
      },
      now: Date.now,
    });
    const sharing = late.share(camera.id, eve);
    while (!(await catalogue.recordOf(camera.id))?.owners.includes(eve));
    await catalogue.unshare(camera.id, eve);
    release();
    await sharing;
    expect(await seen()).toEqual([camera.name, camera.name, undefined]);
  });
});
