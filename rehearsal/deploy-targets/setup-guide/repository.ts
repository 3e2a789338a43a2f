import { pathToFileURL } from "node:url";
import { runProgram } from "../run-program.ts";
import { copyProject } from "../workspace/workspace.ts";

/**
 * Makes a git repository of the project's files, in one commit on the branch main, as whoever publishes it has one.
 * @param folder is made.
 * @returns its URL.
 * @throws {Error} without git.
 */
export async function makeRepository(project: string, folder: string): Promise<string> {
  await copyProject(project, folder);
  const author = ["-c", "user.name=Rehearsal", "-c", "user.email=rehearsal@example.com", "-c", "commit.gpgSign=false"];
  for (const parameters of [
    ["init", "--quiet", "--initial-branch", "main"],
    ["add", "--all"],
    [...author, "commit", "--quiet", "--message", "The project"],
  ]) {
    const { exitCode, output } = await runProgram({
      command: ["git", ...parameters],
      cwd: folder,
      environment: { PATH: process.env.PATH ?? "", GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
      limitMs: 60_000,
    });
    if (exitCode !== 0) throw new Error(`git ${parameters[0]} ended with ${exitCode}: ${output.trim()}`);
  }
  return pathToFileURL(folder).href;
}
