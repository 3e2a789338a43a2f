import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Project } from "./project.ts";

/** The project as it lies in its folder. */
export function folderProject(root: string): Project {
  return {
    root,
    isCommit: false,
    read: (path) => readFile(join(root, path)).catch(unlessMissing(undefined)),
    readAll: (paths) => Promise.all(paths.map((path) => readFile(join(root, path), "utf8"))),
    async list(folder) {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(
        unlessMissing([]),
      );
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
    },
    async isExecutable(path) {
      if (process.platform === "win32") return undefined;
      const { mode } = await stat(join(root, path));
      return (mode & 0o111) !== 0;
    },
  };
}

function unlessMissing<Instead>(instead: Instead): (error: NodeJS.ErrnoException) => Instead {
  return (error) => {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(error.code ?? "")) return instead;
    throw error;
  };
}
