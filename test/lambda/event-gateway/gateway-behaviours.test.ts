import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { createConnections } from "../../../lambda/connections.ts";
import { createEventGateway } from "../../../lambda/event-gateway/gateway.ts";
import { postJson } from "../../../lambda/http-post.ts";
import type { SendingRight } from "../../../lambda/state/grants.ts";
import { doorbellPress } from "../../../protocol/alexa/build-proactive-events.ts";
import { type EventGateways, startEventGateways } from "../../../rehearsal/alexa-cloud/event-gateway/index.ts";
import { type LoginWithAmazon, startLoginWithAmazon } from "../../../rehearsal/alexa-cloud/index.ts";
import { SLOW_MS } from "../../../rehearsal/aws/behaviour.ts";

const userId = "amzn1.account.A";
const press = doorbellPress({ messageId: "m", endpointId: "front-door", at: 1_700_000_000_000 });
const connections = createConnections(Date.now);
let login: LoginWithAmazon;
let gateways: EventGateways;

beforeAll(async () => {
  login = await startLoginWithAmazon();
  gateways = await startEventGateways({ login, regionOf: (user) => (user === userId ? "EU" : "NA") });
});
afterEach(() => gateways.behave("ok"));
afterAll(async () => {
  connections.close();
  await Promise.all([login.stop(), gateways.stop()]);
});

function rightOf(user: string, expiresInSeconds = 3600): SendingRight & { ended: boolean } {
  const issue = (seconds: number) =>
    login.issueToken({ userId: user, clientId: login.eventsClient.clientId, expiresInSeconds: seconds });
  return {
    region: "EU",
    ended: false,
    accessToken: async () => issue(expiresInSeconds),
    renewed: async () => issue(3600),
    async end() {
      this.ended = true;
    },
  };
}

/** Sends by the gateway, which waits for nothing between its tries. */
function deliver(right: SendingRight, signal = new AbortController().signal, tryWithinMs = 4_000) {
  const nothing = () => {};
  return createEventGateway({
    urls: gateways.urls,
    post: (url, document, options) => postJson(url, document, { connections, ...options }),
    log: { info: nothing, warn: nothing },
    sleep: async () => {},
    tryWithinMs,
  }).deliver(right, press, signal);
}

describe("an event", () => {
  it("arrives at the gateway of the user's region", async () => {
    expect(await deliver(rightOf(userId))).toBe("delivered");
    expect(gateways.events().at(-1)).toMatchObject({
      region: "EU",
      userId,
      event: { event: { header: { messageId: "m" } } },
    });
  });

  it("arrives by a second token when the first has expired", async () => {
    expect(await deliver(rightOf(userId, -1))).toBe("delivered");
  });

  it("comes to nobody who has disabled the skill, and the grant ends", async () => {
    const right = rightOf(userId);
    gateways.setEnabled(userId, false);
    expect(await deliver(right)).toBe("nobody");
    gateways.setEnabled(userId, true);
    expect(right.ended).toBe(true);
  });

  it("is undelivered when the user is at home in another region", async () => {
    await expect(deliver(rightOf("amzn1.account.B"))).rejects.toThrow("event-undelivered: ");
  });
});

describe("a gateway that is", () => {
  it.each([
    ["refused", "no reply"],
    ["slow", "no reply"],
    ["throttled", "THROTTLING_EXCEPTION"],
    ["garbage", "HTTP 200"],
    ["error", "INTERNAL_SERVICE_EXCEPTION"],
    ["denied", "HTTP 403"],
  ] as const)("%s fails as undelivered before a slow one would have replied: %s", async (behaviour, detail) => {
    gateways.behave(behaviour);
    const startedAt = performance.now();
    const delivery = deliver(rightOf(userId), undefined, behaviour === "slow" ? 40 : undefined);
    await expect(delivery).rejects.toMatchObject({
      code: "event-undelivered",
      sentence: expect.stringContaining(`(${detail})`),
    });
    expect(performance.now() - startedAt).toBeLessThan(SLOW_MS);
  });

  it("slow is given up when the invocation's time is over", async () => {
    gateways.behave("slow");
    const over = new AbortController();
    const delivery = deliver(rightOf(userId), over.signal);
    over.abort();
    await expect(delivery).rejects.toMatchObject({ code: "event-undelivered" });
  });
});
