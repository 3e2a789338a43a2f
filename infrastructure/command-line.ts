import { type ParseArgsConfig, parseArgs } from "node:util";
import { forgottenDashes } from "../rehearsal/forgotten-dashes.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** A script of package.json. */
interface Script<Own extends Options> {
  /** Its name, such as `deploy:state`. */
  readonly script: string;
  /** What `--help` prints. */
  readonly usage: string;
  readonly options: Own & { readonly help: { readonly type: "boolean" } };
  /** Whether it takes words beside its options. */
  readonly allowPositionals?: boolean;
}

/**
 * Reads what was typed behind `npm run <script> --`, and answers `--help`: where that or wrong usage is typed, the
 * program ends here, with exit code 0 or 2.
 * @param check throws where options cannot be meant together.
 */
export function readCommandLine<const Own extends Options, Read>(
  { script, usage, options, allowPositionals = false }: Script<Own>,
  check: (read: ReturnType<typeof parseArgs<{ options: Own; allowPositionals: true }>>) => Read,
): Read {
  const typed = process.argv.slice(2);
  try {
    refuseForgottenDashes(script, options);
    const read = parseArgs({ args: typed, options, allowPositionals });
    if ((read.values as { help?: boolean }).help) {
      process.stdout.write(usage);
      process.exit();
    }
    return check(read as Parameters<typeof check>[0]);
  } catch (error) {
    return endForWrongUsage(script, error as Error);
  }
}

/** @throws {Error} that says what to type, where npm has kept an option of the script for itself. */
export function refuseForgottenDashes(script: string, options: Options): void {
  const forgotten = forgottenDashes({ script, options, typed: process.argv.slice(2), environment: process.env });
  if (forgotten !== undefined) throw new Error(forgotten);
}

/** Ends the program for wrong usage, with what is wrong and where its options are shown. */
export function endForWrongUsage(script: string, { message }: Error): never {
  process.stderr.write(`error: ${message}\nnpm run ${script} -- --help shows the options\n`);
  return process.exit(2);
}
