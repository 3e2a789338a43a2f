import { readFile } from "node:fs/promises";
import { ruleExplanations } from "../protocol/sdp/explanations.ts";
import { type OfferReport, offerReportSchema } from "../rehearsal/offer/report.ts";
import { callRehearsal } from "./call-rehearsal.ts";
import { bold, dim, green, red } from "./style.ts";
import { wrap } from "./wrap.ts";
import { WrongUsage } from "./wrong-usage.ts";

/** The flags of `camera-skill offer`. */
export interface OfferOptions {
  readonly data: string;
  readonly camera: string;
  readonly json?: boolean;
}

/** `camera-skill offer`: sends an SDP offer from a file to a camera of the running rehearsal, as Alexa would. */
export async function offer(file: string, options: OfferOptions): Promise<void> {
  const sdp = await readFile(file, "utf8").catch(() => {
    throw new WrongUsage(`${file} cannot be read. Give a file that holds an SDP offer, such as payload.offer.value.`);
  });
  const body = { camera: options.camera, offer: sdp };
  const report = await callRehearsal(options.data, "/offers", body, offerReportSchema);
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${format(report)}\n`);
  if (!report.ok) process.exitCode = 1;
}

function format(report: OfferReport): string {
  const offerFindings = report.offerFindings.map((finding) => findingLine("offer", finding));
  if (report.error) {
    const refusal = `${red("✘")} Alexa was told ${bold(report.error.type)}:`;
    return ["", refusal, wrap(report.error.message, process.stdout, "  "), ...offerFindings, ""].join("\n");
  }
  const sections = report.sections.map((section) =>
    [
      `  m=${section.kind}`.padEnd(10),
      `mid ${section.mid ?? "-"}`.padEnd(14),
      section.direction.padEnd(9),
      section.codecs.join(", ").padEnd(12),
      `${section.candidates} candidates`,
    ].join(" "),
  );
  return [
    "",
    `${report.ok ? green("✔") : red("✘")} ${bold(report.camera.name)} answered after ${report.milliseconds} ms`,
    ...sections,
    ...report.bundles.map((mids) => `  BUNDLE ${mids.join(" ")}`),
    ...offerFindings,
    ...report.answerFindings.map((finding) => findingLine("answer", finding)),
    "",
  ].join("\n");
}

function findingLine(where: string, { rule, severity, detail }: OfferReport["answerFindings"][number]): string {
  const explanation = ruleExplanations[rule as keyof typeof ruleExplanations] ?? "";
  const mark = severity === "refuse" ? red("✘") : "!";
  return `  ${mark} ${where}: ${bold(rule)} (${detail})\n${dim(wrap(explanation, process.stdout, "    "))}`;
}
