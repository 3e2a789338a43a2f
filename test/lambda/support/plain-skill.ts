import { jest } from "@jest/globals";
import type { FailureCode } from "../../../lambda/failure.ts";
import type { Log } from "../../../lambda/observability/log.ts";
import type { Way } from "../../../lambda/signaling/offer-exchange.ts";
import { createSkill, type SkillDependencies } from "../../../lambda/skill.ts";
import { createGrantsWithoutEvents } from "../../../lambda/state/grants.ts";
import { createMemoryStore } from "../../../lambda/state/memory.ts";
import { createPresence } from "../../../lambda/state/presence.ts";
import { cameraAnswer, cameraRecord } from "./fixtures.ts";

/** A line that a handler logged. */
export interface Line {
  readonly level: keyof Log;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The skill over plain functions, without a network: one user, one camera, an answer at once. */
export function createPlainSkill(change: Partial<SkillDependencies> = {}) {
  const lines: Line[] = [];
  const write =
    (level: keyof Log) =>
    (message: string, fields = {}) =>
      void lines.push({ level, message, fields });
  const answered: { milliseconds: number; way: Way }[] = [];
  const failed: FailureCode[] = [];
  const camera = cameraRecord();
  let messages = 0;
  const dependencies = {
    accounts: { userIdOf: jest.fn(async () => "amzn1.account.OWNER") },
    registry: {
      camerasOf: jest.fn(async (userId: string) => (camera.owners.includes(userId) ? [camera] : [])),
      cameraOf: jest.fn(async (userId: string, id: string) =>
        camera.id === id && camera.owners.includes(userId) ? camera : undefined,
      ),
    },
    presence: createPresence(createMemoryStore(), () => 0),
    grants: createGrantsWithoutEvents(),
    offerExchange: { exchange: jest.fn(async () => ({ sdp: cameraAnswer, way: "alexa-offer" as const })) },
    announced: { events: false },
    log: { info: write("info"), warn: write("warn"), error: write("error") },
    metrics: {
      answered: (milliseconds: number, way: Way) => answered.push({ milliseconds, way }),
      unanswered: (code: FailureCode) => failed.push(code),
      failed: (code: FailureCode) => failed.push(code),
    },
    messageId: () => `message-${++messages}`,
    now: () => performance.timeOrigin + performance.now(),
    ...change,
  };
  return { skill: createSkill(dependencies), dependencies, lines, answered, failed };
}

/** An invocation that is not its environment's first, with all of Lambda's time left. */
export const warm = { first: false, lambdaRemaining: 8_000 };
