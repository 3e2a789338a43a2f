import { afterEach, describe, expect, it, jest } from "@jest/globals";
import fc from "fast-check";
import * as z from "zod/mini";
import { Failure } from "../../lambda/failure.ts";
import { alexaEventSchema } from "../../protocol/alexa/events.ts";
import { directiveFixture, sentinels } from "./support/fixtures.ts";
import { createPlainSkill, warm } from "./support/plain-skill.ts";
import { errorOf } from "./support/rehearsed-skill.ts";

const view = () => directiveFixture("initiate-session.echo-show");

afterEach(() => {
  jest.useRealTimers();
});

/** A promise that ends only with the signal, as every call of the skill's does. */
function untilAborted(signal: AbortSignal, code: "answer-late" | "identity-unreachable"): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Failure(code))));
}

describe("the deadline", () => {
  it.each([
    ["4.8 s in an environment's first invocation", { first: true, lambdaRemaining: 8_000 }, 4_800],
    ["5.5 s in every other one", { first: false, lambdaRemaining: 8_000 }, 5_500],
    ["what Lambda leaves, where that is less", { first: false, lambdaRemaining: 2_000 }, 2_000],
  ])("is %s; calls end 200 ms before it", async (_name, circumstances, budget) => {
    jest.useFakeTimers();
    const { skill, failed } = createPlainSkill({
      offerExchange: { exchange: ({ signal }) => untilAborted(signal, "answer-late") },
    });
    const done = jest.fn();
    const event = skill(view(), circumstances).then((answer) => {
      done();
      return answer;
    });
    await jest.advanceTimersByTimeAsync(budget - 201);
    expect(done).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(2);
    expect(done).toHaveBeenCalled();
    expect(errorOf(await event)?.type).toBe("ENDPOINT_UNREACHABLE");
    expect(failed).toEqual(["answer-late"]);
  });

  it("is shared by all calls: what the account took is not there for the camera", async () => {
    jest.useFakeTimers();
    const { skill } = createPlainSkill({
      accounts: { userIdOf: () => new Promise((resolve) => setTimeout(() => resolve("amzn1.account.OWNER"), 3_000)) },
      offerExchange: { exchange: ({ signal }) => untilAborted(signal, "answer-late") },
    });
    const done = jest.fn();
    const event = skill(view(), warm).then(done);
    await jest.advanceTimersByTimeAsync(5_300);
    await event;
    expect(done).toHaveBeenCalled();
  });

  it("holds even when a call never ends", async () => {
    jest.useFakeTimers();
    const { skill, lines } = createPlainSkill({ offerExchange: { exchange: () => new Promise(() => {}) } });
    const event = skill(view(), warm);
    await jest.advanceTimersByTimeAsync(5_500);
    expect(errorOf(await event)?.type).toBe("INTERNAL_ERROR");
    expect(lines).toMatchObject([{ message: "view", fields: { outcome: "unexpected" } }]);
  });

  it("leaves no timer behind", async () => {
    jest.useFakeTimers();
    const { skill } = createPlainSkill();
    await skill(view(), warm);
    await skill("not a directive", warm);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe("discovery", () => {
  it("names the user's cameras", async () => {
    const event = z.parse(
      alexaEventSchema,
      await createPlainSkill().skill(directiveFixture("discover.linked-user"), warm),
    );
    expect(event.event.payload).toMatchObject({
      endpoints: [{ endpointId: "front-door", friendlyName: "Front Door" }],
    });
  });

  it("names the first 300 and says so when there are more", async () => {
    const { dependencies } = createPlainSkill();
    const [camera] = await dependencies.registry.camerasOf("amzn1.account.OWNER");
    const cameras = Array.from({ length: 301 }, (_, index) => ({ ...camera, id: `camera-${index}` }) as never);
    const { skill, lines } = createPlainSkill({
      registry: { camerasOf: async () => cameras, cameraOf: async () => undefined },
    });
    const event = z.parse(alexaEventSchema, await skill(directiveFixture("discover.linked-user"), warm));
    expect((event.event.payload as { endpoints: unknown[] }).endpoints).toHaveLength(300);
    expect(lines).toMatchObject([{ level: "warn", fields: { cameras: 301, discovered: 300 } }]);
  });
});

describe("state and sessions", () => {
  it("reports an offline camera as UNREACHABLE, and not as an error", async () => {
    const { skill, dependencies } = createPlainSkill();
    await dependencies.presence.report("front-door", "UNREACHABLE");
    const event = z.parse(alexaEventSchema, await skill(directiveFixture("report-state.camera"), warm));
    expect(event).toMatchObject({
      event: { header: { namespace: "Alexa", name: "StateReport" }, endpoint: { endpointId: "front-door" } },
      context: { properties: [{ name: "connectivity", value: { value: "UNREACHABLE" } }] },
    });
  });

  it.each([
    ["session-connected.echo-show", "SessionConnected"],
    ["session-disconnected.echo-show", "SessionDisconnected"],
  ])("%s succeeds although nobody knows the session", async (name, answer) => {
    const directive = directiveFixture(name);
    const event = z.parse(alexaEventSchema, await createPlainSkill().skill(directive, warm));
    expect(event.event.header).toMatchObject({
      name: answer,
      correlationToken: directive.directive.header.correlationToken,
    });
    expect(event.event.payload).toEqual({ sessionId: directive.directive.payload.sessionId });
  });

  it.each(["session-connected.echo-show", "session-disconnected.echo-show", "report-state.camera"])(
    "%s is refused for another user's camera",
    async (name) => {
      const { skill } = createPlainSkill({ accounts: { userIdOf: async () => "amzn1.account.OTHER" } });
      expect(errorOf(await skill(directiveFixture(name), warm))?.type).toBe("NO_SUCH_ENDPOINT");
    },
  );
});

describe("a grant", () => {
  it("is answered with success once something takes it", async () => {
    const accept = jest.fn(async (_grant: { userId: string; code: string }) => {});
    const { skill } = createPlainSkill({ grants: { accept, forget: async () => {} } });
    const event = z.parse(alexaEventSchema, await skill(directiveFixture("accept-grant.linked-user"), warm));
    expect(event.event.header).toMatchObject({ namespace: "Alexa.Authorization", name: "AcceptGrant.Response" });
    expect(accept.mock.calls[0]?.[0]).toEqual({ userId: "amzn1.account.OWNER", code: sentinels.grantCode });
  });
});

describe("the order of things", () => {
  it("asks neither registry nor camera before the account is known", async () => {
    const { skill, dependencies } = createPlainSkill({
      accounts: { userIdOf: async () => Promise.reject(new Failure("token-invalid")) },
    });
    await skill(view(), warm);
    expect(dependencies.registry.cameraOf).not.toHaveBeenCalled();
    expect(dependencies.offerExchange.exchange).not.toHaveBeenCalled();
  });

  it("asks for no camera's presence before it is known whose camera it is", async () => {
    const connectivityOf = jest.fn(async () => "OK" as const);
    const { skill, dependencies } = createPlainSkill({
      presence: { connectivityOf, report: async () => {} },
      registry: { camerasOf: async () => [], cameraOf: async () => undefined },
    });
    await skill(view(), warm);
    expect(connectivityOf).not.toHaveBeenCalled();
    expect(dependencies.offerExchange.exchange).not.toHaveBeenCalled();
  });

  it("takes a camera for offline that said so itself", async () => {
    const { skill, dependencies, failed } = createPlainSkill({
      offerExchange: { exchange: async () => Promise.reject(new Failure("answer-empty")) },
    });
    await dependencies.presence.report("front-door", "UNREACHABLE");
    await skill(view(), warm);
    expect(failed).toEqual(["camera-offline"]);
  });

  it("takes a camera for online again once it has answered", async () => {
    const { skill, dependencies } = createPlainSkill();
    await dependencies.presence.report("front-door", "UNREACHABLE");
    await skill(view(), warm);
    expect(await dependencies.presence.connectivityOf("front-door")).toBe("OK");
  });

  it("answers all the same when presence cannot be kept", async () => {
    const broken = async () => Promise.reject(new Error("no table"));
    const presence = { connectivityOf: broken, report: broken };
    const { skill, lines } = createPlainSkill({ presence });
    expect(errorOf(await skill(view(), warm))).toBeUndefined();
    expect(lines.map(({ message }) => message)).toContain("presence could not be kept");
    const late = createPlainSkill({
      presence,
      offerExchange: { exchange: async () => Promise.reject(new Failure("answer-late")) },
    });
    await late.skill(view(), warm);
    expect(late.failed).toEqual(["answer-late"]);
  });
});

describe("what nobody expected", () => {
  it("is told by name and place, and never in a stranger's words", async () => {
    const { skill, lines } = createPlainSkill({
      accounts: { userIdOf: async () => JSON.parse(`{"token": ${sentinels.token}}`) as string },
    });
    const event = await skill(view(), warm);
    expect(errorOf(event)).toMatchObject({ namespace: "Alexa", type: "INTERNAL_ERROR" });
    expect(lines).toMatchObject([
      { level: "error", fields: { outcome: "unexpected", cause: { name: "SyntaxError", frames: expect.anything() } } },
    ]);
    expect(JSON.stringify([event, lines])).not.toContain(sentinels.token.slice(0, 20));
  });

  it("never makes the skill throw or answer anything illegal, whatever comes in", async () => {
    const { skill } = createPlainSkill();
    const directives = [
      "initiate-session.echo-show",
      "discover.linked-user",
      "accept-grant.linked-user",
      "report-state.camera",
    ];
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (envelope) => {
        expect(z.safeParse(alexaEventSchema, await skill(envelope, warm)).success).toBe(true);
      }),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...directives), fc.nat(), fc.anything(), async (name, place, value) => {
        const directive = directiveFixture(name);
        replace(directive, place, value);
        expect(z.safeParse(alexaEventSchema, await skill(directive, warm)).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** Puts a value in the place of one field, somewhere in the directive. */
function replace(target: object, place: number, value: unknown): void {
  const fields: [Record<string, unknown>, string][] = [];
  const walk = (node: unknown) => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      fields.push([node as Record<string, unknown>, key]);
      walk(child);
    }
  };
  walk(target);
  const field = fields[place % fields.length];
  if (field !== undefined) field[0][field[1]] = value;
}
