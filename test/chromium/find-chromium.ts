import { accessSync, constants } from "node:fs";
import { join } from "node:path";

/** What the search for a Chromium depends on. */
export interface SearchOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** Whether a file is there and can be run. */
  readonly isProgram: (path: string) => boolean;
}

/** The Chromium, or a browser made of it, that the tests may use; undefined when there is none. */
export function findChromium(
  { environment, platform, isProgram }: SearchOptions = {
    environment: process.env,
    platform: process.platform,
    isProgram: canRun,
  },
): string | undefined {
  // Who names one means that one and no other.
  if (environment.CHROMIUM) return isProgram(environment.CHROMIUM) ? environment.CHROMIUM : undefined;
  return usualPlaces(environment, platform).find(isProgram);
}

function usualPlaces(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === "darwin") {
    return ["Chromium", "Google Chrome", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === "win32") {
    const folders = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => environment[name] ?? []);
    const programs = [
      "Google/Chrome/Application/chrome.exe",
      "Chromium/Application/chrome.exe",
      "Microsoft/Edge/Application/msedge.exe",
    ];
    return programs.flatMap((program) => folders.map((folder) => join(folder, program)));
  }
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
  const folders = ["/usr/bin", "/usr/local/bin", "/snap/bin"];
  return names.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
