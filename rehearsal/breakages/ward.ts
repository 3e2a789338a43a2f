import type { Stage } from "../deploy-targets/run-scenarios.ts";
import type { Story } from "../deploy-targets/story.ts";
import type { Installed } from "./breakage.ts";

/** Where installations are broken, one breakage after the other. */
export interface Ward extends Stage {
  /** The installation; another one where the last was given up. */
  installed(): Promise<Installed>;
  /** A desk where nothing was installed yet. */
  nothingYet(): Promise<Installed>;
  /** Gives the installation up: what comes next is not to be judged by what is left of it. */
  giveUp(): void;
}

/** What installations are made on, and how. */
export interface WardOptions {
  startStory(): Promise<Story>;
  install(story: Story): Promise<Installed>;
  /** Gives somebody a desk, and installs nothing. */
  sitDown(story: Story): Promise<Installed>;
}

/** Makes the place; the first installation is made when it is asked for. */
export async function openWard({ startStory, install, sitDown }: WardOptions): Promise<Ward> {
  let story = await startStory();
  let installed: Promise<Installed> | undefined;
  let isGivenUp = false;
  return {
    get folder() {
      return story.folder;
    },
    lastOutput: () => story.lastOutput(),
    async installed() {
      if (isGivenUp) {
        await story.stop(true);
        story = await startStory();
        installed = undefined;
        isGivenUp = false;
      }
      installed ??= install(story);
      return installed;
    },
    nothingYet: () => sitDown(story),
    giveUp() {
      isGivenUp = true;
    },
    stop: (keep) => story.stop(keep),
  };
}
