import { describe, expect, it } from "@jest/globals";
import { createEventGateway, type EventGatewayOptions } from "../../../lambda/event-gateway/gateway.ts";
import { Failure } from "../../../lambda/failure.ts";
import type { JsonReply } from "../../../lambda/http-json.ts";
import type { SendingRight } from "../../../lambda/state/grants.ts";
import { type Addressed, deleteReports, doorbellPress } from "../../../protocol/alexa/build-proactive-events.ts";
import type { ProactiveEvent } from "../../../protocol/alexa/proactive-events.ts";

const taken: JsonReply = { status: 202, body: undefined };
const exception = (status: number, code: string): JsonReply => ({
  status,
  body: { header: {}, payload: { code, description: "Atza|secret front-door" } },
});
const press = doorbellPress({ messageId: "m", endpointId: "front-door", at: 1_700_000_000_000 });
function report(...endpointIds: string[]): Addressed {
  const [build] = deleteReports({ newMessageId: () => "m", endpointIds });
  if (build === undefined) throw new Error("there is no report of nothing");
  return build;
}

/** A gateway that replies in this order, or as it is told by the event, and a user's grant in Europe. */
function createScene(replies: (JsonReply | Error)[] | ((event: ProactiveEvent) => JsonReply), gone = false) {
  const posts: { url: string; authorization: string | undefined; event: ProactiveEvent }[] = [];
  const waits: number[] = [];
  const lines: object[] = [];
  const ends: string[] = [];
  const stop = new AbortController();
  let stopAfterWaits = Number.POSITIVE_INFINITY;
  const right: SendingRight = {
    region: "EU",
    accessToken: async () => "Atza|first",
    async renewed(refused) {
      if (gone) throw new Failure("grant-gone");
      return `${refused}-renewed`;
    },
    async end() {
      ends.push("ended");
    },
  };
  const log = (message: string, fields?: object) => {
    lines.push({ message, ...fields });
  };
  const post: EventGatewayOptions["post"] = async (url, document, { headers }) => {
    const event = document as ProactiveEvent;
    posts.push({ url: url.href, authorization: headers.authorization, event });
    const reply = Array.isArray(replies) ? replies.shift() : replies(event);
    if (reply === undefined) throw new Error("nothing was to be sent any more");
    if (reply instanceof Error) throw reply;
    return reply;
  };
  const gateway = createEventGateway({
    urls: { NA: "http://na", EU: "http://eu", FE: "http://fe" },
    post,
    log: { info: log, warn: log },
    async sleep(milliseconds) {
      waits.push(milliseconds);
      if (waits.length >= stopAfterWaits) stop.abort();
    },
  });
  return {
    posts,
    waits,
    lines,
    ends,
    stopAfterWaits(count: number) {
      stopAfterWaits = count;
    },
    deliver: (build: Addressed = press) => gateway.deliver(right, build, stop.signal),
  };
}

const undelivered = (detail: string) =>
  expect.objectContaining({ code: "event-undelivered", sentence: expect.stringContaining(`(${detail})`) });

describe("an event", () => {
  it("goes to the gateway of the grant's region, with the token in its header and in itself", async () => {
    const scene = createScene([taken]);
    expect(await scene.deliver()).toBe("delivered");
    expect(scene.posts).toEqual([
      { url: "http://eu/v3/events", authorization: "Bearer Atza|first", event: press("Atza|first") },
    ]);
    expect(scene.lines).toEqual([{ message: "event delivered", region: "EU", event: "DoorbellPress", status: 202 }]);
  });

  it("is delivered by HTTP 200 too, if that comes with JSON", async () => {
    expect(await createScene([{ status: 200, body: {} }]).deliver()).toBe("delivered");
  });

  it.each([
    ["INVALID_REQUEST_EXCEPTION", exception(400, "INVALID_REQUEST_EXCEPTION")],
    ["HTTP 404", { status: 404, body: undefined }],
    ["HTTP 418", { status: 418, body: { payload: { code: "a code with Atza|secret" } } }],
    ["INSUFFICIENT_PERMISSION_EXCEPTION", exception(403, "INSUFFICIENT_PERMISSION_EXCEPTION")],
    ["REQUEST_ENTITY_TOO_LARGE_EXCEPTION", exception(413, "REQUEST_ENTITY_TOO_LARGE_EXCEPTION")],
  ])("fails at once by %s", async (detail, reply) => {
    const scene = createScene([reply]);
    await expect(scene.deliver()).rejects.toEqual(undelivered(detail));
    expect(scene.posts).toHaveLength(1);
    expect(scene.ends).toEqual([]);
  });

  it.each([
    ["THROTTLING_EXCEPTION", exception(429, "THROTTLING_EXCEPTION")],
    ["INTERNAL_SERVICE_EXCEPTION", exception(500, "INTERNAL_SERVICE_EXCEPTION")],
    ["SERVICE_UNAVAILABLE_EXCEPTION", exception(503, "SERVICE_UNAVAILABLE_EXCEPTION")],
    ["HTTP 502", { status: 502, body: undefined }],
    ["HTTP 200", { status: 200, body: undefined }],
    ["no reply", new Error("connect ECONNREFUSED Atza|secret")],
  ])("is tried four times at %s, each time after a longer wait, and always the same", async (detail, reply) => {
    const scene = createScene([reply, reply, reply, reply]);
    await expect(scene.deliver()).rejects.toEqual(undelivered(detail));
    expect(scene.waits).toEqual([1_000, 2_000, 4_000]);
    expect(new Set(scene.posts.map(({ event }) => JSON.stringify(event))).size).toBe(1);
  });

  it("is delivered by a later try", async () => {
    const scene = createScene([exception(429, "THROTTLING_EXCEPTION"), new Error(), taken]);
    expect(await scene.deliver()).toBe("delivered");
    expect(scene.waits).toEqual([1_000, 2_000]);
  });

  it("is given up when its time is over", async () => {
    const scene = createScene([exception(503, "SERVICE_UNAVAILABLE_EXCEPTION")]);
    scene.stopAfterWaits(1);
    await expect(scene.deliver()).rejects.toEqual(undelivered("SERVICE_UNAVAILABLE_EXCEPTION"));
    expect(scene.posts).toHaveLength(1);
  });
});

describe("a token that the gateway does not take", () => {
  it.each([
    ["INVALID_ACCESS_TOKEN_EXCEPTION", exception(401, "INVALID_ACCESS_TOKEN_EXCEPTION")],
    ["HTTP 403", { status: 403, body: undefined }],
  ])("is renewed once at %s", async (detail, reply) => {
    const scene = createScene([reply, taken]);
    expect(await scene.deliver()).toBe("delivered");
    expect(scene.posts[1]).toEqual({
      url: "http://eu/v3/events",
      authorization: "Bearer Atza|first-renewed",
      event: press("Atza|first-renewed"),
    });
    expect(scene.waits).toEqual([]);

    const again = createScene([reply, reply]);
    await expect(again.deliver()).rejects.toEqual(undelivered(detail));
    expect(again.posts).toHaveLength(2);
    expect(again.ends).toEqual([]);
  });

  it("of a grant that is gone means that there is nobody to tell", async () => {
    const scene = createScene([exception(401, "INVALID_ACCESS_TOKEN_EXCEPTION")], true);
    expect(await scene.deliver()).toBe("nobody");
    expect(scene.lines.at(-1)).toEqual({ message: "nobody to tell", region: "EU", code: "grant-gone" });
  });
});

describe("a skill that the user has disabled", () => {
  it.each(["SKILL_DISABLED_EXCEPTION", "SKILL_NOT_FOUND_EXCEPTION"])("ends the grant by %s", async (code) => {
    const scene = createScene([exception(code === "SKILL_DISABLED_EXCEPTION" ? 403 : 404, code)]);
    expect(await scene.deliver()).toBe("nobody");
    expect(scene.ends).toEqual(["ended"]);
  });
});

describe("a report that is too large", () => {
  const sizeOf = (event: ProactiveEvent) =>
    "endpoints" in event.event.payload ? event.event.payload.endpoints.length : 0;
  const tooLarge = exception(413, "REQUEST_ENTITY_TOO_LARGE_EXCEPTION");

  it("is halved until it fits", async () => {
    const scene = createScene((event) => (sizeOf(event) > 1 ? tooLarge : taken));
    expect(await scene.deliver(report("a", "b", "c"))).toBe("delivered");
    const fitting = scene.posts.map(({ event }) => event).filter((event) => sizeOf(event) === 1);
    expect(fitting.map(({ event }) => event.header.messageId).sort()).toEqual(["m-1-1", "m-1-2", "m-2"]);
  });

  it("fails when one endpoint is too large, and the others are delivered all the same", async () => {
    const scene = createScene((event) =>
      sizeOf(event) > 1 || JSON.stringify(event).includes('"a"') ? tooLarge : taken,
    );
    await expect(scene.deliver(report("a", "b"))).rejects.toEqual(undelivered("REQUEST_ENTITY_TOO_LARGE_EXCEPTION"));
    expect(scene.lines).toContainEqual(expect.objectContaining({ message: "event delivered" }));
  });
});

describe("the log", () => {
  it("names region, event, status and code, and never a token, a message or an endpoint", async () => {
    const scene = createScene([
      exception(401, "INVALID_ACCESS_TOKEN_EXCEPTION"),
      new Error("Atza|first front-door"),
      exception(400, "INVALID_REQUEST_EXCEPTION"),
    ]);
    await expect(scene.deliver()).rejects.toThrow(Failure);
    expect(scene.lines[0]).toEqual({
      message: "the event gateway did not take an event",
      region: "EU",
      event: "DoorbellPress",
      status: 401,
      code: "INVALID_ACCESS_TOKEN_EXCEPTION",
    });
    expect(JSON.stringify(scene.lines)).not.toMatch(/Atza|front-door/);
  });
});
