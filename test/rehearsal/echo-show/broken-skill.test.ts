import { describe, expect, it } from "@jest/globals";
import { type AlexaCloud, RefusedByAlexa } from "../../../rehearsal/alexa-cloud/index.ts";
import { openSession } from "../../../rehearsal/echo-show/session.ts";
import { createHappenings } from "../../../rehearsal/happenings.ts";
import { LambdaError } from "../../../rehearsal/lambda-runtime/index.ts";

const request = {
  sessionId: "8f2a4c1e-6a0f-4d0a-9c53-0a7f6f5b2b11",
  deviceId: "kitchen",
  cameraId: "garden",
  phrase: "show the garden",
  offer: "v=0",
};

/** A session with a skill that replies so, after so many milliseconds of a clock that moves only here. */
async function ask(initiateSession: AlexaCloud["initiateSession"], milliseconds = 0) {
  let now = 1_700_000_000_000;
  const alexa = {
    initiateSession: async (...asked: Parameters<AlexaCloud["initiateSession"]>) => {
      now += milliseconds;
      return initiateSession(...asked);
    },
    sessionDisconnected: async () => ({ value: {} }),
  };
  const parts = { alexa: alexa as unknown as AlexaCloud, happenings: createHappenings(), records: [] };
  const session = openSession({ request, name: "Garden", parts, onChange: () => {}, now: () => now });
  const reply = await session.initiate();
  await session.end();
  return { reply, view: session.view() };
}

const fails = (error: Error) => async () => {
  throw error;
};

describe("a skill that Alexa gets nothing of", () => {
  it("is too late after six seconds, whatever it replies", async () => {
    const error = { type: "INTERNAL_ERROR", message: "unexpected: Something failed." } as const;
    for (const late of [{ value: "v=0" }, { error }]) {
      const { reply, view } = await ask(async () => late, 6_001);
      expect(reply).not.toHaveProperty("answer");
      expect(view).toMatchObject({ phase: "failed", failure: { afterMilliseconds: 6_001 } });
      expect(view.failure).not.toHaveProperty("type");
      expect(view.failure?.sentence).toMatch(/after 6\.0 s, and Alexa had given up/);
    }
  });

  it("is in time until then", async () => {
    expect((await ask(async () => ({ value: "v=0" }), 6_000)).reply).toHaveProperty("answer");
  });

  it("is told apart: a reply against the rules, a function that failed, and none", async () => {
    const sentenceOf = async (error: Error) => (await ask(fails(error))).view.failure?.sentence;
    expect(await sentenceOf(new RefusedByAlexa("the answer has another correlationToken"))).toMatch(
      /Alexa cannot use .* another correlationToken/,
    );
    expect(await sentenceOf(new LambdaError("Sandbox.Timedout", "Task timed out"))).toMatch(/Sandbox\.Timedout/);
    expect(await sentenceOf(new TypeError("fetch failed"))).toMatch(/no reply/);
  });

  it("quotes nothing of what a function threw", async () => {
    const { view } = await ask(fails(new LambdaError("SyntaxError", "Unexpected token in Atza|secret")));
    expect(JSON.stringify(view)).not.toContain("secret");
    expect(view.verdicts.find(({ name }) => name === "JSON")?.outcome).toBe("failed");
  });
});
