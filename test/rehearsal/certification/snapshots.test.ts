import { describe, expect, it } from "@jest/globals";
import { encode } from "jpeg-js";
import { discoveryEndpointOf } from "../../../protocol/alexa/build-discovery-endpoint.ts";
import { discoverResponse, errorResponse } from "../../../protocol/alexa/build-events.ts";
import { snapshot } from "../../../protocol/alexa/build-snapshot-events.ts";
import type { Download } from "../../../rehearsal/certification/target.ts";
import { cameraRecord } from "../../lambda/support/fixtures.ts";
import { certifyItem, plainTarget } from "./support/certify.ts";

const jpeg = (width: number, height: number) =>
  encode({ width, height, data: Buffer.alloc(width * height * 4, 128) }, 30).data;

interface World {
  readonly pictured?: boolean;
  readonly validMinutes?: number;
  readonly picture?: Partial<Download>;
  /** The HTTP status for whoever may not have the picture, and for an address that was changed or is too old. */
  readonly refusal?: number;
  readonly gone?: number;
}

const GOOD = "https://pictures.example/front-door/1/SIGNED";
const EXPIRED = "https://pictures.example/front-door/0/SIGNED";

/** A skill with snapshots, all of it plain functions. */
function target({ pictured = true, validMinutes = 10, picture = {}, refusal = 403, gone = 410 }: World = {}) {
  const camera = discoveryEndpointOf({ ...cameraRecord(), pictured }, { events: false, snapshots: true });
  return plainTarget(
    async (message) => {
      const { header, endpoint } = (message as { directive: { header: Record<string, string>; endpoint?: Loose } })
        .directive;
      const parts = { messageId: "message", correlationToken: header.correlationToken, endpointId: camera.endpointId };
      if (header.name === "Discover") return discoverResponse({ messageId: "message", endpoints: [camera] });
      if (endpoint?.scope.token === "stranger") {
        return errorResponse({ ...parts, payload: { type: "NO_SUCH_ENDPOINT", message: "" } });
      }
      const takenAt = Date.now();
      return snapshot({ ...parts, uri: GOOD, expiresAt: takenAt + validMinutes * 60_000, takenAt });
    },
    {
      accessToken: () => "owner",
      abilities: {
        tokens: { expired: () => "expired", ofAnotherClient: () => "other", ofAnotherUser: () => "stranger" },
        expiredSnapshot: async () => EXPIRED,
        async download(uri, token) {
          const nothing = { contentType: undefined, body: new Uint8Array() };
          if (uri === EXPIRED) return { ...nothing, status: gone };
          if (uri !== GOOD || token !== "owner") return { ...nothing, status: refusal };
          return { status: 200, contentType: "image/jpeg", body: jpeg(640, 360), ...picture };
        },
      },
    },
  );
}
interface Loose {
  readonly scope: { readonly token: string };
}

const items = [
  "snapshot-announced",
  "snapshot-answered",
  "snapshot-picture",
  "snapshot-without-token",
  "snapshot-another-user",
  "snapshot-tampered",
  "snapshot-expired",
];

describe("a skill's snapshots", () => {
  it("pass when they keep to Amazon's rules", async () => {
    for (const id of items) expect(await certifyItem(target(), id)).toMatchObject({ id, outcome: "pass" });
    expect(await certifyItem(target(), "snapshot-picture")).toMatchObject({
      message: expect.stringContaining("640 x 360"),
    });
  });

  it("are not run where the camera has none, but for the item that says so", async () => {
    const [announced, ...others] = items;
    expect(await certifyItem(target({ pictured: false }), announced ?? "")).toMatchObject({ outcome: "fail" });
    for (const id of others) {
      expect(await certifyItem(target({ pictured: false }), id)).toMatchObject({ id, outcome: "not run here" });
    }
  });

  it.each<readonly [string, World, string]>([
    ["snapshot-answered", { validMinutes: 60 }, "the address is valid for 3600 s"],
    ["snapshot-answered", { validMinutes: 1 }, "the address is valid for 60 s"],
    ["snapshot-picture", { picture: { status: 302 } }, "downloading the snapshot came to HTTP 302"],
    ["snapshot-picture", { picture: { contentType: "text/html" } }, "the snapshot's content type is text/html"],
    [
      "snapshot-picture",
      { picture: { contentType: "image/png" } },
      "the snapshot says that it is image/png, and is not",
    ],
    [
      "snapshot-picture",
      { picture: { body: Buffer.from("hello") } },
      "the snapshot says that it is image/jpeg, and is not",
    ],
    ["snapshot-picture", { picture: { body: jpeg(640, 352) } }, "the snapshot has 640 x 352 pixels"],
    ["snapshot-without-token", { refusal: 200 }, "the snapshot was asked for without a token and HTTP 200 came"],
    ["snapshot-another-user", { refusal: 200 }, "another user asked for the snapshot and HTTP 200 came"],
    ["snapshot-tampered", { refusal: 500 }, "a changed address was asked for and HTTP 500 came"],
    ["snapshot-expired", { gone: 404 }, "an expired address was asked for and HTTP 404 came"],
  ])("fail %s for %j", async (id, world, message) => {
    expect(await certifyItem(target(world), id)).toMatchObject({ outcome: "fail", message });
  });
});
