import { refuseUnknownCamera } from "./chosen-camera.ts";
import { type AutomaticItem, CheckFailed, type Item, type ItemGroup, NotRunHere } from "./item.ts";
import { limitTime } from "./limit-time.ts";
import type { CertificationReport, ItemResult, Outcome } from "./report.ts";
import { abilityPhrases, type CertificationTarget } from "./target.ts";
import { createTester } from "./tester.ts";

/** How a certification is run. */
export interface CertificationOptions {
  readonly target: CertificationTarget;
  readonly groups: readonly ItemGroup[];
  /** The ids of the items to run; all by default. */
  readonly only?: readonly string[];
  /** The endpoint to look at; the account's first camera by default. */
  readonly camera?: string | undefined;
  /** Hears of each item before it is run, and of what became of it. */
  readonly onProgress?: (progress: { readonly item: Item; readonly result?: ItemResult }) => void;
  /** Gives up: the run rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

/** How long one item may take, in milliseconds: longer than the slowest directives that it sends together. */
const ITEM_LIMIT_MS = 60_000;

/**
 * Holds a skill against the certification list, item by item in the list's order.
 * @throws {RangeError} when `only` names an item that there is not.
 * @throws {UnknownCamera} when the account does not have the camera to look at; nothing is judged then.
 */
export async function runCertification(options: CertificationOptions): Promise<CertificationReport> {
  const { target, camera, onProgress = () => {}, signal } = options;
  const chosen = chosenItems(options);
  const startedAt = new Date();
  const began = performance.now();
  const results: ItemResult[] = [];
  if (camera !== undefined) await refuseUnknownCamera(camera, target, signal);
  for (const { group, item } of chosen) {
    signal.throwIfAborted();
    onProgress({ item });
    const outcome = item.kind === "automatic" ? await runItem(item, target, options) : look(item.look);
    signal.throwIfAborted();
    const result = { id: item.id, group, title: item.title, source: item.source, ...outcome };
    results.push(result);
    onProgress({ item, result });
  }
  const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length;
  return {
    target: target.name,
    startedAt: startedAt.toISOString(),
    milliseconds: Math.round(performance.now() - began),
    ok: count("fail") === 0,
    counts: {
      pass: count("pass"),
      fail: count("fail"),
      "a person must look": count("a person must look"),
      "not run here": count("not run here"),
    },
    results,
  };
}

type Outcomes = Pick<ItemResult, "outcome" | "message" | "milliseconds">;

const look = (message: string): Outcomes => ({ outcome: "a person must look", message });

function chosenItems({ groups, only }: CertificationOptions): { group: string; item: Item }[] {
  const all = groups.flatMap(({ title, items }) => items.map((item) => ({ group: title, item })));
  const unknown = only?.find((id) => !all.some(({ item }) => item.id === id));
  if (unknown !== undefined) throw new RangeError(`the certification list has no item ${unknown}`);
  return only === undefined ? all : all.filter(({ item }) => only.includes(item.id));
}

async function runItem(
  item: AutomaticItem,
  target: CertificationTarget,
  { camera, signal }: CertificationOptions,
): Promise<Outcomes> {
  const impossible = whyNotHere(item, target);
  if (impossible !== undefined) return { outcome: "not run here", message: impossible };
  const began = performance.now();
  const took = () => ({ milliseconds: Math.round(performance.now() - began) });
  try {
    const seen = await limitTime(ITEM_LIMIT_MS, signal, (limit) =>
      item.check(createTester(target, item.sends, { camera, signal: limit })),
    );
    return { outcome: "pass", ...(seen === undefined ? {} : { message: seen }), ...took() };
  } catch (error) {
    if (error instanceof NotRunHere) return { outcome: "not run here", message: error.message };
    return { outcome: "fail", message: messageOf(error), ...took() };
  }
}

/** Why the target cannot run an item; undefined when it can. */
function whyNotHere({ needs = [], sends }: AutomaticItem, { abilities, allowed }: CertificationTarget) {
  const missing = needs.find((ability) => abilities[ability] === undefined);
  if (missing !== undefined) return `nothing here can ${abilityPhrases[missing]}`;
  const forbidden = allowed && sends.find((directive) => !allowed.has(directive));
  if (forbidden === undefined) return undefined;
  const what = forbidden === "malformed" ? "what is no directive of Alexa’s" : forbidden.split(".").at(-1);
  return `it sends ${what}, which takes --destructive`;
}

/** A check's own words; of anything else only what kind of error it was, since its message may quote what it likes. */
function messageOf(error: unknown): string {
  if (error instanceof CheckFailed) return error.message;
  const name = error instanceof Error ? error.name : typeof error;
  return `the check itself failed (${name})`;
}
