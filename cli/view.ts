import { viewReportSchema } from "../rehearsal/view/report.ts";
import { callRehearsal } from "./call-rehearsal.ts";
import { formatReport } from "./print-timeline.ts";
import { createProgress } from "./progress.ts";

/** The flags of `camera-skill view`. */
export interface ViewCommandOptions {
  readonly data: string;
  readonly frames: number;
  readonly json?: boolean;
}

/** `camera-skill view`: asks the running rehearsal for one view and prints its timeline. */
export async function view(camera: string, options: ViewCommandOptions): Promise<void> {
  const progress = createProgress();
  progress.show({ starting: `Viewing ${camera}` });
  const { frames } = options;
  const report = await callRehearsal(options.data, "/views", { camera, frames }, viewReportSchema).finally(
    progress.clear,
  );
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${formatReport(report)}\n`);
  if (!report.ok) process.exitCode = 1;
}
