import { type Column, formatTable } from "../format-table.ts";
import { bold, green, red } from "../style.ts";
import type { Terminal } from "../terminal.ts";
import { count } from "./describe.ts";
import type { Planned } from "./import-plan.ts";

/** What came of one channel's camera, or would come of it. */
export interface Done extends Planned {
  readonly outcome: "added" | "changed" | "unchanged" | "failed";
}

/** The cameras that are new or to be changed, in lines. */
export function formatPlan(planned: readonly Planned[], prefix: string, width: number | undefined): string[] {
  if (planned.length === 0) return [`No channel's name begins with "${prefix}" and has such tags.`];
  const columns: Column[] = [
    { head: "ID", atLeast: 16 },
    { head: "NAME", atLeast: 12 },
    { head: "KIND" },
    { head: "OWNERS" },
    { head: "CHANNEL", atLeast: 10 },
    { head: "WHAT", atLeast: 12 },
  ];
  const rows = planned.flatMap(({ id, channel, plan }) =>
    plan === undefined || plan.outcome === "unchanged"
      ? []
      : [
          [
            id,
            plan.record.name,
            plan.record.kind,
            String(plan.record.owners.length),
            channel.name,
            plan.outcome === "added" ? "new" : `change ${plan.changes.join(", ")}`,
          ],
        ],
  );
  if (rows.length === 0) return [];
  const [head = "", ...lines] = formatTable(columns, rows, width);
  return [bold(head), ...lines, ""];
}

/** "6 cameras (2 new, 1 changed, 3 unchanged)". */
export function summary(done: readonly Done[]): string {
  const number = (wanted: Done["outcome"]) => done.filter(({ outcome }) => outcome === wanted).length;
  const parts = [
    [number("added"), "new"],
    [number("changed"), "changed"],
    [number("unchanged"), "unchanged"],
    [number("failed"), "failed"],
  ] as const;
  const said = parts.filter(([amount]) => amount > 0).map(([amount, what]) => `${amount} ${what}`);
  return `${count(done.length, "camera")}${said.length === 0 ? "" : ` (${said.join(", ")})`}`;
}

/** Prints what came of all of them, for people or as JSON. False where anything failed. */
export function reportImport(
  done: readonly Done[],
  { json, dryRun = false }: { readonly json?: boolean; readonly dryRun?: boolean },
  { print, tell }: Terminal,
): boolean {
  const failed = done.filter(({ outcome }) => outcome === "failed");
  const isFine = failed.length === 0;
  if (json) {
    const cameras = done.map(({ id, channel, outcome, plan, problem }) => ({
      id,
      channelArn: channel.arn,
      outcome,
      changes: plan?.changes ?? [],
      ...(problem !== undefined && { problem }),
    }));
    print(JSON.stringify({ dryRun, cameras }));
    return isFine;
  }
  for (const [problem, ids] of byProblem(failed)) tell(`${red("✘")} ${listed(ids)}: ${problem}`);
  if (done.length > 0) print(`${isFine ? green("✔") : red("✘")} ${summary(done)}${dryRun ? "; nothing was done" : ""}`);
  return isFine;
}

/** What went wrong, and with which; hundreds of cameras may have one problem. */
function byProblem(failed: readonly Done[]): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const { problem = "", channel } of failed) grouped.set(problem, [...(grouped.get(problem) ?? []), channel.name]);
  return grouped;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length <= 5 ? shown : `${shown} and ${names.length - 5} more`;
}
