import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";

/** Where ask-cli notes what it has deployed, below the project's folder. */
export const ASK_STATES = ".ask/ask-states.json";

const deployStateSchema = z.looseObject({
  stackId: z.optional(z.string()),
  s3: z.optional(z.object({ bucket: z.string(), key: z.string() })),
});

const profileStateSchema = z.looseObject({
  skillId: z.optional(z.string()),
  deploymentStatus: z.optional(z.string()),
  skillMetadata: z.optional(
    z.looseObject({ lastImportId: z.optional(z.string()), lastDeployHash: z.optional(z.string()) }),
  ),
  skillInfrastructure: z.optional(
    z.looseObject({
      "@ask-cli/cfn-deployer": z.optional(
        z.looseObject({ deployState: z.optional(z.record(z.string(), deployStateSchema)) }),
      ),
    }),
  ),
});

/** What ask-cli has noted. Source: ask-cli 2.30.7, model/resources-config/ask-states.js and cfn-deployer. */
export const askStatesSchema = z.looseObject({
  askcliStatesVersion: z.literal("2020-03-31"),
  profiles: z.record(z.string(), profileStateSchema),
});
export type AskStates = z.infer<typeof askStatesSchema>;

/** What was deployed with a profile. */
export interface DeployedState {
  readonly skillId: string | undefined;
  readonly deploymentStatus: string | undefined;
  /** By Alexa's region, as ask-resources.json names it. */
  readonly stacks: Readonly<Record<string, { readonly stackId?: string; readonly bucket?: string }>>;
}

/**
 * Reads what ask-cli has noted; undefined where it has not run in the folder.
 * @throws {Error} when the file is not ask-cli's.
 */
export async function readAskStates(folder: string): Promise<AskStates | undefined> {
  const text = await readFile(join(folder, ASK_STATES), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  });
  return text === undefined ? undefined : parseAskStates(text);
}

function parseAskStates(text: string): AskStates {
  try {
    return z.parse(askStatesSchema, JSON.parse(text));
  } catch {
    throw new Error(`${ASK_STATES} is not what ask-cli 2.30 writes`);
  }
}

/** What was deployed with a profile; nothing where the profile was not used. */
export function deployedState(states: AskStates | undefined, profile: string): DeployedState {
  const { skillId, deploymentStatus, skillInfrastructure } = states?.profiles[profile] ?? {};
  const stacks = skillInfrastructure?.["@ask-cli/cfn-deployer"]?.deployState ?? {};
  return {
    skillId,
    deploymentStatus,
    stacks: Object.fromEntries(
      Object.entries(stacks).map(([region, { stackId, s3 }]) => [
        region,
        { ...(stackId !== undefined && { stackId }), ...(s3 !== undefined && { bucket: s3.bucket }) },
      ]),
    ),
  };
}
