import type { RunningSkill } from "../account/account.ts";
import { deployedState, readAskStates } from "../ask-cli/ask-states.ts";
import type { DeployedStack } from "../deployed-stack.ts";
import { expect } from "../scenario.ts";
import { deployedBy } from "../scenarios/deploy.ts";
import { bringToLife } from "../scenarios/front-door.ts";
import type { Story } from "../story.ts";
import type { Desk, Typing } from "./desk.ts";
import type { GuideStep } from "./guide-step.ts";

/** Where a page is followed: somebody's desk, and what they know by what was printed so far. */
export interface Scene {
  readonly story: Story;
  readonly desk: Desk;
  /** The URL of the project's git repository. */
  readonly repository: string;
  /** What is noted on the way; what was not yet noted is no use. */
  readonly noted: {
    /** Whether ask-cli, as npm has installed it, does not start. */
    askIsBroken?: boolean;
    /** The folder of the clone. */
    project?: string;
    skill?: RunningSkill;
    stack?: DeployedStack;
    skillId?: string;
    /** Whose cameras they are. */
    owner?: string;
    /** Ends the camera that plays. */
    stopCamera?: () => Promise<void>;
    /** What `npm run deploy:state` and the stack's outputs have printed last. */
    buckets?: readonly string[];
    table?: string;
    /** What was seen of views. */
    seen?: string[];
  };
}

/** What was noted before. */
export function noted<Name extends keyof Scene["noted"]>(
  { noted: notes }: Scene,
  name: Name,
): NonNullable<Scene["noted"][Name]> {
  const value = notes[name];
  expect(value !== undefined && value !== null, `the page has not come to what gives the ${name}`);
  return value;
}

/** A command that is typed as it stands. */
export function asItStands(command: string, typing: Typing & Pick<GuideStep, "after"> = {}): GuideStep {
  const { after, ...how } = typing;
  return {
    command,
    ...(after !== undefined && { after }),
    play: async ({ desk }) => void (await desk.type(command, how)),
  };
}

/**
 * Puts what somebody has in the place of what the page leaves open.
 * @throws {NotAsExpected} when the command does not have each of the places exactly once.
 */
export function fillIn(command: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [open, value]) => {
    expect(text.split(open).length === 2, `${command} does not have ${open} once`);
    return text.replace(open, () => value);
  }, command);
}

/** Has AWS run what was deployed from the clone. */
export async function runDeployed(scene: Scene): Promise<void> {
  const { story } = scene;
  const folder = noted(scene, "project");
  const deployed = async () => deployedState(await readAskStates(folder), "default");
  const { skillId, stack } = await deployedBy(story, { deployed });
  const skill = await bringToLife(story, stack);
  Object.assign(scene.noted, { skillId, stack, skill });
}
