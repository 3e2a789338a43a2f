import { cameraAdded, cameraChanged } from "../../protocol/camera-events/build-entries.ts";
import { confirm } from "../confirm.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUsage } from "../wrong-usage.ts";
import { claimChannel } from "./channel-owner.ts";
import type { Channels } from "./channels.ts";
import { type Planned, planImport } from "./import-plan.ts";
import { type Done, formatPlan, reportImport, summary } from "./import-report.ts";
import { inParallel } from "./in-parallel.ts";
import { registerCamera } from "./register-camera.ts";
import { explainRegistry } from "./registry.ts";
import { type CommonOptions, onSkill, type Skill, type Surroundings } from "./skill.ts";
import type { TellOptions } from "./tell-alexa.ts";

/** The flags of `camera-skill cameras import`. */
export interface ImportOptions extends CommonOptions, TellOptions {
  readonly prefix: string;
  /** Each `key=value`. */
  readonly tag?: readonly string[];
  readonly owner?: readonly string[];
  readonly channelRegion?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** How many cameras are registered at once: KVS takes 50 calls a second that tag a channel, of an account. */
const AT_ONCE = 4;
/** Where progress cannot replace its own line, there is one for each so many. */
const LINE_EACH = 25;

/** `camera-skill cameras import`: registers the cameras of many channels, by what the channels' tags say. */
export async function importCameras(options: ImportOptions, surroundings: Surroundings): Promise<void> {
  const tags = readTags(options.tag ?? []);
  const { terminal } = surroundings;
  await onSkill(options, surroundings, async (skill) => {
    const { rehearsal } = skill.place;
    const ownersUnlessGiven = rehearsal === undefined ? [] : [rehearsal.userId];
    const choice = { prefix: options.prefix, tags, owners: options.owner ?? [], ownersUnlessGiven };
    const channels = skill.channels(options.channelRegion ?? skill.place.region);
    terminal.progress.show({ starting: "Reading the channels" });
    const planned = await planImport(skill, channels, choice, counter(terminal, "Reading the tags of the channels"));
    terminal.progress.clear();
    const work = planned.filter(({ plan, isTagged }) => plan && (plan.outcome !== "unchanged" || !isTagged));
    if (!options.json) for (const line of formatPlan(planned, options.prefix, terminal.columns)) terminal.print(line);
    if (options.dryRun || work.length === 0) return reportImport(planned.map(asPlanned), options, terminal);

    const question = `Register ${summary(work.map(asPlanned))}?`;
    if (!(await confirm(terminal, question, options.yes))) return false;
    const showCount = counter(terminal, "Registering the cameras");
    let finished = 0;
    const done = await inParallel(planned, AT_ONCE, async (each) => {
      if (!work.includes(each)) return asPlanned(each);
      const outcome = await importOne(skill, channels, each, options);
      finished += 1;
      showCount(finished, work.length);
      return outcome;
    });
    terminal.progress.clear();
    return reportImport(done, options, terminal);
  });
}

function readTags(typed: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    typed.map((text) => {
      const [key = "", ...value] = text.split("=");
      if (key === "" || value.length === 0)
        throw new WrongUsage(`--tag ${text}: give a key and a value, as in site=north`);
      return [key, value.join("=")];
    }),
  );
}

function asPlanned(planned: Planned): Done {
  return { ...planned, outcome: planned.plan?.outcome ?? "failed" };
}

/** Registers one camera; what goes wrong is its own affair. */
async function importOne(skill: Skill, channels: Channels, planned: Planned, options: ImportOptions): Promise<Done> {
  const { id, existing, plan, channel, isTagged } = planned;
  if (plan === undefined) return asPlanned(planned);
  try {
    if (!isTagged) await claimChannel(channels, channel.arn, id);
    const outcome = await registerCamera(skill, existing, plan.record);
    if (outcome !== "unchanged" && options.event !== false) {
      await skill.eventBus
        .put((existing === undefined ? cameraAdded : cameraChanged)(id, Date.now()))
        .catch((error) => {
          throw new Error(`registered, but Alexa is not told: ${(error as Error).message}`);
        });
    }
    return { ...planned, outcome };
  } catch (error) {
    return { ...planned, outcome: "failed", problem: (explainRegistry(error, skill.place) as Error).message };
  }
}

/** Shows how far it is: on a terminal at each step, elsewhere now and then. */
function counter({ progress, isLive }: Terminal, what: string): (done: number, all: number) => void {
  return (done, all) => {
    if (isLive || done % LINE_EACH === 0) progress.show({ starting: `${what}: ${done} of ${all}` });
  };
}
