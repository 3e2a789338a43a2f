import { ListSignalingChannelsCommand } from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { catalogue, makeBehaviour, parseBehaviour } from "../../../rehearsal/signaling-service/behaviours/catalogue.ts";
import * as signalingService from "../../../rehearsal/signaling-service/index.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const named = (text: string) => {
  const { behaviour, scope } = parseBehaviour(text);
  return [behaviour.name, scope];
};

/** What a text is refused with. */
function refusal(text: string): string {
  try {
    parseBehaviour(text);
  } catch (error) {
    if (error instanceof signalingService.InvalidBehaviour) return error.message;
    throw error;
  }
  throw new Error(`${text} was taken`);
}

describe("the catalogue of behaviours", () => {
  it("has every behaviour that there is for code", () => {
    const factories = Object.keys(signalingService).filter(
      (name) => /^[a-z]/.test(name) && name !== "startSignalingService",
    );
    const names = factories.map((name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    expect(catalogue.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it("tells of each what it does and what each parameter is for", () => {
    for (const { name, summary, positional, describeParameters } of catalogue) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(summary).toMatch(/^[A-Z].*\.$/);
      const parameters = describeParameters();
      for (const parameter of parameters) expect(parameter.summary).not.toBe("");
      if (positional !== undefined) expect(parameters.map((each) => each.name)).toContain(positional);
    }
  });

  it("describes a parameter for whoever makes a form of it", () => {
    const parametersOf = (name: string) => catalogue.find((kind) => kind.name === name)?.describeParameters();
    expect(parametersOf("answer-late")).toEqual([
      { name: "milliseconds", summary: "how much later", type: "number", required: true },
    ]);
    expect(parametersOf("endpoint-moves")).toEqual([
      {
        name: "stale",
        summary: "what the old endpoints answer",
        type: "text",
        required: false,
        choices: ["unknown-operation", "not-found"],
        default: "unknown-operation",
      },
    ]);
    expect(parametersOf("no-answer")?.map(({ name, type }) => [name, type])).toEqual([
      ["after", "text"],
      ["as", "text"],
    ]);
  });
});

describe("a behaviour in the text form", () => {
  it.each([
    ["answer-null", "answer-null", {}],
    ["answer-null@front-door", "answer-null", { channelName: "front-door" }],
    ["answer-late:milliseconds=3000@front-door", "answer-late:milliseconds=3000", { channelName: "front-door" }],
    ["answer-late:3000", "answer-late:milliseconds=3000", {}],
    ["no-answer:ttl,as=error", "no-answer:after=ttl,as=error", {}],
    ["no-answer:after=200", "no-answer:after=200", {}],
    ["fail-with:503", "fail-with:status=503", {}],
    ["throttle:SendAlexaOfferToMaster", "throttle:operation=SendAlexaOfferToMaster", {}],
    ["clock-skew:-400", "clock-skew:seconds=-400", {}],
    ["clock-skew:milliseconds=1500", "clock-skew:milliseconds=1500", {}],
    ["answer-garbage:payload=a=b", "answer-garbage:payload=a=b", {}],
    ["fail-with:message=me@home,status=500@garden", "fail-with:message=me@home,status=500", { channelName: "garden" }],
  ])("%s is read", (text, name, scope) => {
    expect(named(text)).toEqual([name, scope]);
  });

  it.each([
    ["answer-nul", 'there is no behaviour "answer-nul"; did you mean answer-null?'],
    ["", 'there is no behaviour ""'],
    ["answer-nul:3", 'there is no behaviour "answer-nul"'],
    ["answer-late", "answer-late: milliseconds is missing: it must be a number"],
    ["answer-late:soon", "answer-late: milliseconds must be a number"],
    ["answer-late:-1", "answer-late: milliseconds must be at least 0"],
    ["answer-late:1.5", "answer-late: milliseconds must be a whole number"],
    [
      "answer-late:seconds=3",
      "answer-late: milliseconds is missing: it must be a number; it does not take seconds, but milliseconds",
    ],
    ["answer-null:3", "answer-null: write its parameters as name=value, and not 3"],
    ["answer-null:a=3", "answer-null: it takes no parameters, and not a"],
    ["answer-null:constructor=3", "answer-null: it takes no parameters, and not constructor"],
    ["throttle:SendAlexaOffer", "throttle: operation must be one of CreateSignalingChannel, "],
    ["fail-with:200", "fail-with: status must be at least 400"],
    ["fail-with:error=Oops", "fail-with: error must be one of InvalidArgumentException, "],
    ["delay:5,SendAlexaOfferToMaster", "delay: write its parameters as name=value, and not SendAlexaOfferToMaster"],
    ["answer-null@", '"" is not the name of a channel'],
    ["answer-null@front door", '"front door" is not the name of a channel'],
    ["clock-skew:10000000000", "clock-skew: seconds must be at most 315360000"],
    ["clock-skew:milliseconds=-10000000000000", "clock-skew: milliseconds must be at least -315360000000"],
    ["clock-skew:315360000,milliseconds=1", "a clock is at most ten years ahead or behind"],
    ["clock-skew:5@front-door", "clock-skew is for the whole service"],
  ])("%s is refused, and it is said why", (text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it("is refused in the service's own words in a program that has set zod's", () => {
    const { localeError } = z.config();
    try {
      z.config({ localeError: () => "en otro idioma" });
      expect(refusal("answer-late:soon")).toBe("answer-late: milliseconds must be a number");
    } finally {
      z.config({ localeError });
    }
  });

  it("does not repeat a payload", () => {
    const [name] = named(`answer-at-once:answer=${"a".repeat(500)}`);
    expect(name).toBe("answer-at-once:answer=…");
  });
});

describe("a behaviour made by its name", () => {
  it("takes numbers as they are, as JSON has them", () => {
    const parameters = { milliseconds: 3000 };
    expect(makeBehaviour({ behaviour: "answer-late", parameters }).behaviour.name).toBe(
      "answer-late:milliseconds=3000",
    );
  });

  it.each([
    ["camera-offline", ["onOfferToMaster"]],
    ["no-answer:100", ["noAnswer"]],
    ["answer-at-once", ["beforeOperation"]],
    ["answer-late:5", ["onAnswer"]],
    ["answer-null", ["onAnswer"]],
    ["answer-empty", ["onAnswer"]],
    ["answer-garbage", ["onAnswer"]],
    ["answer-without-candidates", ["onAnswer"]],
    ["throttle", ["beforeOperation"]],
    ["fail-with", ["beforeOperation"]],
    ["unknown-operation", ["beforeOperation"]],
    ["endpoint-moves", ["moves"]],
    ["delay:5", ["beforeOperation"]],
    ["hang", ["beforeOperation"]],
    ["stall", ["beforeOperation"]],
    ["reset-connection", ["beforeOperation"]],
    ["half-open", ["halfOpen"]],
    ["candidates-overtake", ["holdBack"]],
    ["clock-skew:3", ["clockSkewMilliseconds"]],
    ["go-away", ["notice"]],
    ["reconnect-ice-server", ["notice"]],
  ])("%s is the behaviour of that name", (text, hooks) => {
    const { name, ...behaviour } = parseBehaviour(text).behaviour;
    expect(name.split(":")[0]).toBe(text.split(":")[0]);
    expect(Object.keys(behaviour).sort()).toEqual(hooks.sort());
  });

  it("adds up seconds and milliseconds of clock-skew", () => {
    expect(parseBehaviour("clock-skew:2,milliseconds=-500").behaviour.clockSkewMilliseconds).toBe(1500);
  });
});

describe("misbehaviour asked for by name", () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(closeWorlds);

  const list = () => world.control.send(new ListSignalingChannelsCommand({}));

  it.each([
    ["fail-with", 500, "InternalFailure"],
    ["fail-with:400", 400, "InvalidArgumentException"],
    ["fail-with:401", 401, "NotAuthorizedException"],
    ["fail-with:403", 403, "AccessDeniedException"],
    ["fail-with:404", 404, "ResourceNotFoundException"],
    ["fail-with:500", 500, "InternalFailure"],
    ["fail-with:503", 503, "ServiceUnavailable"],
    ["fail-with:504", 504, "InternalFailure"],
    ["fail-with:error=VersionMismatchException", 400, "VersionMismatchException"],
    ["fail-with:error=ExpiredTokenException", 403, "ExpiredTokenException"],
    ["fail-with:error=AccessDeniedException", 401, "AccessDeniedException"],
    ["throttle:ListSignalingChannels", 400, "ClientLimitExceededException"],
  ])("%s: clients get HTTP %i %s until it is taken out", async (text, httpStatusCode, name) => {
    const undo = world.service.behave(text);
    await expect(list()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
    undo();
    await list();
  });

  it("is told of as it begins and ends", async () => {
    const undo = world.service.behave("answer-late:3000@front-door");
    const what = { behaviour: "answer-late:milliseconds=3000", channelName: "front-door" };
    expect(await world.event("behaviour-begun")).toMatchObject(what);
    undo();
    expect(await world.event("behaviour-ended")).toMatchObject(what);
    undo();
    expect(world.events).toEqual([]);
  });

  it("throws what the text is refused with", () => {
    expect(() => world.service.behave("answer-nul")).toThrow('there is no behaviour "answer-nul"');
    expect(world.events).toEqual([]);
  });
});
