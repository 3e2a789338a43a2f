/** A script of package.json, and how it was started. */
export interface Started {
  /** Its name, such as `deploy:state`. */
  readonly script: string;
  /** Its own options, as `parseArgs` of node:util has them. */
  readonly options: Readonly<Record<string, { readonly type: "string" | "boolean" }>>;
  /** What has arrived of what was typed. */
  readonly typed: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Says which options npm has kept for itself, because they were typed without the `--` before them: the script would
 * run as if they were not there.
 * @returns undefined where none is missing, or npm has started another script.
 * Source: npm's docs, "Config" and "Scripts": an option becomes `npm_config_<name>`, with `_` for `-`, and the script's
 * name `npm_lifecycle_event`.
 */
export function forgottenDashes({ script, options, typed, environment }: Started): string | undefined {
  // What that script starts inherits its environment.
  if (environment.npm_lifecycle_event !== script) return undefined;
  const kept = Object.entries(options).flatMap(([name, { type }]) => {
    const value = environment[`npm_config_${name.replaceAll("-", "_")}`];
    const hasArrived = typed.some((word) => word === `--${name}` || word.startsWith(`--${name}=`));
    // npm gives "" for --no-name.
    return value && !hasArrived ? [{ name, type, value }] : [];
  });
  if (kept.length === 0) return undefined;
  const names = kept.map(({ name }) => `--${name}`).join(" and ");
  const meant = kept.map(({ name, type, value }) =>
    type === "boolean" ? `--${name}` : `--${name} ${givenTo(value, typed)}`,
  );
  return `npm has kept ${names} for itself: options go behind \`--\`. Type: npm run ${script} -- ${meant.join(" ")}`;
}

/** npm says "true" of `--name value`, and hands the value on as a word. */
function givenTo(value: string, typed: readonly string[]): string {
  const [word, ...more] = typed;
  if (value !== "true") return value;
  return word === undefined || more.length > 0 ? "…" : word;
}
