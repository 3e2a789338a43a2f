import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { EchoShowState } from "../../../rehearsal/echo-show/state.ts";
import { openTab, type Stage, startStage, type Tab } from "./support.ts";

let stage: Stage;
let tab: Tab;

beforeAll(async () => {
  stage = await startStage();
  tab = await openTab(stage, "kitchen");
});
afterAll(async () => {
  tab.close();
  await stage.stop();
});

const device = (state: EchoShowState, id: string) => state.devices.find((each) => each.id === id);
const camera = (state: EchoShowState, id: string) => state.cameras.find((each) => each.id === id);
const isOn = (state: EchoShowState, name: string) => state.failures.find((each) => each.name === name)?.on === true;

async function done(method: string, path: string, body?: unknown): Promise<void> {
  expect((await tab.call(method, path, body)).status).toBe(204);
}

describe("what happens at the cameras", () => {
  it("tells Alexa who rang, once, and shows what crossed without its token", async () => {
    await done("POST", "/cameras/front-door/rings");
    const { rings, told } = await tab.until((state) => state.rings.length > 0);
    expect(rings).toMatchObject([{ cameraId: "front-door" }]);
    expect(told[0]).toMatchObject({ name: "DoorbellPress", cameras: ["Front Door"], to: "household", region: "NA" });
    const message = await (await tab.call("GET", `/told/${told[0]?.id}`)).text();
    expect(message).toContain("Alexa.DoorbellEventSource");
    expect(message).not.toContain("Atza");
    // What wakes a camera for the first time is told alone: its picture is known already.
    await stage.rehearsal.parts.aws.eventBus.delivered();
    await stage.rehearsal.parts.functions.cameraEvents.settled();
    expect(stage.rehearsal.parts.gateways.events().map(({ event }) => event.event.header.name)).toEqual([
      "DoorbellPress",
    ]);
  });

  it("has no bell at a camera without one", async () => {
    expect((await tab.call("POST", "/cameras/garden/rings")).status).toBe(409);
  });

  it("shows motion on the tile until it ends", async () => {
    await done("PUT", "/cameras/garden/motion", { on: true });
    await tab.untilHolds((state) => {
      expect(device(state, "garden")?.motion).toBe(true);
      expect(device(state, "front-door")?.motion).toBe(false);
      expect(camera(state, "garden")?.moving).toBe(true);
    });
    await done("PUT", "/cameras/garden/motion", { on: false });
    await tab.until((state) => device(state, "garden")?.motion === false);
  });

  it("serves the picture that Alexa has, and a newer one after the camera woke", async () => {
    const { devices } = await tab.until(({ devices }) => devices.every(({ picturedAt }) => picturedAt !== undefined));
    const response = await tab.call("GET", "/cameras/front-door/picture");
    expect(response.headers.get("content-type")).toBe("image/jpeg");
    expect(Buffer.from(await response.arrayBuffer()).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    const before = devices.find(({ id }) => id === "front-door")?.picturedAt ?? Number.NaN;
    await done("PUT", "/cameras/front-door/motion", { on: true });
    await tab.until((state) => (device(state, "front-door")?.picturedAt ?? 0) > before);
    await done("PUT", "/cameras/front-door/motion", { on: false });
    await tab.until((state) => device(state, "front-door")?.motion === false);
  });

  it("is one state with the switch: unplugged here is unplugged there, at once for Alexa too", async () => {
    await done("PUT", "/cameras/garden/power", { on: false });
    await tab.untilHolds((state) => {
      expect(device(state, "garden")?.health).toBe("UNREACHABLE");
      expect(isOn(state, "camera-unplugged")).toBe(true);
      expect(camera(state, "garden")?.unplugged).toBe(true);
      expect(camera(state, "front-door")?.unplugged).toBe(false);
      expect(device(state, "front-door")?.health).toBe("OK");
    });
    expect((await tab.call("PUT", "/cameras/garden/motion", { on: true })).status).toBe(409);

    await done("PUT", "/failures/camera-unplugged", { on: false });
    await tab.untilHolds((state) => {
      expect(device(state, "garden")?.health).toBe("OK");
      expect(camera(state, "garden")?.unplugged).toBe(false);
    });

    await done("PUT", "/failures/camera-unplugged", { on: true });
    await tab.untilHolds(({ devices }) => {
      expect(devices.map(({ health }) => health)).toEqual(["UNREACHABLE", "UNREACHABLE"]);
    });
    for (const id of ["front-door", "garden"]) await done("PUT", `/cameras/${id}/power`, { on: true });
    await tab.untilHolds((state) => {
      expect(state.devices.map(({ health }) => health)).toEqual(["OK", "OK"]);
      expect(isOn(state, "camera-unplugged")).toBe(false);
    });
  });

  it("gives a camera to the neighbour's Alexa and takes it back, and nothing else is theirs", async () => {
    const refused = { outcome: "refused", type: "NO_SUCH_ENDPOINT" };
    await tab.untilHolds(({ neighbour }) => {
      expect(neighbour.cameras).toEqual([]);
      expect(neighbour.others.map(({ answer }) => answer)).toEqual([refused, refused]);
    });
    await done("PUT", "/cameras/garden/shared", { on: true });
    await tab.untilHolds((state) => {
      expect(state.neighbour).toMatchObject({
        cameras: [{ id: "garden", name: "Garden", health: "OK" }],
        others: [{ id: "front-door", answer: refused }],
      });
      expect(camera(state, "garden")?.shared).toBe(true);
    });
    await done("PUT", "/cameras/garden/shared", { on: false });
    await tab.untilHolds(({ neighbour, told, devices }) => {
      expect(neighbour.cameras).toEqual([]);
      expect(told[0]).toMatchObject({ name: "DeleteReport", to: "neighbour", cameras: ["Garden"] });
      expect(devices).toHaveLength(2);
    });
  });

  it("does nothing at a camera that is not in the registry any more, and says how it gets there", async () => {
    const { catalogue } = stage.rehearsal.parts;
    const recordOf = catalogue.recordOf.bind(catalogue);
    const removed = jest.spyOn(catalogue, "recordOf");
    removed.mockImplementation(async (id) => (id === "garden" ? undefined : recordOf(id)));
    for (const name of ["shared", "motion", "power"]) {
      const response = await tab.call("PUT", `/cameras/garden/${name}`, { on: true });
      expect(response.status).toBe(409);
      expect(await response.json()).toEqual({
        error: '"garden" is not in the registry any more: npx camera-skill cameras add garden …',
      });
    }
    await tab.untilHolds((state) => {
      expect(camera(state, "garden")).toMatchObject({ registered: false, moving: false, shared: false });
      expect(camera(state, "front-door")?.registered).toBe(true);
    });

    removed.mockRestore();
    await done("PUT", "/cameras/garden/motion", { on: true });
    await tab.untilHolds((state) => {
      expect(camera(state, "garden")).toMatchObject({ moving: true, registered: true });
    });
    await done("PUT", "/cameras/garden/motion", { on: false });
    await tab.until((state) => device(state, "garden")?.motion === false);
  });

  it("reaches nobody while the skill is disabled, and everything is back once it is enabled", async () => {
    await done("PUT", "/skill", { on: false });
    const { told } = await tab.until((state) => !state.enabled && state.devices.length === 0);
    await done("POST", "/cameras/front-door/rings");
    await stage.rehearsal.parts.functions.cameraEvents.settled();
    expect(await (await tab.call("POST", "/discoveries")).json()).toEqual({ found: 0 });
    const request = {
      sessionId: crypto.randomUUID(),
      deviceId: "kitchen",
      cameraId: "garden",
      phrase: "",
      offer: "v=0",
    };
    expect((await tab.call("POST", "/sessions", request)).status).toBe(409);

    await done("PUT", "/skill", { on: true });
    // Enabled comes first, and Alexa's devices with the discovery after it.
    const back = await tab.untilHolds(({ enabled, devices }) => {
      expect(enabled).toBe(true);
      expect(devices).toMatchObject([
        { name: "Front Door", health: "OK" },
        { name: "Garden", health: "OK" },
      ]);
    });
    expect(back.told).toEqual(told);
    await done("POST", "/cameras/front-door/rings");
    await tab.until((state) => state.told[0]?.name === "DoorbellPress" && state.told[0].id !== told[0]?.id);
  });
});
