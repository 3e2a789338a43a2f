import { cameraRecordSchema } from "../../protocol/camera-record.ts";
import { listen } from "../happenings.ts";
import type { Parts } from "../parts.ts";
import { download } from "./download.ts";
import { expiredSnapshotUri } from "./expired-snapshot.ts";
import type { Abilities } from "./target.ts";

/** Another skill's client of the same provider. */
const OTHER_CLIENT = "amzn1.application-oa2-client.fedcba9876543210fedcba9876543210";
/** A user of the skill with more cameras than anybody. */
const COLLECTOR = "amzn1.account.AGCOLLECTOR0001";
/** How many cameras are registered at once. */
const AT_ONCE = 25;

/** A rehearsal is able to do everything. */
export function rehearsalAbilities(parts: Parts): Abilities {
  const { login, neighbour, household, incidents, happenings, catalogue, records } = parts;
  const camera = (endpointId: string) => {
    const found = parts.cameras.find(({ camera: { id } }) => id === endpointId);
    if (found === undefined) throw new RangeError("the rehearsal has no such camera");
    return found;
  };
  return {
    tokens: {
      expired: () => login.issueToken({ userId: login.userId, expiresInSeconds: 0 }),
      ofAnotherClient: () => login.issueToken({ userId: login.userId, clientId: OTHER_CLIENT }),
      ofAnotherUser: neighbour.token.current,
    },
    power: {
      async unplug(endpointId) {
        await camera(endpointId).unplug();
        // A camera whose power is cut says nothing: whoever watches over the cameras does.
        await incidents.connect(endpointId, false);
      },
      async plugIn(endpointId) {
        await camera(endpointId).plugIn();
        await incidents.connect(endpointId, true);
      },
    },
    gateway: {
      listen(listener) {
        const taken = listen(happenings, "gateway", ({ event }) => listener({ status: 202, event }));
        // What is refused was sent all the same.
        const refused = listen(happenings, "refusal", listener);
        return () => {
          taken();
          refused();
        };
      },
      async quiet() {
        await parts.aws.eventBus.delivered();
        await parts.functions.cameraEvents.settled();
      },
    },
    ring: incidents.ring,
    motion: incidents.move,
    rename: incidents.rename,
    async fleet(count) {
      const [first] = records;
      if (first === undefined) throw new RangeError("the rehearsal has no camera");
      const fleet = Array.from({ length: count }, (_, index) =>
        cameraRecordSchema.parse({ ...first, id: `fleet-${index}`, name: `Camera ${index}`, owners: [COLLECTOR] }),
      );
      for (let at = 0; at < count; at += AT_ONCE) await Promise.all(fleet.slice(at, at + AT_ONCE).map(catalogue.add));
      return login.issueToken({ userId: COLLECTOR });
    },
    grantCode: async () => login.issueGrantCode(login.userId),
    enablement: household,
    download,
    expiredSnapshot: (uri) => expiredSnapshotUri(parts, uri),
  };
}
