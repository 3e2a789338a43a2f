import { runRehearsal } from "../deploy-targets/rehearsal-program.ts";
import { breakages } from "./list.ts";
import type { Played } from "./play-breakage.ts";
import { scenariosOf } from "./scenarios.ts";
import { tableOf } from "./table.ts";
import { usage } from "./usage.ts";

const played: Played[] = [];

// `npm run doctor:rehearse`
await runRehearsal({
  script: "doctor:rehearse",
  choice: "breakage",
  usage,
  scenarios: scenariosOf(breakages, (each) => void played.push(each)),
  async startStage(setting) {
    const { startStory } = await import("../deploy-targets/story.ts");
    const { install, sitDown } = await import("./install.ts");
    const { openWard } = await import("./ward.ts");
    return openWard({ startStory: () => startStory(setting), install, sitDown });
  },
  summary: () => tableOf(played, process.stdout.columns || undefined),
});
