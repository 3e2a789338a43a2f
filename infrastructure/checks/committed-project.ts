import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Project } from "./project.ts";

const run = promisify(execFile);
const LARGEST_FILE = 16 * 1024 * 1024;

/**
 * The project as its last commit has it, whatever lies in the folder now; undefined where the folder is the root of no
 * git repository with a commit, as a tree made of a template is.
 */
export async function committedProject(root: string): Promise<Project | undefined> {
  const git = async (...words: string[]): Promise<Buffer> => {
    const { stdout } = await run("git", ["-C", root, ...words], { encoding: "buffer", maxBuffer: LARGEST_FILE });
    return stdout;
  };
  const prefix = await git("rev-parse", "--verify", "--quiet", "HEAD")
    .then(() => git("rev-parse", "--show-prefix"))
    .catch(() => undefined);
  // A folder inside somebody else's repository has a prefix, and is not what its commits are about.
  if (prefix === undefined || prefix.toString("utf8").trim() !== "") return undefined;

  // By "-z" git quotes no name.
  const tree = (await git("ls-tree", "-r", "-z", "HEAD")).toString("utf8");
  const modes = new Map(
    tree
      .split("\0")
      .filter((line) => line !== "")
      .map((line) => [line.slice(line.indexOf("\t") + 1), line.slice(0, 6)]),
  );
  return {
    root,
    isCommit: true,
    read: async (path) => (modes.has(path) ? git("show", `HEAD:${path}`) : undefined),
    // One program for all: a program each takes seconds.
    async readAll(paths) {
      const running = run("git", ["-C", root, "cat-file", "--batch"], { encoding: "buffer", maxBuffer: LARGEST_FILE });
      running.child.stdin?.end(paths.map((path) => `HEAD:${path}\n`).join(""));
      return textsOf((await running).stdout, paths.length);
    },
    list: async (folder) => [...modes.keys()].filter((path) => path.startsWith(`${folder}/`)),
    isExecutable: async (path) => modes.get(path) === "100755",
  };
}

/** Takes apart what `git cat-file --batch` writes: `<object> blob <bytes>`, a line's end, the bytes, a line's end. */
function textsOf(batch: Buffer, count: number): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; texts.length < count; ) {
    const begin = batch.indexOf("\n", at) + 1;
    const end = begin + Number(batch.toString("utf8", at, begin).split(" ").at(-1));
    texts.push(batch.toString("utf8", begin, end));
    at = end + 1;
  }
  return texts;
}
