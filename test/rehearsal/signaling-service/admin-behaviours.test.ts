import { ListSignalingChannelsCommand } from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type BehavioursReport, behavioursReportSchema } from "../../../rehearsal/signaling-service/admin/report.ts";
import { answerNull } from "../../../rehearsal/signaling-service/index.ts";
import { type RawReply, sendRaw } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(closeWorlds);

function ask(method: string, path: string, body?: object | string): Promise<RawReply> {
  const headers = { authorization: `Bearer ${world.service.adminToken}` };
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  return sendRaw({ url: `${world.service.controlPlaneUrl}${path}`, method, headers, body: text });
}
const put = (body: object | string) => ask("POST", "/admin/behaviours", body);

async function report(): Promise<BehavioursReport> {
  return behavioursReportSchema.parse(JSON.parse((await ask("GET", "/admin/behaviours")).text));
}
const list = () => world.control.send(new ListSignalingChannelsCommand({}));

describe("behaviours by the admin route", () => {
  it("are put in by name, listed, and taken out by their id", async () => {
    const reply = await put({ behaviour: "fail-with", parameters: { status: 503 } });
    expect(reply.status).toBe(201);
    const { id, ...what } = JSON.parse(reply.text);
    expect(what).toEqual({ behaviour: "fail-with:status=503" });
    await expect(list()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    expect((await report()).behaviours).toEqual([{ id, behaviour: "fail-with:status=503" }]);
    expect((await ask("DELETE", `/admin/behaviours/${id}`)).status).toBe(200);
    expect((await report()).behaviours).toEqual([]);
    await list();
    expect((await ask("DELETE", `/admin/behaviours/${id}`)).status).toBe(404);
  });

  it("are in force on the channel that they are for", async () => {
    const arn = await world.createChannel("front-door");
    const garden = await world.createChannel("garden");
    await put({ behaviour: "answer-at-once", parameters: { answer: "YQ==" }, channelName: "front-door" });
    await put({ behaviour: "answer-at-once", parameters: { answer: "Yg==" }, channelName: "garden" });
    expect((await world.offer(arn, "echo-1")).Answer).toBe("YQ==");
    expect((await world.offer(garden, "echo-1")).Answer).toBe("Yg==");
  });

  it("may be for a channel that is made later, and that is said", async () => {
    const reply = await put({ behaviour: "answer-at-once", channelName: "cellar" });
    expect(reply.status).toBe(201);
    expect(JSON.parse(reply.text)).toMatchObject({
      channelName: "cellar",
      warning: expect.stringContaining('"cellar"'),
    });
    const arn = await world.createChannel("cellar");
    expect((await world.offer(arn, "echo-1")).Answer).toBeUndefined();
  });

  it("are all taken out at once, those from code too", async () => {
    world.service.behave(answerNull(), { channelName: "front-door" });
    await put({ behaviour: "throttle" });
    const { behaviours } = await report();
    expect(behaviours.map(({ behaviour, channelName }) => [behaviour, channelName])).toEqual([
      ["answer-null", "front-door"],
      ["throttle", undefined],
    ]);
    expect((await ask("DELETE", "/admin/behaviours")).status).toBe(200);
    expect((await report()).behaviours).toEqual([]);
  });

  it("that only give notice act when they are put in, and do not stay", async () => {
    const arn = await world.createChannel("front-door");
    const master = await world.connectMaster(arn);
    for (const [behaviour, messageType] of [
      ["reconnect-ice-server", "RECONNECT_ICE_SERVER"],
      ["go-away", "GO_AWAY"],
    ]) {
      const reply = await put({ behaviour });
      expect([reply.status, JSON.parse(reply.text)]).toEqual([201, { behaviour, sentTo: 1 }]);
      expect(await master.next()).toMatchObject({ messageType });
      expect((await report()).behaviours).toEqual([]);
    }
  });

  it("are listed with all that there are and what each takes", async () => {
    const { catalogue } = await report();
    expect(catalogue.find(({ name }) => name === "delay")).toEqual({
      name: "delay",
      summary: "Calls are carried out late.",
      parameters: [
        { name: "milliseconds", summary: "how late", type: "number", required: true },
        {
          name: "operation",
          summary: expect.any(String),
          type: "text",
          required: false,
          choices: expect.arrayContaining(["SendAlexaOfferToMaster", "ConnectAsViewer"]),
        },
      ],
      positional: "milliseconds",
      wholeService: false,
    });
  });

  it.each([
    ["no JSON", "{", "The request body is not valid JSON."],
    ["a list", "[]", "must be an object"],
    ["without a name", {}, "behaviour is missing"],
    ["of no such name", { behaviour: "trottle" }, 'there is no behaviour "trottle"; did you mean throttle?'],
    ["of a name like no other", { behaviour: "x" }, 'there is no behaviour "x"; there are: camera-offline, '],
    [
      "with a member of another name",
      { behaviour: "throttle", channel: "front-door" },
      "The input has a member that is none of behaviour, parameters, channelName",
    ],
    ["without what it needs", { behaviour: "delay" }, "delay: milliseconds is missing"],
    [
      "with an object as a parameter",
      { behaviour: "delay", parameters: { milliseconds: {} } },
      "parameters.milliseconds",
    ],
    [
      "with what is no parameter of it",
      { behaviour: "delay", parameters: { milliseconds: 1, x: 1 } },
      "does not take x",
    ],
    ["for what is no channel", { behaviour: "throttle", channelName: "a b" }, "is not the name of a channel"],
  ])("are refused with HTTP 400 when the request is %s", async (_case, body, message) => {
    const reply = await put(body);
    expect([reply.status, JSON.parse(reply.text).message]).toEqual([400, expect.stringContaining(message)]);
    expect((await report()).behaviours).toEqual([]);
  });

  it("are refused when the request is longer than any can be", async () => {
    expect((await put({ behaviour: "throttle", more: "x".repeat(300_000) })).status).toBe(413);
  });

  it("are the owner's alone", async () => {
    const url = `${world.service.controlPlaneUrl}/admin/behaviours`;
    for (const method of ["GET", "POST", "DELETE"]) {
      expect((await sendRaw({ url, method, body: '{"behaviour":"throttle"}' })).status).toBe(401);
    }
    const headers = { authorization: `Bearer ${world.service.adminToken}`, origin: "https://example.com" };
    expect((await sendRaw({ url, method: "POST", headers, body: '{"behaviour":"throttle"}' })).status).toBe(403);
    expect((await report()).behaviours).toEqual([]);
  });
});
