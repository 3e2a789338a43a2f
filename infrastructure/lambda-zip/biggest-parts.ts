import type { Metafile } from "esbuild";

/** A part of the packed code. */
export interface PackedPart {
  /** A package by its name, a file of ours by its path. */
  readonly name: string;
  /** What it takes, compressed: of each file its share. */
  readonly bytes: number;
  /** Which of our files import it and as what, the rarest first; empty for a file of ours. */
  readonly importedBy: readonly { readonly as: string; readonly files: readonly string[] }[];
}

/**
 * The parts that take the most of the packed code.
 * @param compressed the size of each output in the zip, by its path in the metafile.
 */
export function biggestParts({ inputs, outputs }: Metafile, compressed: ReadonlyMap<string, number>): PackedPart[] {
  const sizes = new Map<string, number>();
  for (const [path, output] of Object.entries(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const share = output.bytes === 0 ? 0 : (bytesInOutput / output.bytes) * (compressed.get(path) ?? 0);
      const name = packageOf(input) ?? input;
      sizes.set(name, (sizes.get(name) ?? 0) + share);
    }
  }
  const biggest = [...sizes].sort(([, one], [, other]) => other - one).slice(0, 5);
  return biggest.map(([name, bytes]) => ({ name, bytes, importedBy: importersOf(name, inputs) }));
}

/** Follows imports back from a package to the first files of ours, which may import another package that needs it. */
function importersOf(name: string, inputs: Metafile["inputs"]): PackedPart["importedBy"] {
  let reached = new Set(Object.keys(inputs).filter((path) => packageOf(path) === name));
  const seen = new Set(reached);
  while (reached.size > 0) {
    const found = new Map<string, Set<string>>();
    const next = new Set<string>();
    for (const [file, { imports }] of Object.entries(inputs)) {
      if (seen.has(file)) continue;
      for (const { path, original } of imports.filter(({ path }) => reached.has(path))) {
        next.add(file);
        const as = original ?? path;
        if (packageOf(file) === undefined) found.set(as, (found.get(as) ?? new Set()).add(file));
      }
    }
    if (found.size > 0) {
      const importers = [...found].map(([as, files]) => ({ as, files: [...files].sort() }));
      return importers.sort((one, other) => one.files.length - other.files.length);
    }
    for (const file of next) seen.add(file);
    reached = next;
  }
  return [];
}

/** The package that a file belongs to, the innermost where they are nested; undefined for a file of ours. */
function packageOf(path: string): string | undefined {
  return /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}
