import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Amazon, type RuntimeTools, startAmazon } from "./amazon.ts";
import { ASK_RESOURCES, changeProfile, rehearsedProfile } from "./ask-cli/ask-resources.ts";
import { createDeveloper, type Developer, type DeveloperOptions } from "./developer.ts";
import type { Stage } from "./run-scenarios.ts";

/** The stage of a story: Amazon, where nothing is deployed at first, and those who deploy. */
export interface Story extends Stage {
  readonly amazon: Amazon;
  /** The project that is deployed. */
  readonly project: string;
  /** Ends what runs. */
  readonly signal: AbortSignal;
  /** Tells what is under way, in a few words. */
  readonly doing: (what: string) => void;
  /** Is told of what a program has written that no desk has run. */
  readonly wrote: (output: string) => void;
  /**
   * Someone with a copy of the project: the same one whenever the name is the same.
   * @param name such as "developer".
   * @param environmentKeys signed in by variables instead of files, as in a pipeline.
   */
  desk(name: string, environmentKeys?: "environment keys"): Promise<Developer>;
}

/** What a story is played with. */
export interface StoryOptions extends Pick<DeveloperOptions, "project" | "askCli" | "cameraSkill" | "signal"> {
  readonly tools: RuntimeTools;
  /** The AWS region of the cameras' channels. */
  readonly channelsIn?: string | undefined;
  /** How many executions at once the account's functions may have in a region: 1000; a new account's may be 10. */
  readonly concurrentExecutions?: number | undefined;
  /** Whether the camera is plugged in from the start; it is by default. */
  readonly pluggedIn?: boolean | undefined;
  /** Told what is under way, in a few words. */
  readonly onDoing: (what: string) => void;
}

/** Sets the stage. */
export async function startStory(options: StoryOptions): Promise<Story> {
  const { onDoing } = options;
  onDoing("Amazon's stand-ins start");
  const folder = await mkdtemp(join(tmpdir(), "camera-skill-deploy-"));
  const { tools, channelsIn, concurrentExecutions, pluggedIn } = options;
  const stage = { folder, tools, signalingRegion: channelsIn, concurrentExecutions, pluggedIn };
  const amazon = await startAmazon(stage).catch(async (error) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const { login, smapi, credentials, vendorId, refreshToken, addresses } = amazon;
  const desks = new Map<string, Promise<Developer>>();
  let output = "";

  async function begin(name: string, environmentKeys: boolean): Promise<Developer> {
    onDoing("the project is copied for whoever deploys it");
    const developer = await createDeveloper({
      ...options,
      folder: join(folder, name),
      addresses,
      signedIn: {
        accessToken: smapi.accessToken,
        refreshToken,
        vendorId,
        credentials,
        otherCredentials: amazon.account.stranger,
      },
      environmentKeys,
      onOutput(text) {
        output = text;
      },
    });
    const rehearsed = (text: string) => changeProfile(text, (profile) => rehearsedProfile(profile, login.clientId));
    await developer.workspace.change(ASK_RESOURCES, rehearsed);
    return developer;
  }

  return {
    folder,
    amazon,
    project: options.project,
    signal: options.signal,
    doing: onDoing,
    wrote(text) {
      output = text;
    },
    desk(name, environmentKeys) {
      const desk = desks.get(name) ?? begin(name, environmentKeys !== undefined);
      desks.set(name, desk);
      return desk;
    },
    lastOutput: () => output,
    async stop(keep) {
      try {
        await amazon.stop();
      } finally {
        if (!keep) await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
