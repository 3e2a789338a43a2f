import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { closeServer, listenOnLoopback } from "../../rehearsal/listen.ts";
import { type SignalingService, startSignalingService } from "../../rehearsal/signaling-service/index.ts";
import { run } from "./run.ts";

describe("camera-skill signaling behave", () => {
  let service: SignalingService;
  beforeAll(async () => {
    service = await startSignalingService({ channels: ["front-door"] });
  });
  beforeEach(async () => {
    await behave("--clear");
  });
  afterAll(() => service.stop());

  const behave = (...args: string[]) => run("signaling", "behave", "--admin-url", service.adminPageUrl, ...args);

  it("puts behaviours in and says so, also when their channel is not there yet", async () => {
    const { code, out } = await behave("answer-late:3000@front-door", "throttle", "answer-null@garden");
    expect(code).toBe(0);
    expect(out).toContain("✔ answer-late:milliseconds=3000 on front-door in force as ");
    expect(out).toContain("✔ throttle everywhere in force as ");
    expect(out).toContain('There is no channel "garden" so far.');
    expect(out).not.toContain("There are:");
  });

  it("lists what is in force and what there is", async () => {
    await behave("answer-late:3000@front-door");
    for (const args of [[], ["--list"]]) {
      const { code, out } = await behave(...args);
      expect(code).toBe(0);
      expect(out).toMatch(/In force:\n +\d+ {2}answer-late:milliseconds=3000 on front-door\n/);
      expect(out).toMatch(/\n {2}camera-offline +Alexa's offers never reach the master\.\n/);
      expect(out).toMatch(/\n {4}\[stale\] +what the old endpoints answer: unknown-operation \| not-found, /);
      expect(out).not.toContain("\u001b");
    }
  });

  it("takes one out by its number, and all of them", async () => {
    const { out } = await behave("throttle", "hang", "stall", "--json");
    const { done, behaviours } = JSON.parse(out);
    expect(done).toEqual(behaviours);
    const left = JSON.parse((await behave("--remove", String(done[0].id), "--json")).out);
    expect(left.behaviours.map(({ behaviour }: { behaviour: string }) => behaviour)).toEqual(["hang", "stall"]);
    const instead = JSON.parse((await behave("--clear", "half-open", "--json")).out);
    expect(instead.behaviours).toEqual(instead.done);
    expect((await behave("--clear")).out).toBe("No behaviour is in force.\n");
  });

  it("says of a notice to how many it was sent", async () => {
    const { out } = await behave("go-away");
    expect(out).toBe("✔ go-away everywhere sent to 0 connections\n\nNo behaviour is in force.\n");
  });

  it.each([
    [["answer-nul"], 'there is no behaviour "answer-nul"; did you mean answer-null?'],
    [["--al"], "(npx camera-skill signaling behave --help shows what there is)"],
    [["throttle", "answer-late"], "answer-late: milliseconds is missing"],
    [["--remove", "99999"], "No behaviour of this id is in force."],
    [["--remove", "first"], "whole number"],
  ])("does nothing for %j, and says why", async (args, message) => {
    const { code, err } = await behave(...args);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect((await behave()).out).toContain("No behaviour is in force.");
  });

  it.each([
    ["no address", [], 2, "KVS_SIGNALING_ADMIN"],
    ["an address without a token", ["--admin-url", "http://127.0.0.1:1/admin/"], 2, "that is no admin address"],
    [
      "an address of another machine",
      ["--admin-url", "http://example.com/admin/#token"],
      2,
      "that is no admin address",
    ],
    [
      "an address where nothing runs",
      ["--admin-url", "http://127.0.0.1:1/admin/#token"],
      1,
      "no signaling service answers",
    ],
  ])("says what to do when it is given %s", async (_case, args, exitCode, message) => {
    const { code, err } = await run("signaling", "behave", ...args);
    expect([code, err]).toEqual([exitCode, expect.stringContaining(message)]);
  });

  it("tells what there is without any service", async () => {
    const { code, out } = await run("signaling", "behave", "--list");
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^There are:\n {2}camera-offline +Alexa's offers never reach/),
    ]);
  });

  it("says so when something else answers", async () => {
    const other = createServer((_request, response) => response.end("<!doctype html>"));
    const port = await listenOnLoopback(other);
    const { code, err } = await run("signaling", "behave", "--admin-url", `http://127.0.0.1:${port}/admin/#token`);
    await closeServer(other);
    expect([code, err]).toEqual([1, expect.stringContaining("is no signaling service")]);
    expect(err).not.toMatch(/JSON|doctype/);
  });

  it("says so when the token is an older service's", async () => {
    const { code, err } = await run(
      "signaling",
      "behave",
      "--admin-url",
      `${new URL(service.adminPageUrl).origin}/admin/#old`,
    );
    expect([code, err]).toEqual([1, expect.stringContaining("another token")]);
    expect(err).not.toContain(service.adminToken);
  });
});
