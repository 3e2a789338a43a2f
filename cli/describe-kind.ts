import type { BehaviourKindReport } from "../rehearsal/signaling-service/admin/report.ts";
import { dim } from "./style.ts";
import { wrap } from "./wrap.ts";

/** Room for the longest name. */
const NAME_WIDTH = 27;

/** A behaviour or a manner that can be asked for by its name, in lines. */
export function describeKind({
  name,
  summary,
  parameters,
}: Pick<BehaviourKindReport, "name" | "summary" | "parameters">): string[] {
  return [
    `  ${name.padEnd(NAME_WIDTH)}${besideName(summary)}`,
    ...parameters.map((each) => {
      const choices = each.choices === undefined || each.choices.length > 5 ? "" : `: ${each.choices.join(" | ")}`;
      const value = each.default === undefined ? "" : `, ${each.default} by default`;
      const marked = each.required ? each.name : `[${each.name}]`;
      return dim(`    ${marked.padEnd(NAME_WIDTH - 2)}${besideName(`${each.summary}${choices}${value}`)}`);
    }),
  ];
}

/** Text in the column beside the names, as wide as the terminal leaves it. */
function besideName(text: string): string {
  return wrap(text, process.stdout, " ".repeat(NAME_WIDTH + 2)).trimStart();
}
