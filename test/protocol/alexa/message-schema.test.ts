// What Amazon's public message schema for smart-home skills demands of what a skill sends, as read in it, by probes of
// our own; where the pages of an interface demand more, that is probed too. The schema itself is not part of this
// project: its licence allows its use with Amazon's services only.
import { describe, expect, it } from "@jest/globals";
import { accepts, events, having, names, pathsIn, replies, unasked } from "./support/sent-events.ts";

/** What may be missing. */
const optional = /correlationToken|additionalAttributes/;
const optionalEndpoint = [
  "AnswerGeneratedForSession",
  "SessionConnected",
  "SessionDisconnected",
  "ErrorResponse",
  "Snapshot's ErrorResponse",
];

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
