import * as z from "zod/mini";
import { readControlAddress } from "../rehearsal/control/address.ts";
import { controlErrorSchema } from "../rehearsal/control/server.ts";
import { viewReportSchema } from "../rehearsal/view/report.ts";
import { formatReport } from "./print-timeline.ts";

export interface ViewCommandOptions {
  readonly data: string;
  readonly frames: number;
  readonly json?: boolean;
}

/** `camera-skill view`: asks the running rehearsal for one view and prints its timeline. */
export async function view(camera: string, options: ViewCommandOptions): Promise<void> {
  const control = await readControlAddress(options.data);
  if (!control) throw new Error("no rehearsal is running here. Start one in another terminal with: npm start");
  const response = await fetch(`${control.url}/views`, {
    method: "POST",
    headers: { authorization: `Bearer ${control.token}`, "content-type": "application/json" },
    body: JSON.stringify({ camera, frames: options.frames }),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(z.parse(controlErrorSchema, body).error);
  const report = z.parse(viewReportSchema, body);
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${formatReport(report)}\n`);
  if (!report.ok) process.exitCode = 1;
}
