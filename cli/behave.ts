import * as z from "zod/mini";
import { reportKinds } from "../rehearsal/signaling-service/admin/behaviours.ts";
import {
  type BehaviourPutIn,
  behaviourPutInSchema,
  behavioursReportSchema,
} from "../rehearsal/signaling-service/admin/report.ts";
import { makeBehaviour, readSpecification } from "../rehearsal/signaling-service/behaviours/catalogue.ts";
import { describeSentTo } from "../rehearsal/signaling-service/sent-to.ts";
import { createAdminClient } from "./admin-client.ts";
import { describeKind } from "./describe-kind.ts";
import { bold, dim, green } from "./style.ts";

/** The flags of `camera-skill signaling behave`. */
export interface BehaveOptions {
  readonly adminUrl?: string;
  readonly list?: boolean;
  readonly clear?: boolean;
  readonly remove?: readonly number[];
  readonly json?: boolean;
}

/** `camera-skill signaling behave`: makes a running signaling service misbehave, or behave again. */
export async function behave(specifications: readonly string[], options: BehaveOptions): Promise<void> {
  const nothingAsked = specifications.length === 0 && options.remove === undefined && !options.clear;
  // What there is needs no service to tell it.
  if (options.list && nothingAsked && options.adminUrl === undefined && !options.json) {
    process.stdout.write(`${[bold("There are:"), ...reportKinds().flatMap(describeKind)].join("\n")}\n`);
    return;
  }
  const ask = createAdminClient(options.adminUrl);
  const requests = specifications.map(readSpecification);
  // What is wrong with one is said before any of them is put in.
  requests.forEach(makeBehaviour);
  if (options.clear) await ask("DELETE", "/admin/behaviours", z.object({}));
  for (const id of options.remove ?? []) await ask("DELETE", `/admin/behaviours/${id}`, z.object({}));
  const done: BehaviourPutIn[] = [];
  for (const request of requests) done.push(await ask("POST", "/admin/behaviours", behaviourPutInSchema, request));

  const { behaviours, catalogue } = await ask("GET", "/admin/behaviours", behavioursReportSchema);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ done, behaviours })}\n`);
    return;
  }
  const lines = [
    ...done.flatMap(describePutIn),
    ...(done.length === 0 ? [] : [""]),
    bold(behaviours.length === 0 ? "No behaviour is in force." : "In force:"),
    ...behaviours.map((each) => `  ${String(each.id).padStart(3)}  ${each.behaviour} ${dim(where(each.channelName))}`),
    ...(options.list || nothingAsked ? ["", bold("There are:"), ...catalogue.flatMap(describeKind)] : []),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function describePutIn({ id, behaviour, channelName, sentTo = 0, warning }: BehaviourPutIn): string[] {
  const what = id === undefined ? describeSentTo(sentTo) : `in force as ${id}`;
  return [
    `${green("✔")} ${behaviour} ${dim(where(channelName))} ${what}`,
    ...(warning === undefined ? [] : [`  ${warning}`]),
  ];
}

function where(channelName: string | undefined): string {
  return channelName === undefined ? "everywhere" : `on ${channelName}`;
}
