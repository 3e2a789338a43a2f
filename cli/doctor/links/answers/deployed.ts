import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { discoverResponseSchema } from "../../../../protocol/alexa/discover-response.ts";
import { errorResponseSchema } from "../../../../protocol/alexa/error-response.ts";
import { answerGeneratedForSessionSchema } from "../../../../protocol/alexa/session-events.ts";
import type { Remedy } from "../../../../rehearsal/breakages/report.ts";
import { deployedTarget } from "../../../../rehearsal/certification/deployed-target.ts";
import {
  type DirectiveEnvelope,
  discover,
  initiateSession,
  sessionDisconnected,
} from "../../../../rehearsal/certification/directives.ts";
import { ANSWER_LIMIT_MS, whereWrong } from "../../../../rehearsal/certification/expectations.ts";
import { FunctionFailed } from "../../../../rehearsal/certification/target.ts";
import { splitCode } from "../../../../rehearsal/echo-show/sentences.ts";
import { createHeadlessEcho } from "../../../../rehearsal/headless-echo/index.ts";
import { nameOf } from "../../../cameras/aws-call.ts";
import { askAwsIfAllowed } from "../../ask-aws.ts";
import { Broken, type Link, type Seen } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readChosenCameras } from "../../reads/chosen-cameras.ts";
import { npmRun } from "../../reads/npm-run.ts";
import { readStack } from "../../reads/stack.ts";
import { camerasCommand } from "../../remedies/cameras-command.ts";
import { refusedBySkill, skillFails } from "./skill-broken.ts";

/** What every skill refuses: it shows that the function runs and asks the provider whose a token is. */
const NOBODYS_TOKEN = "nobodys-token";

/** A directive, answered. */
interface Answered {
  readonly event: unknown;
  readonly milliseconds: number;
}
type Send = (directive: DirectiveEnvelope) => Promise<Answered>;

/**
 * What the deployed function answers to directives that change nothing: with the access token of a linked account to
 * Discover and to a view, else to a Discover of nobody's. It is invoked with the caller's AWS credentials.
 */
export const deployedAnswers: Link = {
  id: "answers",
  title: "what the deployed skill answers",
  of: "deployed",
  async examine(patient) {
    const { region, outputs } = await patient.read(readStack);
    const { accessToken = NOBODYS_TOKEN } = patient;
    const { SkillEndpoint: functionName = "" } = outputs;
    const target = deployedTarget({ functionName, region, accessToken, destructive: false });
    const send: Send = async (directive) => {
      const sentAt = performance.now();
      const event = await target.send(directive).catch(async (error: unknown) => {
        if (!(error instanceof FunctionFailed)) throw error;
        await holdCaller(error, region);
        throw skillFails(error.message, deployAgain(patient));
      });
      return { event, milliseconds: Math.round(performance.now() - sentAt) };
    };
    try {
      return patient.accessToken === undefined ? await asNobody(patient, send) : await asUser(patient, send);
    } finally {
      await target.stop();
    }
  },
};

/** By what an invocation comes to nothing on the caller's side: permission, credentials or the network. */
const OF_CALLER = /^(AccessDenied|CredentialsProviderError|ExpiredToken|UnrecognizedClient|InvalidSignature|E[A-Z_]+$)/;

/**
 * What keeps whoever examines from invoking the function says nothing of the skill.
 * @throws as {@link askAwsIfAllowed}.
 */
async function holdCaller({ cause }: FunctionFailed, region: string): Promise<void> {
  if (!OF_CALLER.test(nameOf(cause))) return;
  await askAwsIfAllowed({ action: "lambda:InvokeFunction", service: "Lambda", region }, Promise.reject(cause));
}

function deployAgain(patient: Patient): Remedy {
  return {
    say: "Deploy what is here, after its checks and tests. If it stays so, the function's log says why (CloudFormation, your stack, Resources, SkillLogs).",
    type: [npmRun("deploy", patient)],
  };
}

async function asNobody(patient: Patient, send: Send): Promise<Seen> {
  const answer = await send(discover(NOBODYS_TOKEN));
  const { type, message } = z.safeParse(errorResponseSchema, answer.event).data?.event.payload ?? {};
  if (type === undefined || message === undefined) {
    throw skillFails("it does not refuse the Discover of a token that is nobody's", deployAgain(patient));
  }
  if (type !== "INVALID_AUTHORIZATION_CREDENTIAL")
    throw await refusedBySkill(patient, "Discover", { type, ...splitCode(message) });
  refuseSlow("Discover", answer);
  return {
    seen: `runs, and refuses nobody's token in ${answer.milliseconds} ms`,
    notes: ["With --token-file FILE, the access token of a linked account, its answer to a view is examined too."],
    stages: { Discover: answer.milliseconds },
  };
}

async function asUser(patient: Patient, send: Send): Promise<Seen> {
  const { accessToken: token = "" } = patient;
  const discovered = await send(discover(token));
  const { endpoints } = (await answerTo(patient, "Discover", discovered, discoverResponseSchema)).event.payload;
  const chosen = await patient.read(readChosenCameras);
  const camera = chosen.find(({ id }) => endpoints.some(({ endpointId }) => endpointId === id));
  if (camera === undefined) {
    throw new Broken({
      breakage: "camera-not-discovered",
      code: "camera-not-found",
      sentence: `Discover brings ${endpoints.length === 0 ? "no camera" : "other cameras"} to the account of this token.`,
      remedy: {
        say: `Hold the id of the token's user (npx camera-skill accounts whoami --token-file FILE) against the camera's owners (${camerasCommand(patient, "list")}), and share it: ${camerasCommand(patient, "share", "ID", "USER")}`,
      },
    });
  }
  const echo = await createHeadlessEcho();
  const session = { endpointId: camera.id, token, sessionId: randomUUID() };
  try {
    const viewed = await send(initiateSession({ ...session, offer: echo.offer }));
    await answerTo(patient, `a view of ${camera.name}`, viewed, answerGeneratedForSessionSchema, { ofCamera: true });
    return {
      seen: `Discover, and ${camera.name}'s answer after ${viewed.milliseconds} ms`,
      stages: { Discover: discovered.milliseconds, answer: viewed.milliseconds },
    };
  } finally {
    await send(sessionDisconnected(session)).catch(() => {});
    await echo.close();
  }
}

/** @throws {Broken} when it is another event, or came too late. */
async function answerTo<Schema extends z.core.$ZodType>(
  patient: Patient,
  asked: string,
  answered: Answered,
  schema: Schema,
  about: { readonly ofCamera?: boolean } = {},
): Promise<z.infer<Schema>> {
  const refused = z.safeParse(errorResponseSchema, answered.event).data?.event.payload;
  if (refused !== undefined)
    throw await refusedBySkill(patient, asked, { type: refused.type, ...splitCode(refused.message) }, about);
  const { data, error } = z.safeParse(schema, answered.event);
  if (error !== undefined)
    throw skillFails(`its answer to ${asked} breaks Alexa's interface at ${whereWrong(error)}`, deployAgain(patient));
  refuseSlow(asked, answered);
  return data;
}

function refuseSlow(asked: string, { milliseconds }: Answered): void {
  if (milliseconds <= ANSWER_LIMIT_MS) return;
  throw new Broken({
    breakage: "skill-too-slow",
    sentence: `The skill answered ${asked} after ${milliseconds} ms, and Alexa waits ${ANSWER_LIMIT_MS}.`,
    remedy: {
      say: "A cold start costs one answer: ask once more. If it stays so, look at stages in the function's log lines for what takes the time.",
    },
  });
}
