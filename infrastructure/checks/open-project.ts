import { withoutDeployedParts } from "../../rehearsal/deploy-targets/ask-cli/deployed-parts.ts";
import { type DeployProfile, readProfiles } from "./deploy-profile.ts";
import type { Finding } from "./finding.ts";
import type { Inspected, SkillPackage } from "./inspected.ts";
import { type JsonFile, NoJsonError, readJson, withValue } from "./json-file.ts";
import type { Project } from "./project.ts";
import { type TemplateFile, templateFile } from "./template-file.ts";

/** The file in which a skill's developer says what is deployed and where. */
export const ASK_RESOURCES = "ask-resources.json";

/** How the files are to be read. */
export interface OpenOptions {
  /** Whether a manifest is to be judged with what `ask deploy` has written into it. */
  readonly asWritten: boolean;
  /** The profile that alone is looked at. */
  readonly profile?: string | undefined;
}

/** The files that every rule needs; or why they cannot be read. */
export type OpenedProject =
  | { readonly opened: Pick<Inspected, "project" | "resources" | "profiles" | "packages" | "templates"> }
  | { readonly findings: readonly Finding[] };

/** Reads the files that the rules look at. What is no file or no JSON is a finding, and the end. */
export async function openProject(project: Project, { asWritten, profile }: OpenOptions): Promise<OpenedProject> {
  const findings: Finding[] = [];
  const resources = await open(project, ASK_RESOURCES, findings);
  if (resources === undefined) return { findings };

  const profiles = readProfiles(resources).filter(({ name }) => profile === undefined || name === profile);
  if (profiles.length === 0) findings.push(noProfile(resources, profile));
  const packages: SkillPackage[] = [];
  for (const folder of new Set(profiles.map(({ packageFolder }) => packageFolder))) {
    const file = await open(project, `${folder}/skill.json`, findings);
    if (file === undefined) continue;
    const manifest = asWritten ? file : withValue(file, withoutDeployedParts(file.value));
    packages.push({ folder, manifest, asWritten: file });
  }
  const templates = await readTemplates(project, resources, profiles, findings);
  return findings.length > 0 ? { findings } : { opened: { project, resources, profiles, packages, templates } };
}

async function open(project: Project, path: string, findings: Finding[]): Promise<JsonFile | undefined> {
  const bytes = await project.read(path);
  try {
    if (bytes !== undefined) return readJson(path, bytes.toString("utf8"));
    findings.push(missing(path));
  } catch (error) {
    if (!(error instanceof NoJsonError)) throw error;
    const remedy = "Correct it there, or a little before; JSON has neither comments nor a comma after the last item.";
    findings.push({ rule: "files", severity: "error", file: path, line: error.line, what: "This is no JSON.", remedy });
  }
  return undefined;
}

async function readTemplates(
  project: Project,
  resources: JsonFile,
  profiles: readonly DeployProfile[],
  findings: Finding[],
): Promise<readonly TemplateFile[]> {
  const paths = profiles.flatMap(({ regions }) => regions.flatMap(({ templatePath }) => templatePath ?? []));
  const templates: TemplateFile[] = [];
  for (const path of new Set(paths)) {
    const bytes = await project.read(path);
    if (bytes !== undefined) templates.push(templateFile(path, bytes.toString("utf8")));
    else findings.push({ ...missing(path), remedy: `Correct templatePath in ${resources.path}, or restore the file.` });
  }
  return templates;
}

function missing(file: string): Finding {
  const remedy = `Restore it: git checkout -- ${file}`;
  return { rule: "files", severity: "error", file, what: "There is no such file.", remedy };
}

function noProfile(resources: JsonFile, profile: string | undefined): Finding {
  const names = Object.keys(resources.recordAt(["profiles"]));
  return {
    rule: "files",
    severity: "error",
    file: resources.path,
    line: resources.lineOf(["profiles"]),
    what: profile === undefined ? "There is no profile in it." : `There is no profile ${profile} in it.`,
    remedy:
      names.length === 0
        ? "Restore the file: it says what is deployed."
        : `Choose one that is there (${names.join(", ")}), or copy one under that name; ask-cli deploys only what is in this file.`,
  };
}
