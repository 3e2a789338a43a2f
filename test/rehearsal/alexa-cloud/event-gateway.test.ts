import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { deleteReports, doorbellPress, motionChanged } from "../../../protocol/alexa/build-proactive-events.ts";
import {
  type AcceptedEvent,
  alexaRegionOf,
  type EventGateways,
  type RefusedEvent,
  startEventGateways,
} from "../../../rehearsal/alexa-cloud/event-gateway/index.ts";
import { type LoginWithAmazon, startLoginWithAmazon } from "../../../rehearsal/alexa-cloud/index.ts";

const userId = "amzn1.account.A";
const parts = { messageId: "m", endpointId: "front-door", at: 1_700_000_000_000 };
const told: AcceptedEvent[] = [];
const refused: RefusedEvent[] = [];
let login: LoginWithAmazon;
let gateways: EventGateways;
let token: string;

beforeAll(async () => {
  login = await startLoginWithAmazon();
  const onEvent = (event: AcceptedEvent) => void told.push(event);
  const onRefused = (event: RefusedEvent) => void refused.push(event);
  gateways = await startEventGateways({ login, onEvent, onRefused, mostCharacters: 20_000 });
  token = issue(userId, login.eventsClient.clientId);
});
afterAll(() => Promise.all([login.stop(), gateways.stop()]));

function issue(user: string, clientId: string, expiresInSeconds = 3600): string {
  return login.issueToken({ userId: user, clientId, expiresInSeconds });
}

// biome-ignore lint/suspicious/noExplicitAny: tests take events apart and break them.
type Broken = any;

async function send(event: unknown, { bearer = token, region = "NA" as "NA" | "EU", headers = {} } = {}) {
  const response = await fetch(`${gateways.urls[region]}/v3/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json", ...headers },
    body: typeof event === "string" ? event : JSON.stringify(event),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}
const exception = (code: string, description: unknown = expect.any(String)) => ({
  header: { namespace: "System", name: "Exception", messageId: expect.any(String) },
  payload: { code, description },
});

describe("a gateway", () => {
  it("takes an event, keeps it and tells of it", async () => {
    const event = doorbellPress(parts)(token);
    expect(await send(event)).toEqual({ status: 202, body: undefined });
    expect(gateways.events()).toEqual([{ region: "NA", userId, event }]);
    expect(told).toEqual(gateways.events());
  });

  it("tells of an event that it does not take, too", async () => {
    const event = doorbellPress(parts)("Atza|nobody's");
    refused.length = 0;
    const { status } = await send(event, { bearer: "Atza|nobody's" });
    await send("no JSON");
    expect(refused).toEqual([
      { status, event },
      { status: 400, event: undefined },
    ]);
    expect(told).toHaveLength(gateways.events().length);
  });

  it("says which one is the user's", async () => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${gateways.urls.FE}/v1/alexaApiEndpoint`, { headers });
    expect(response.status).toBe(403);
    const home = await fetch(`${gateways.urls.NA}/v1/alexaApiEndpoint`, { headers });
    expect(await home.json()).toEqual({ endpoints: [new URL(gateways.urls.NA).host] });
    expect((await fetch(`${gateways.urls.NA}/v2/events`, { headers })).status).toBe(404);
  });

  it.each([
    ["us-east-1", "NA"],
    ["eu-west-1", "EU"],
    ["us-west-2", "FE"],
    ["eu-central-1", "NA"],
  ])("takes what a function in %s sends as %s's", (awsRegion, region) => {
    expect(alexaRegionOf(awsRegion)).toBe(region);
  });

  it("refuses what comes from a web site", async () => {
    expect((await send(doorbellPress(parts)(token), { headers: { origin: "https://example.com" } })).status).toBe(403);
  });
});

describe("a token", () => {
  it.each([
    ["that is unknown", () => "Atza|unknown", 401, "INVALID_ACCESS_TOKEN_EXCEPTION"],
    ["that has expired", () => issue(userId, login.eventsClient.clientId, -1), 401, "INVALID_ACCESS_TOKEN_EXCEPTION"],
    ["of account linking", () => issue(userId, login.clientId), 403, "INSUFFICIENT_PERMISSION_EXCEPTION"],
  ])("%s is refused", async (_name, bearer, status, code) => {
    const other = bearer();
    expect(await send(doorbellPress(parts)(other), { bearer: other })).toEqual({ status, body: exception(code) });
  });

  it("that was taken back is refused", async () => {
    const other = issue("amzn1.account.B", login.eventsClient.clientId);
    login.revoke("amzn1.account.B");
    expect((await send(doorbellPress(parts)(other), { bearer: other })).status).toBe(401);
  });

  it("is refused in another region, without a word", async () => {
    expect(await send(doorbellPress(parts)(token), { region: "EU" })).toEqual({ status: 403, body: undefined });
  });

  it("is refused while the user has the skill disabled", async () => {
    gateways.setEnabled(userId, false);
    const reply = await send(doorbellPress(parts)(token));
    gateways.setEnabled(userId, true);
    expect(reply).toEqual({ status: 403, body: exception("SKILL_DISABLED_EXCEPTION") });
  });
});

describe("an event is refused, and the field named,", () => {
  const motion = () => motionChanged({ ...parts, motion: "DETECTED", connectivity: "OK" })(token);
  it.each<[string, () => Broken, (event: Broken) => void, string]>([
    [
      "with a fraction of a second",
      () => doorbellPress(parts)(token),
      set("payload.timestamp", "2023-11-14T22:13:20.000Z"),
      "event.payload.timestamp",
    ],
    [
      "with a key too many",
      () => doorbellPress(parts)(token),
      set("payload.sessionId", "s"),
      "event.payload.sessionId",
    ],
    [
      "with a correlation token",
      () => doorbellPress(parts)(token),
      set("header.correlationToken", "c"),
      "event.header.correlationToken",
    ],
    ["with a message id of another alphabet", motion, set("header.messageId", "a_b"), "event.header.messageId"],
    ["without a scope", motion, set("endpoint.scope", undefined), "event.endpoint.scope"],
    ["with another's token in it", motion, set("endpoint.scope.token", "Atza|other"), "scope.token"],
    ["by a name that is none", motion, set("header.name", "Response"), "event.header.name"],
    [
      "when it tells motion without health",
      motion,
      (event) => {
        event.context.properties = [];
      },
      "context.properties",
    ],
    ["without an event", () => ({}), () => {}, "event"],
  ])("%s", async (_name, make, change, field) => {
    const event = make();
    change(event);
    const description = `The request is not valid at ${field}.`;
    expect(await send(event)).toEqual({ status: 400, body: exception("INVALID_REQUEST_EXCEPTION", description) });
  });

  it("when it is no JSON", async () => {
    expect((await send("{")).body).toEqual(exception("INVALID_REQUEST_EXCEPTION"));
    const headers = { "content-type": "text/plain" };
    expect((await send(doorbellPress(parts)(token), { headers })).body.payload.description).toContain("Content-Type");
  });
});

/** Sets a field below `event`, by its path. */
function set(path: string, value: unknown): (event: Broken) => void {
  return (event) => {
    const keys = path.split(".");
    const last = keys.pop() as string;
    const parent = keys.reduce((object, key) => object[key], event.event);
    parent[last] = value;
  };
}

describe("a report of too many endpoints", () => {
  const report = (count: number, name = "DeleteReport") => {
    const endpoints = Array.from({ length: count }, (_, index) => ({ endpointId: `camera-${index}` }));
    const [build] = deleteReports({ newMessageId: () => "m", endpointIds: ["a"] });
    const event: Broken = build?.(token);
    event.event.header.name = name;
    event.event.payload.endpoints = endpoints;
    return event;
  };

  it("that are gone is a failure that nothing explains", async () => {
    expect((await send(report(30))).status).toBe(202);
    expect(await send(report(31))).toEqual({ status: 500, body: exception("INTERNAL_SERVICE_EXCEPTION") });
  });

  it("that are new is too large", async () => {
    expect((await send(report(301, "AddOrUpdateReport"))).status).toBe(413);
    const large = report(30);
    large.event.payload.endpoints[0].endpointId = "x".repeat(20_000);
    expect(await send(large)).toEqual({ status: 413, body: exception("REQUEST_ENTITY_TOO_LARGE_EXCEPTION") });
  });
});
