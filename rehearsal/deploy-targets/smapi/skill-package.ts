import { unzipSync } from "fflate";

/** Not verified: the largest package that SMAPI takes. */
export const LARGEST_PACKAGE_BYTES = 10_000_000;
const LARGEST_CONTENT_BYTES = 50_000_000;

/** The files of a skill package, by path with "/" between folders. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** A package that was opened. */
export interface OpenedPackage {
  readonly files: PackageFiles;
  /** The parsed content of skill.json. */
  readonly document: unknown;
  /** What SMAPI leaves aside, and says so. */
  readonly warnings: readonly string[];
}

/** Opens a package's zip; or the reasons why it can't be imported. Source: "Skill Package API Reference". */
export function openPackage(zip: Uint8Array): OpenedPackage | readonly string[] {
  const files = unzip(zip);
  if (typeof files === "string") return [files];
  const manifest = files.get("skill.json");
  if (manifest === undefined) return ["The package has no skill.json at its root."];
  const document = parse(manifest);
  if (document === undefined) return ["skill.json is not JSON."];
  return { files, document, warnings: warningsOf(files) };
}

function unzip(zip: Uint8Array): PackageFiles | string {
  let contentBytes = 0;
  let escaping: string | undefined;
  try {
    const files = unzipSync(zip, {
      filter({ name, originalSize }) {
        contentBytes += originalSize;
        if (isEscaping(name)) escaping ??= name;
        return !name.endsWith("/") && escaping === undefined && contentBytes <= LARGEST_CONTENT_BYTES;
      },
    });
    if (escaping !== undefined) return `The package holds a path that leaves it: ${JSON.stringify(escaping)}.`;
    if (contentBytes > LARGEST_CONTENT_BYTES) return "The package's files are too large.";
    return new Map(Object.entries(files));
  } catch {
    return "The package is not a zip file.";
  }
}

function isEscaping(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:|\\/.test(name) || name.split("/").includes("..");
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** What a package may hold besides skill.json. Not verified for the folders that a smart-home skill doesn't use. */
const known = [/^skill\.json$/, /^assets\/images\//, /^interactionModels\/custom\//, /^isps\//, /^conversations\//];

/** Source: ask-cli issue 374 and openhab-alexa pull request 597: accountLinking.json in a package is left aside. */
function warningsOf(files: PackageFiles): readonly string[] {
  const unknown = [...files.keys()].filter((path) => !known.some((pattern) => pattern.test(path)));
  if (unknown.length === 0) return [];
  return [`The imported package holds files at paths that are not processed: ${unknown.join(", ")}`];
}
