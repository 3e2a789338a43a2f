import { catalogue, makeBehaviour } from "../behaviours/catalogue.ts";
import { InvalidBehaviour } from "../behaviours/invalid-behaviour.ts";
import type { ServiceContext } from "../context.ts";
import { parseBody } from "../http/read-body.ts";
import type { Reply } from "../http/reply.ts";
import { describable, describeIssue } from "../validation.ts";
import {
  type BehaviourKindReport,
  type BehaviourPutIn,
  type BehavioursReport,
  behaviourRequestSchema,
} from "./report.ts";

/** The behaviours in force, and all that can be put in. */
export function reportBehaviours({ behaviours }: ServiceContext): BehavioursReport {
  return {
    behaviours: behaviours.all().map(({ id, behaviour, scope }) => ({ id, behaviour: behaviour.name, ...scope })),
    catalogue: reportKinds(),
  };
}

/** Puts a behaviour in by name. */
export function putBehaviourIn(service: ServiceContext, body: Buffer): Reply {
  const json = parseBody(body);
  if (json === undefined) return refusal("The request body is not valid JSON.");
  const request = behaviourRequestSchema.safeParse(json, describable);
  if (!request.success) return refusal(request.error.issues.map(describeIssue).join("; "));
  try {
    const { behaviour: name, parameters = {}, channelName } = request.data;
    const { behaviour, scope } = makeBehaviour({ behaviour: name, parameters, channelName });
    const { id, over } = service.behaviours.put(behaviour, scope);
    const isThere = channelName === undefined || service.channels.byName(channelName) !== undefined;
    const answer: BehaviourPutIn = {
      ...(over ? {} : { id }),
      behaviour: behaviour.name,
      ...scope,
      ...(behaviour.notice === undefined ? {} : { sentTo: service.rooms.connected(scope) }),
      // A camera makes its own channel when it starts, and what it meets then may be the very thing to see.
      ...(isThere ? {} : { warning: `There is no channel "${channelName}" so far.` }),
    };
    return { status: 201, body: answer };
  } catch (error) {
    if (error instanceof InvalidBehaviour) return refusal(error.message);
    throw error;
  }
}

/** Takes one behaviour out. */
export function takeBehaviourOut({ behaviours }: ServiceContext, id: string): Reply {
  return behaviours.remove(Number(id))
    ? { status: 200, body: {} }
    : { status: 404, body: { message: "No behaviour of this id is in force." } };
}

/** Takes all behaviours out, also those that were put in from code. */
export function takeBehavioursOut({ behaviours }: ServiceContext): Reply {
  behaviours.clear();
  return { status: 200, body: {} };
}

function refusal(message: string): Reply {
  return { status: 400, body: { message } };
}

let described: BehaviourKindReport[] | undefined;

/** All that can be put in. */
export function reportKinds(): BehaviourKindReport[] {
  described ??= catalogue.map(({ name, summary, positional, wholeService, describeParameters }) => ({
    name,
    summary,
    parameters: describeParameters(),
    ...(positional === undefined ? {} : { positional }),
    wholeService,
  }));
  return described;
}
