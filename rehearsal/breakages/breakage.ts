import type { AccountCamera } from "../deploy-targets/account/account-camera.ts";
import type { RunningSkill } from "../deploy-targets/account/running-skill.ts";
import type { Amazon } from "../deploy-targets/amazon.ts";
import type { DeployedStack } from "../deploy-targets/deployed-stack.ts";
import type { Developer } from "../deploy-targets/developer.ts";
import type { Remedy } from "./report.ts";

/** An installation, and whoever makes it. Before the first deploy there is neither skill nor stack: to ask for it throws. */
export interface Installed {
  readonly developer: Developer;
  readonly amazon: Amazon;
  readonly camera: AccountCamera;
  readonly skillId: string;
  /** As the last deploy has left it. */
  readonly stack: DeployedStack;
  /** What runs of it. */
  readonly running: RunningSkill;
  /** How long the doctor took last, in milliseconds: for what is to last until it has looked. */
  readonly pace: { doctor: number };
  /** What no report may hold, each as it stands. */
  secrets(): readonly string[];
  /**
   * Types lines, one after the other; what they deploy runs from then on.
   * @throws {NotAsExpected} when one fails.
   */
  type(...lines: readonly string[]): Promise<void>;
}

/** A way to break an installation, and what the doctor is to name then. */
export interface Breakage {
  /** By which it is chosen, such as "trigger-missing". */
  readonly name: string;
  /** What somebody has done, or what has happened, in a few words. */
  readonly title: string;
  /** The id of the link that the doctor is to name. */
  readonly link: string;
  /** What the doctor is to call what is broken. */
  readonly breakage: string;
  /** The camera that it is to name, by id. */
  readonly camera?: string;
  breakIt(installed: Installed): Promise<void>;
  /** What the program says in the second terminal once it does its work, where the remedy has one run there. */
  readonly alongsideSays?: string;
  /** Does what the remedy asks a person's hands for: in the Alexa app, at a camera's plug, on a console's page. */
  hands?(installed: Installed, remedy: Remedy): Promise<void>;
  /** Puts back what the remedy rightly leaves as it is. */
  restore?(installed: Installed): Promise<void>;
  /** Whether nothing was installed before: the story begins with it. */
  readonly fromNothing?: boolean;
  /** The link that the doctor names once the remedy was followed, where that is not the whole way to health. */
  readonly next?: string;
}
