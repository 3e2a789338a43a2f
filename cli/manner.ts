import { readControlAddress } from "../rehearsal/control/address.ts";
import { chooseManner, mannerCatalogue } from "../rehearsal/manners/catalogue.ts";
import { type CameraManner, mannersReplySchema } from "../rehearsal/manners/report.ts";
import { InvalidBehaviour } from "../rehearsal/signaling-service/behaviours/invalid-behaviour.ts";
import { findCamera, virtualCameras } from "../rehearsal/virtual-cameras.ts";
import { callRehearsal } from "./call-rehearsal.ts";
import { describeKind } from "./describe-kind.ts";
import { bold, dim } from "./style.ts";
import { wrap } from "./wrap.ts";

/** The flags of `camera-skill manner`. */
export interface MannerOptions {
  readonly data: string;
  readonly json?: boolean;
}

/** `camera-skill manner`: gives cameras of the running rehearsal the manners of other firmware, or shows what there is. */
export async function manner(manners: readonly string[], options: MannerOptions): Promise<void> {
  // What there is no manner of needs no rehearsal to say it.
  for (const [index, text] of manners.entries()) {
    refuseCameraApart(text, manners[index - 1]);
    chooseManner(text, virtualCameras);
  }
  const isRunning = (await readControlAddress(options.data)) !== undefined;
  // What there is needs none either.
  const reply =
    manners.length > 0 || isRunning
      ? await callRehearsal(options.data, "/manners", { manners }, mannersReplySchema)
      : undefined;
  const catalogue = mannerCatalogue.map(({ name, title, summary, describeParameters }) => ({
    name,
    title,
    summary,
    parameters: describeParameters(),
  }));
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...reply, catalogue })}\n`);
    return;
  }
  const lines = [
    ...(reply === undefined
      ? [dim("No rehearsal is running here; start one with: npm start")]
      : [bold("The cameras:"), ...reply.cameras.flatMap(describeCamera)]),
    ...(manners.length > 0 ? [] : ["", bold("There are:"), ...catalogue.flatMap(describeKind)]),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** @throws {InvalidBehaviour} where a camera stands as a word of its own, behind a manner or alone. */
function refuseCameraApart(text: string, before = "c-sdk"): void {
  const camera = findCamera(virtualCameras, text);
  if (camera === undefined) return;
  const [manner] = before.split("@");
  throw new InvalidBehaviour(`${text} is a camera: write ${manner}@${camera.id}`);
}

/** A camera, whose firmware's manner it has, and what that does. */
export function describeCamera({ name, manner: { title, textForm, sentence } }: CameraManner): string[] {
  return [`  ${bold(name)}  ${title} ${dim(`(${textForm})`)}`, dim(wrap(sentence, process.stdout, "    "))];
}
