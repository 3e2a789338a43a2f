import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readCommandLine } from "./command-line.ts";
import { packageLambda } from "./lambda-zip/package-lambda.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const usage = `Usage: npm run package [-- OPTIONS]

Writes the zip that AWS Lambda runs: the skill's functions, and cameras.json if the project has one.
The same sources give the same bytes.

  --zip FILE  where to; dist/lambda.zip without it
  --json      print what was written as JSON
  --help      print this
`;

const options = { zip: { type: "string" }, json: { type: "boolean" }, help: { type: "boolean" } } as const;
const { json, zip = relative(process.cwd(), join(root, "dist/lambda.zip")) } = readCommandLine(
  { script: "package", usage, options },
  ({ values }) => {
    if (values.zip === "") throw new Error("--zip needs the path of a file");
    return values;
  },
);
try {
  const onWarning = (warning: string) => process.stderr.write(`warning: ${warning}\n`);
  const { bytes, sha256, files } = await packageLambda({ root, zip, onWarning });
  const line = json
    ? JSON.stringify({ zip: resolve(zip), bytes, sha256, files })
    : `${zip}: ${bytes} bytes, ${files.length} files, sha256 ${sha256}`;
  process.stdout.write(`${line}\n`);
} catch (error) {
  // The bundler has said already what is wrong with the code, and where.
  const isBundler = error instanceof Error && "errors" in error;
  const message = isBundler ? "the code could not be bundled, so no zip was written" : (error as Error).message;
  process.stderr.write(`error: ${message}\n`);
  process.exitCode = 1;
}
