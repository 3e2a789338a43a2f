import { profileOf } from "./ask/profile.ts";
import { checkProject } from "./checks/check-project.ts";
import { printReport } from "./checks/print-report.ts";
import { rules } from "./checks/rules/index.ts";
import { readCommandLine } from "./command-line.ts";
import { projectRoot } from "./project-root.ts";

const usage = `Usage: npm run skill:check [-- OPTIONS]

Judges the skill package, ask-resources.json, the stack's template and the build hook, before anything leaves this
machine. The working copy is judged without what ask deploy writes into it; in CI the last commit is, as it stands.

  --deploy          also what a deploy needs: whose accounts are linked, which skill it goes to
  --profile NAME    with --deploy: ask-cli's profile; default without it
  --new-skill       with --deploy: in CI, that a skill is to be made
  --certification   also what must be written before the skill is submitted
  --committed       the last commit, whatever lies in the folder; so it is in CI without --deploy
  --except RULE     leave a rule out, by the name that stands behind its findings; may be given several times
  --json            print the findings as JSON
  --help            print this

Exit code 0: nothing stands in the way; 1: something does; 2: wrong usage.
`;

const flag = { type: "boolean" } as const;
const options = {
  deploy: flag,
  profile: { type: "string", short: "p" },
  "new-skill": flag,
  certification: flag,
  committed: flag,
  except: { type: "string", multiple: true },
  json: flag,
  help: flag,
} as const;

const {
  deploy = false,
  profile,
  "new-skill": newSkill = false,
  certification = false,
  committed,
  except = [],
  json,
} = readCommandLine({ script: "skill:check", usage, options }, ({ values }) => {
  if (values.deploy && values.committed)
    throw new Error("--deploy is about the files here, --committed about the commit");
  if (!values.deploy && (values.profile !== undefined || values["new-skill"])) {
    throw new Error("--profile and --new-skill go with --deploy");
  }
  const unknown = values.except?.find((rule) => !rules.some(({ name }) => name === rule));
  if (unknown !== undefined) {
    throw new Error(`there is no rule ${unknown}; there are: ${rules.map(({ name }) => name).join(", ")}`);
  }
  return values;
});
try {
  const isCi = Boolean(process.env.CI);
  const name = profileOf(profile, process.env);
  const report = await checkProject({
    root: projectRoot,
    // What is deployed are the files here, in CI as well.
    committed: committed ?? (isCi && !deploy),
    certification,
    by: rules.filter(({ name }) => !except.includes(name)),
    ...(deploy && { deploy: { profile: name, unattended: isCi, newSkill } }),
  });
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : printReport(report));
  process.exitCode = report.ok ? 0 : 1;
} catch (error) {
  process.stderr.write(`error: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
