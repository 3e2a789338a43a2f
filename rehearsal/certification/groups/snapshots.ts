import type { DiscoveryEndpoint } from "../../../protocol/alexa/discovery-endpoint.ts";
import { type Snapshot, snapshotSchema } from "../../../protocol/alexa/snapshot-provider.ts";
import { MIN_PICTURE_SIDE, readPicture } from "../../../protocol/pictures/read-picture.ts";
import { getSnapshot } from "../directives.ts";
import { ensure, expectError, expectEvent } from "../expectations.ts";
import { type ItemGroup, NotRunHere } from "../item.ts";
import { sources } from "../sources.ts";
import type { Tester } from "../tester.ts";

const sends = ["Alexa.Discovery.Discover", "Alexa.SmartVision.SnapshotProvider.GetSnapshot"] as const;

/** How long an address is to be valid, in milliseconds, and how much less is still taken for it. */
const VALID_MS = 10 * 60_000;
const TOLERANCE_MS = 60_000;

/** Pictures of the cameras, for the Alexa app and for Echos. */
export const snapshots: ItemGroup = {
  title: "Snapshots",
  items: [
    {
      id: "snapshot-announced",
      title: "Each camera announces Alexa.SmartVision.SnapshotProvider 1.1",
      source: sources.newRequirements,
      kind: "automatic",
      sends: ["Alexa.Discovery.Discover"],
      async check(tester) {
        const without = (await tester.discover()).filter((camera) => !hasSnapshots(camera));
        ensure(
          without.length === 0,
          `${without.map(({ friendlyName }) => friendlyName).join(", ")}: no snapshots are announced; the skill has no bucket for pictures, or the camera has put none there`,
        );
        return undefined;
      },
    },
    {
      id: "snapshot-answered",
      title: "GetSnapshot is answered by an address that is valid for about ten minutes",
      source: sources.snapshot,
      kind: "automatic",
      sends,
      async check(tester) {
        const { uriExpirationTime, authenticationType } = (await snapshotOf(tester)).event.payload.value;
        const left = Date.parse(uriExpirationTime) - Date.now();
        ensure(
          left > VALID_MS - TOLERANCE_MS && left < VALID_MS + TOLERANCE_MS,
          `the address is valid for ${Math.round(left / 1_000)} s`,
        );
        ensure(authenticationType === "ACCESS_TOKEN", "the address asks for no access token");
        return undefined;
      },
    },
    {
      id: "snapshot-picture",
      title: "The snapshot is a JPEG or PNG of 360 pixels or more, and there is no redirect to it",
      source: sources.snapshot,
      kind: "automatic",
      needs: ["download"],
      sends,
      async check(tester) {
        const { uri } = (await snapshotOf(tester)).event.payload.value;
        const { status, contentType, body } = await tester.able("download")(uri, tester.token());
        ensure(status === 200, `downloading the snapshot came to HTTP ${status}`);
        const kind = contentType?.split(";")[0]?.trim();
        ensure(kind === "image/jpeg" || kind === "image/png", `the snapshot's content type is ${kind ?? "not given"}`);
        const size = readPicture(body);
        ensure(size?.type === kind, `the snapshot says that it is ${kind}, and is not`);
        const { width, height } = size;
        ensure(Math.min(width, height) >= MIN_PICTURE_SIDE, `the snapshot has ${width} x ${height} pixels`);
        return `${width} x ${height}, ${Math.round(body.length / 1_024)} KB`;
      },
    },
    {
      id: "snapshot-without-token",
      title: "Nobody gets a snapshot without a token, or with one that nobody issued",
      source: sources.snapshot,
      kind: "automatic",
      needs: ["download"],
      sends,
      async check(tester) {
        const { uri } = (await snapshotOf(tester)).event.payload.value;
        for (const [token, what] of [
          [undefined, "without a token"],
          ["Atza|certification-nobody-issued-this-token", "with a wrong token"],
        ] as const) {
          const { status } = await tester.able("download")(uri, token);
          ensure(status === 401 || status === 403, `the snapshot was asked for ${what} and HTTP ${status} came`);
        }
        return undefined;
      },
    },
    {
      id: "snapshot-another-user",
      title: "Another user gets neither the snapshot’s address nor, with the address, the snapshot",
      source: sources.snapshot,
      kind: "automatic",
      needs: ["download", "tokens"],
      sends,
      async check(tester) {
        const camera = await pictured(tester);
        const stranger = tester.able("tokens").ofAnotherUser();
        const { uri } = (await snapshotOf(tester, camera)).event.payload.value;
        const { status } = await tester.able("download")(uri, stranger);
        ensure([401, 403, 404].includes(status), `another user asked for the snapshot and HTTP ${status} came`);
        const asked = getSnapshot({ endpointId: camera.endpointId, token: stranger });
        expectError(await tester.send(asked), "NO_SUCH_ENDPOINT");
        return undefined;
      },
    },
    {
      id: "snapshot-tampered",
      title: "An address that was changed brings no snapshot",
      source: sources.snapshot,
      kind: "automatic",
      needs: ["download"],
      sends,
      async check(tester) {
        const { uri } = (await snapshotOf(tester)).event.payload.value;
        const at = uri.lastIndexOf("/") + 1;
        const changed = `${uri.slice(0, at)}${uri[at] === "A" ? "B" : "A"}${uri.slice(at + 1)}`;
        const { status } = await tester.able("download")(changed, tester.token());
        ensure(status >= 400 && status < 500, `a changed address was asked for and HTTP ${status} came`);
        return undefined;
      },
    },
    {
      id: "snapshot-expired",
      title: "An address that has expired comes to HTTP 410, so that Alexa asks for a new one",
      source: sources.snapshot,
      kind: "automatic",
      needs: ["download", "expiredSnapshot"],
      sends,
      async check(tester) {
        const { uri } = (await snapshotOf(tester)).event.payload.value;
        const expired = await tester.able("expiredSnapshot")(uri);
        const { status } = await tester.able("download")(expired, tester.token());
        ensure(status === 410, `an expired address was asked for and HTTP ${status} came`);
        return undefined;
      },
    },
    {
      id: "snapshot-in-the-app",
      title: "The Alexa app shows the picture of each camera, and it is of today",
      source: sources.newRequirements,
      kind: "a person must look",
      look: "Open each camera in the Alexa app: it shows the camera’s own picture. A doorbell’s is that of the last press or motion. Let the app stand for a quarter of an hour and open it again: there is a newer one.",
    },
  ],
};

/** The camera whose snapshot is looked at: the chosen one or the first, if it has any. */
async function pictured(tester: Tester): Promise<DiscoveryEndpoint> {
  const camera = await tester.camera();
  if (hasSnapshots(camera)) return camera;
  throw new NotRunHere(`${camera.friendlyName} announces no snapshots (see snapshot-announced)`);
}

async function snapshotOf(tester: Tester, camera?: DiscoveryEndpoint): Promise<Snapshot> {
  const { endpointId } = camera ?? (await pictured(tester));
  return expectEvent(await tester.send(getSnapshot({ endpointId, token: tester.token() })), snapshotSchema);
}

function hasSnapshots({ capabilities }: DiscoveryEndpoint): boolean {
  return capabilities.some(({ interface: name }) => name === "Alexa.SmartVision.SnapshotProvider");
}
