import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { discoveryEndpointOf } from "../../protocol/alexa/build-discovery-endpoint.ts";
import { cameraRecordSchema } from "../../protocol/camera-record.ts";
import { type ControlAddress, readControlAddress, writeControlAddress } from "../../rehearsal/control/address.ts";
import { type Controlled, refuseSecondRehearsal, startControl } from "../../rehearsal/control/server.ts";
import { findKnownCamera } from "../../rehearsal/known-cameras.ts";
import { chooseManner, ownManner } from "../../rehearsal/manners/catalogue.ts";
import { mannersReplySchema } from "../../rehearsal/manners/report.ts";
import { recordOf, virtualCameras } from "../../rehearsal/virtual-cameras.ts";

let dataDirectory: string;
let control: { stop(): Promise<void> };
let address: ControlAddress;

const attic = discoveryEndpointOf(
  cameraRecordSchema.parse(
    recordOf(
      { id: "attic-1", name: "The Attic", kind: "camera", talk: false },
      "arn:aws:kinesisvideo:eu-west-1:123456789012:channel/attic/1700000000000",
      "amzn1.account.ANNE",
    ),
  ),
  { events: false },
);
let given = { manner: ownManner, cameras: virtualCameras };
/** Remembers what it was asked to view. */
const viewed: string[] = [];
const rehearsal: Controlled = {
  camera: (typed) => findKnownCamera({ discover: async () => ({ value: [attic] }) }, typed),
  view: async (camera) => {
    viewed.push(camera.id);
    return { camera, ok: true, timeline: {} };
  },
  offer: async (camera) => {
    viewed.push(`offer to ${camera.id}`);
    return { camera, ok: true, milliseconds: 1, offerFindings: [], answerFindings: [], sections: [], bundles: [] };
  },
  replay: async ({ directive: { header } }, camera) => {
    viewed.push(`${header.name} to ${camera}`);
    return { directive: header.name, replaced: [], ok: true, milliseconds: 1, cameras: [] };
  },
  giveManners: (manners) => {
    for (const manner of manners) given = chooseManner(manner, virtualCameras);
  },
  manners: () => given.cameras.map(({ id, name }) => ({ id, name, manner: given.manner })),
};

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "control-"));
  control = await startControl(rehearsal, dataDirectory);
  address = (await readControlAddress(dataDirectory)) as ControlAddress;
});
afterEach(async () => {
  await control.stop();
  await rm(dataDirectory, { recursive: true });
});

const post = (body: unknown, headers: Record<string, string> = {}, path = "/views") =>
  fetch(address.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${address.token}`, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

describe("a running rehearsal", () => {
  it("views a camera for whoever holds the token, by id or by name", async () => {
    for (const camera of ["garden", "Front Door", "frontdoor"]) {
      expect((await post({ camera, frames: 1 })).status).toBe(200);
    }
    expect(viewed.splice(0)).toEqual(["garden", "front-door", "front-door"]);
  });

  it("sends an offer to a camera", async () => {
    expect((await post({ camera: "garden", offer: "v=0" }, {}, "/offers")).status).toBe(200);
    expect(viewed.splice(0)).toEqual(["offer to garden"]);
    expect((await post({ camera: "garden" }, {}, "/offers")).status).toBe(400);
    expect((await post({ camera: "cellar", offer: "v=0" }, {}, "/offers")).status).toBe(404);
  });

  it("replays a directive", async () => {
    const envelope = { directive: { header: { namespace: "Alexa", name: "ReportState" } } };
    expect((await post({ envelope, camera: "garden" }, {}, "/replays")).status).toBe(200);
    expect(viewed.splice(0)).toEqual(["ReportState to garden"]);
    expect((await post({ envelope: { directive: {} } }, {}, "/replays")).status).toBe(400);
  });

  it("gives cameras manners, and tells which they have", async () => {
    expect(await (await post({ manners: [] }, {}, "/manners")).json()).toMatchObject({
      cameras: [
        { id: "front-door", manner: { name: "none" } },
        { id: "garden", manner: { name: "none" } },
      ],
    });
    const response = await post({ manners: ["c-sdk:7@garden"] }, {}, "/manners");
    expect([response.status, mannersReplySchema.parse(await response.json())]).toMatchObject([
      200,
      { cameras: [{ id: "garden", manner: { textForm: "c-sdk:seconds=7" } }] },
    ]);
    const refused = await post({ manners: ["c-sdk@gardn"] }, {}, "/manners");
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { error: 'there is no camera "gardn"; did you mean garden?' },
    ]);
    for (const body of ["no JSON", {}, { manners: "c-sdk" }, { manners: [7] }]) {
      expect((await post(body, {}, "/manners")).status).toBe(400);
    }
  });

  it("views a camera that was added to the registry", async () => {
    expect((await post({ camera: "the attic", frames: 1 })).status).toBe(200);
    expect(viewed.splice(0)).toEqual(["attic-1"]);
  });

  it("says which cameras there are when asked for another", async () => {
    const response = await post({ camera: "cellar", frames: 1 });
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: 'Alexa knows no camera "cellar" of this account; it knows: attic-1' },
    ]);
  });

  it.each([["no JSON"], [{}], [{ camera: "garden" }], [{ camera: "garden", frames: 0 }]])(
    "answers a malformed request with an error: %j",
    async (body) => {
      expect((await post(body)).status).toBe(400);
    },
  );

  it("refuses a call without the token, and one from a web site's page", async () => {
    expect((await post({ camera: "garden", frames: 1 }, { authorization: "Bearer x" })).status).toBe(401);
    expect((await post({ camera: "garden", frames: 1 }, { origin: "https://example.com" })).status).toBe(403);
  });

  it("refuses a call to a name that was rebound to this machine", async () => {
    const status = await new Promise((resolve) => {
      const { hostname, port } = new URL(address.url);
      request({ hostname, port, path: "/views", method: "POST", headers: { host: "attacker.example" } }, (response) => {
        resolve(response.resume().statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });

  it("keeps its address readable by its owner alone", async () => {
    expect((await stat(join(dataDirectory, "rehearsal.json"))).mode & 0o777).toBe(0o600);
  });

  it("is not started twice on the same data", async () => {
    await expect(refuseSecondRehearsal(dataDirectory)).rejects.toThrow(/--data/);
    await control.stop();
    await expect(refuseSecondRehearsal(dataDirectory)).resolves.toBeUndefined();
  });

  it("is not found where its file is torn, or its process is gone", async () => {
    await writeFile(join(dataDirectory, "rehearsal.json"), '{"pid":1');
    expect(await readControlAddress(dataDirectory)).toBeUndefined();
    await writeControlAddress(dataDirectory, { ...address, pid: 2 ** 22 + 1 });
    expect(await readControlAddress(dataDirectory)).toBeUndefined();
  });
});
