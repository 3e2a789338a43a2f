import * as z from "zod/mini";
import { endpointIdSchema } from "../../protocol/alexa/endpoint-id.ts";
import { alexaSays } from "../alexa-cloud/spoken.ts";
import { brokenSkill, splitCode } from "../echo-show/sentences.ts";
import { createHeadlessEcho, type HeadlessEcho } from "../headless-echo/index.ts";
import type { Parts } from "../parts.ts";
import { findCamera, virtualCameras } from "../virtual-cameras.ts";
import { field } from "../wire/fields.ts";
import { presentable } from "../wire/mask.ts";
import { type Envelope, keyOf } from "./envelope.ts";
import { fillIn } from "./fill-in.ts";
import type { ReplayReport } from "./report.ts";

/** What a replay needs of the rehearsal around it. */
export type ReplayParts = Pick<Parts, "login"> & {
  readonly household: Pick<Parts["household"], "userId" | "token">;
  readonly functions: { readonly directives: Pick<Parts["functions"]["directives"], "invoke"> };
};

/** As much of an event as says what the skill made of the directive. */
const eventSchema = z.object({
  event: z.object({
    header: z.object({ namespace: z.string(), name: z.string() }),
    payload: z.optional(z.object({ type: z.optional(z.string()), message: z.optional(z.string()) })),
  }),
});

/**
 * Sends the skill a directive that was found somewhere, what is masked or missing in it filled in, and says what the
 * skill made of it. Nothing follows it: no picture comes of a view.
 * @param camera whom it is for instead, by name or id; another id goes to the skill as it is.
 */
export async function replayDirective(
  { login, household, functions }: ReplayParts,
  found: Envelope,
  camera?: string,
): Promise<ReplayReport> {
  const { userId, token } = household;
  let echo: HeadlessEcho | undefined;
  const means = {
    accessToken: token.current(),
    grantCode: () => login.issueGrantCode(userId),
    offer: async () => {
      echo = await createHeadlessEcho();
      return echo.offer;
    },
  };
  try {
    const meant = camera === undefined ? undefined : (findCamera(virtualCameras, camera)?.id ?? camera);
    const { envelope, replaced } = await fillIn(found, means, meant);
    const endpointId = z.safeParse(endpointIdSchema, field(envelope.directive.endpoint, "endpointId")).data;
    const about = {
      directive: keyOf(envelope),
      ...(endpointId !== undefined && { endpointId }),
      replaced,
      cameras: virtualCameras.map(({ id }) => id),
    };
    const sentAt = performance.now();
    const answer = await functions.directives.invoke(envelope).catch((error: unknown) => ({ thrown: error }));
    const milliseconds = Math.round(performance.now() - sentAt);
    return { ...about, milliseconds, ...outcomeOf(answer, about) };
  } finally {
    await echo?.close();
  }
}

function outcomeOf(
  answer: unknown,
  { directive, endpointId = "" }: { readonly directive: string; readonly endpointId?: string },
): Pick<ReplayReport, "ok" | "name" | "error" | "problem" | "event"> {
  const thrown = field(answer, "thrown");
  if (thrown !== undefined) return { ok: false, problem: brokenSkill(thrown) };
  const event = presentable(answer);
  const { data } = z.safeParse(eventSchema, answer);
  if (data === undefined) return { ok: false, problem: "What the skill replied is no event.", event };
  const { header, payload } = data.event;
  const name = `${header.namespace}.${header.name}`;
  if (header.name !== "ErrorResponse") return { ok: true, name, event };
  const type = payload?.type ?? "";
  const isView = directive === "Alexa.RTCSessionController.InitiateSessionWithOffer";
  const device = findCamera(virtualCameras, endpointId)?.name ?? "that device";
  const error = {
    type,
    ...splitCode(payload?.message ?? ""),
    ...(isView && { alexaSays: alexaSays(type, device) }),
  };
  return { ok: false, name, error, event };
}
