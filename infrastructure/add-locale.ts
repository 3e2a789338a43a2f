import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { addLocale } from "./add-locale/add-locale.ts";
import { NoJsonError, readJson } from "./checks/json-file.ts";
import { readCommandLine } from "./command-line.ts";
import { regionOfLocale } from "./locales.ts";
import { projectRoot } from "./project-root.ts";

const usage = `Usage: npm run locale:add -- LOCALE [--from LOCALE] [--package FOLDER]

Adds a locale to the skill package, with the texts of another one, and says what there is to translate.

  LOCALE            one of ${Object.keys(regionOfLocale).join(", ")}
  --from LOCALE     whose texts are copied; those of en-US without it
  --package FOLDER  the skill package; skill-package without it
  --help            print this
`;

const text = { type: "string" } as const;
const options = { from: text, package: text, help: { type: "boolean" } } as const;
const {
  locale,
  from,
  package: folder = "skill-package",
} = readCommandLine(
  { script: "locale:add", usage, options, allowPositionals: true },
  ({ values, positionals: [locale, ...more] }) => {
    if (locale === undefined || more.length > 0) throw new Error("which locale? Name one, such as fr-FR");
    return { ...values, locale };
  },
);
const path = `${folder}/skill.json`;
try {
  const { value } = readJson(path, await readPackage(folder));
  const added = addLocale(value, locale, from);
  // As ask-cli writes it.
  const text = JSON.stringify(added.value, null, 2);
  await writeFile(resolve(projectRoot, path), text);
  const { lineOf } = readJson(path, text);
  const at = (block: string) => `${path}:${lineOf(["manifest", block, "locales", locale])}`;
  const { toTranslate, awsRegion } = added;
  process.stdout.write(
    [
      `✔ ${locale} is in ${path}`,
      ...(toTranslate.length > 0 ? [`  Translate ${toTranslate.join(", ")}: ${at("publishingInformation")}`] : []),
      `  Write the addresses of the pages in that language: ${at("privacyAndCompliance")}`,
      `  Alexa asks for it in ${awsRegion}: there has to be a function (docs/setup.md, More regions)`,
      "",
    ].join("\n"),
  );
} catch (error) {
  const message = error instanceof NoJsonError ? `${path}:${error.line}: this is no JSON` : (error as Error).message;
  process.stderr.write(`error: ${message}\n`);
  process.exitCode = 1;
}

async function readPackage(folder: string): Promise<string> {
  return readFile(resolve(projectRoot, path), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (!["ENOENT", "ENOTDIR"].includes(error.code ?? "")) throw error;
    throw new Error(`there is no ${path}: --package wants the folder of a skill package, and ${folder} is none`);
  });
}
