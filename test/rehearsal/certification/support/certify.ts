import { certificationList } from "../../../../rehearsal/certification/list.ts";
import type { ItemResult } from "../../../../rehearsal/certification/report.ts";
import { runCertification } from "../../../../rehearsal/certification/run.ts";
import type { CertificationTarget } from "../../../../rehearsal/certification/target.ts";

/** A target over a function; it is able to do nothing besides, and its media never arrive. */
export function plainTarget(
  send: (message: unknown) => Promise<unknown>,
  change: Partial<CertificationTarget> = {},
): CertificationTarget {
  return {
    name: "a plain function",
    send,
    accessToken: () => "Atza|a-token",
    picture: { barcode: false, reachable: false },
    abilities: {},
    async stop() {},
    ...change,
  };
}

/** Runs items of the list against a target. */
export async function certifyItems(target: CertificationTarget, ...ids: readonly string[]): Promise<ItemResult[]> {
  const { signal } = new AbortController();
  const report = await runCertification({ target, groups: certificationList, only: ids, signal });
  return [...report.results];
}

/** Runs one item of the list against a target. */
export async function certifyItem(target: CertificationTarget, id: string): Promise<ItemResult> {
  const [result] = await certifyItems(target, id);
  if (result === undefined) throw new Error("no result");
  return result;
}
