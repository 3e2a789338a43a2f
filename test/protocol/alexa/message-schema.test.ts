// What Amazon's public message schema for smart-home skills demands of what a skill sends, as read in it, by probes of
// our own; where the pages of an interface demand more, that is probed too. The schema itself is not part of this
// project: its licence allows its use with Amazon's services only.
import { readdir } from "node:fs/promises";
import { describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { alexaEventSchema } from "../../../protocol/alexa/events.ts";
import { proactiveEventSchemas } from "../../../protocol/alexa/proactive-events.ts";
import { accepts, events, having, names, pathsIn, replies, unasked, usedBuilders } from "./support/sent-events.ts";

/** The files of builders that build parts of events. */
const parts = ["build-discovery-endpoint.ts", "build-event-parts.ts"];
/** What may be missing. */
const optional = /correlationToken|additionalAttributes/;
const optionalEndpoint = [
  "AnswerGeneratedForSession",
  "SessionConnected",
  "SessionDisconnected",
  "ErrorResponse",
  "Snapshot's ErrorResponse",
];

describe("the events that are taken apart here", () => {
  it("are of every builder, and of every schema", async () => {
    const folder = new URL("../../../protocol/alexa/", import.meta.url);
    const files = (await readdir(folder)).filter((file) => file.startsWith("build-") && !parts.includes(file));
    const modules: object[] = await Promise.all(files.map((file) => import(new URL(file, folder).href)));
    const builders = modules
      .flatMap((module) => Object.entries(module))
      .filter(([, value]) => value instanceof Function);
    expect(builders.map(([name]) => name).filter((name) => !usedBuilders.has(name))).toEqual([]);
    const schemas = [...alexaEventSchema.def.options, ...Object.values(proactiveEventSchemas)];
    const samples = Object.values(events);
    const unsampled = schemas.filter((schema) => !samples.some((event) => z.safeParse(schema, event).success));
    expect(unsampled.map((schema) => schemas.indexOf(schema))).toEqual([]);
  });
});

describe.each(names)("%s", (name) => {
  const { objects, keys } = pathsIn(events[name]);

  it("is accepted as it is built", () => {
    expect(accepts(events[name])).toBe(true);
  });

  it("takes no key that is not its own, in whatever object", () => {
    expect(objects.filter((path) => accepts(having(name, `${path}more`, 1)))).toEqual([]);
  });

  it("demands every key but those that are optional", () => {
    const spared = keys.filter((path) => accepts(having(name, path, undefined)));
    expect(spared.filter((path) => !optional.test(path))).toEqual(
      optionalEndpoint.includes(name) ? ["event.endpoint"] : [],
    );
  });

  it("takes null for nothing", () => {
    expect(keys.filter((path) => accepts(having(name, path, null)))).toEqual([]);
  });

  it.each(["a", "A-9", "x".repeat(127)])("takes the message id %j", (id) => {
    expect(accepts(having(name, "event.header.messageId", id))).toBe(true);
  });

  it.each(["", "x".repeat(128), "a_b", "a.b", "a b", "ä", "a\n", 7])("refuses the message id %j", (id) => {
    expect(accepts(having(name, "event.header.messageId", id))).toBe(false);
  });

  it.each(["2", "3.0", "", 3])("refuses the payload version %j", (version) => {
    expect(accepts(having(name, "event.header.payloadVersion", version))).toBe(false);
  });
});

describe("a correlation token", () => {
  it.each(replies)("of %s has at least one character", (name) => {
    expect(accepts(having(name, "event.header.correlationToken", "x"))).toBe(true);
    expect(accepts(having(name, "event.header.correlationToken", ""))).toBe(false);
  });

  it.each(unasked)("is not in %s, which answers nothing", (name) => {
    expect(accepts(having(name, "event.header.correlationToken", "x"))).toBe(false);
  });
});
