import { describe, expect, it } from "@jest/globals";
import { createFileRegistry } from "../../../lambda/cameras/file.ts";
import { Failure } from "../../../lambda/failure.ts";
import type { AlexaEvent } from "../../../protocol/alexa/events.ts";
import { cameraRecord, directiveFixture } from "../support/fixtures.ts";
import { createPlainSkill, warm } from "../support/plain-skill.ts";
import { errorOf } from "../support/rehearsed-skill.ts";

const cameras = [
  cameraRecord({ owners: ["user-ada", "user-bob"] }),
  cameraRecord({ id: "yard", owners: ["user-bob"] }),
  cameraRecord({ id: "attic", owners: ["*"] }),
];

const about = [
  "initiate-session.echo-show",
  "session-connected.echo-show",
  "session-disconnected.echo-show",
  "report-state.camera",
];

/** The skill, asked by a user for a camera. */
function askedBy(userId: string) {
  const log = { info() {}, warn() {}, error() {} };
  const registry = createFileRegistry({ read: () => JSON.stringify(cameras), log });
  const { skill, lines } = createPlainSkill({ accounts: { userIdOf: async () => userId }, registry });
  return {
    lines,
    ask(fixture: string, endpointId?: string): Promise<AlexaEvent> {
      const envelope = directiveFixture(fixture);
      if (endpointId !== undefined) envelope.directive.endpoint.endpointId = endpointId;
      return skill(envelope, warm);
    },
  };
}

function discovered(event: AlexaEvent): string[] {
  return (event.event.payload as { endpoints: { endpointId: string }[] }).endpoints.map(({ endpointId }) => endpointId);
}

describe("a camera of several users", () => {
  it.each(["user-ada", "user-bob"])("is there for %s", async (userId) => {
    const { ask, lines } = askedBy(userId);
    for (const fixture of about) expect(errorOf(await ask(fixture, "front-door"))).toBeUndefined();
    expect(discovered(await ask("discover.linked-user"))).toContain("front-door");
    expect(JSON.stringify(lines)).not.toContain(userId);
  });

  it("shows none of them what else another one has", async () => {
    expect(discovered(await askedBy("user-ada").ask("discover.linked-user"))).toEqual(["front-door"]);
    expect(discovered(await askedBy("user-bob").ask("discover.linked-user"))).toEqual(["front-door", "yard"]);
  });
});

describe("a valid user who is refused", () => {
  it.each(about)("by %s has their id in the log line, and Alexa hears nothing of it", async (fixture) => {
    for (const endpointId of ["yard", "no-such-camera"]) {
      const { ask, lines } = askedBy("user-ada");
      const event = await ask(fixture, endpointId);
      expect(errorOf(event)?.type).toBe("NO_SUCH_ENDPOINT");
      expect(lines).toMatchObject([{ level: "warn", fields: { code: "camera-not-found", userId: "user-ada" } }]);
      expect(JSON.stringify(event)).not.toContain("user-ada");
    }
  });

  it("hears the same of another user's camera and of one that is not there", async () => {
    const [foreign, missing] = await Promise.all(
      ["yard", "no-such-camera"].map((id) => askedBy("user-ada").ask("report-state.camera", id)),
    );
    expect(errorOf(foreign as AlexaEvent)).toEqual(errorOf(missing as AlexaEvent));
  });

  it("by an empty discovery has their id in a log line, and Alexa an empty list", async () => {
    const { ask, lines } = askedBy("user-carol");
    const event = await ask("discover.linked-user");
    expect(discovered(event)).toEqual([]);
    expect(lines).toMatchObject([{ level: "warn", fields: { userId: "user-carol" } }]);
    expect(JSON.stringify(event)).not.toContain("user-carol");
  });

  it("is the only one whose id is logged", async () => {
    const { skill, lines } = createPlainSkill({
      accounts: {
        userIdOf: async () => {
          throw new Failure("token-invalid");
        },
      },
    });
    await skill(directiveFixture("report-state.camera"), warm);
    expect(lines).toMatchObject([{ fields: { code: "token-invalid" } }]);
    expect(lines[0]?.fields).not.toHaveProperty("userId");
  });
});

describe("an owner that is a star", () => {
  it.each(["user-ada", "user-carol"])("owns nothing: %s does not get the camera", async (userId) => {
    const { ask } = askedBy(userId);
    expect(discovered(await ask("discover.linked-user"))).not.toContain("attic");
    for (const fixture of about) expect(errorOf(await ask(fixture, "attic"))?.type).toBe("NO_SUCH_ENDPOINT");
  });
});
