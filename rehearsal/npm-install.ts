import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** How npm installs. */
export interface NpmInstallOptions {
  /** Whether the packages' own install steps are left out. */
  readonly ignoreScripts: boolean;
  readonly environment: NodeJS.ProcessEnv;
  /** Ends npm early. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Installs what a folder's package.json asks for.
 * @throws {Error} that says why, with npm's own words.
 */
export async function npmInstall(
  folder: string,
  { ignoreScripts, environment, signal }: NpmInstallOptions,
): Promise<void> {
  const parameters = [
    "install",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    `--ignore-scripts=${ignoreScripts}`,
    // What npm has in its cache will do, and whoever has neither that nor a network should hear so in seconds.
    "--prefer-offline",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
  ];
  const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
  const options = { cwd: folder, env: environment, stdio, signal };
  // On Windows npm is a batch file, which only a shell starts.
  const child =
    process.platform === "win32"
      ? spawn(["npm", ...parameters].join(" "), { ...options, shell: true })
      : spawn("npm", parameters, options);
  const closed = once(child, "close").catch(() => {
    throw new Error("npm, which comes with Node.js, does not start");
  });
  const [[code], ...said] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  if (code === 0) return;
  const words = said.join("").trim();
  const reason = isOffline(words)
    ? "npm does not reach its registry. It is fetched only once; after that no network is needed"
    : "npm failed";
  throw new Error(words === "" ? reason : `${reason}:\n${words}`);
}

/** Whether npm's words are those of a machine without the network, or behind a proxy that it does not know. */
function isOffline(words: string): boolean {
  return /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b/.test(
    words,
  );
}
