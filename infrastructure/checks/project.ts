/** The files of a project: those in its folder, or those of its last commit. */
export interface Project {
  /** The project's folder. */
  readonly root: string;
  /** Whether it is what was committed, whatever lies in the folder. */
  readonly isCommit: boolean;
  /** The bytes of a file; undefined where there is none. */
  read(path: string): Promise<Buffer | undefined>;
  /** The texts of files that are there, in their order. */
  readAll(paths: readonly string[]): Promise<readonly string[]>;
  /** The paths of all files below a folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Whether a file may be executed; undefined where nothing says so, as on Windows. */
  isExecutable(path: string): Promise<boolean | undefined>;
}
