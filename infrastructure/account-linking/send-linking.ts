import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deployedState, readAskStates } from "../../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import { findAsk, installAsk, repairAsk } from "../ask/find-ask.ts";
import { NoJsonError } from "../checks/json-file.ts";
import { clientMismatch } from "../checks/rules/linking-file.ts";
import { runCommand } from "../run-command.ts";
import { type JudgedLinking, judgeLinking } from "./judge-linking.ts";

const FILE = "accountLinking.json";

/** Whose account linking is sent, and from where. */
export interface LinkingOptions {
  /** The project's folder. */
  readonly root: string;
  /** ask-cli's. */
  readonly profile: string;
  /** The skill; that of .ask/ask-states.json where it is left out. */
  readonly skillId: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
}

/** What was done. */
export interface SentLinking {
  readonly skillId: string;
  /** Whether accounts are linked with Login with Amazon. */
  readonly usesAmazon: boolean;
}

/**
 * Judges accountLinking.json and has ask-cli send it for the skill's development stage.
 * @throws {Error} that says what to type; it holds no secret.
 */
export async function sendLinking({ root, profile, skillId, environment }: LinkingOptions): Promise<SentLinking> {
  const judged = await readLinking(root);
  if ("faults" in judged) throw new Error(judged.faults.join("\n"));
  const mismatch = await clientMismatch(root, profile);
  if (mismatch !== undefined) throw new Error(mismatch);

  const skill = skillId ?? deployedState(await readAskStates(root), profile).skillId;
  if (skill === undefined) {
    throw new Error(
      `there is no skill of profile ${profile} in .ask/ask-states.json: run npm run deploy first, or name one by --skill-id`,
    );
  }
  const ask = await findAsk(environment);
  if (ask === undefined) throw new Error(installAsk);
  const { exitCode, output } = await runCommand({
    command: [
      ...[ask, "smapi", "update-account-linking-info", "--skill-id", skill, "--stage", "development"],
      // By its path: what stands on a command line is for everybody on the machine to see.
      ...["--account-linking-request", `file:${FILE}`, "--profile", profile],
    ],
    cwd: root,
    environment,
  });
  const said = output.replaceAll(judged.secret, "…").trim();
  if (exitCode === 0) return { skillId: skill, usesAmazon: judged.usesAmazon };
  if (said.includes("antlr4ts") || said.includes("Class extends value undefined")) throw new Error(repairAsk);
  throw new Error(`ask-cli could not send it${said === "" ? "" : `:\n${said}`}`);
}

async function readLinking(root: string): Promise<JudgedLinking> {
  const text = await readFile(join(root, FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    throw new Error(`there is no ${FILE}: cp accountLinking.example.json ${FILE}, and write your client into it`);
  });
  try {
    return judgeLinking(FILE, text);
  } catch (error) {
    if (error instanceof NoJsonError) throw new Error(`${FILE}:${error.line}: this is no JSON`);
    throw error;
  }
}
