import { lstat, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../run-program.ts";

/**
 * The files of a project that git would keep: all that .gitignore does not leave out. It takes no repository, so that a
 * tree from `ask new --template-url` is read just so.
 * @returns paths below the root.
 * @throws {Error} without git.
 */
export async function projectFiles(root: string): Promise<readonly string[]> {
  const repository = await mkdtemp(join(tmpdir(), "camera-skill-files-"));
  try {
    const ours = ["--git-dir", repository];
    await git(root, ["init", "--quiet", "--bare", repository]);
    const listed = await git(root, [...ours, "--work-tree", ".", "ls-files", "-z", "--others", "--exclude-standard"]);
    const paths = listed.split("\0").filter((path) => path !== "");
    // "node_modules/" in .gitignore does not leave out a link of that name to a folder elsewhere.
    const areFiles = await Promise.all(paths.map(async (path) => (await lstat(join(root, path))).isFile()));
    return paths.filter((_, index) => areFiles[index]);
  } finally {
    await rm(repository, { recursive: true, force: true });
  }
}

async function git(cwd: string, parameters: readonly string[]): Promise<string> {
  const run = await runProgram({
    command: ["git", ...parameters],
    cwd,
    // What the user leaves out everywhere is not what the project leaves out.
    environment: { PATH: process.env.PATH ?? "", GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    limitMs: 60_000,
  });
  if (run.exitCode !== 0) throw new Error(`git cannot list the project's files: ${run.output.trim()}`);
  return run.output;
}
