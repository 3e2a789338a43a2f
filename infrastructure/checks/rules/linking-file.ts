import { fillInsOf } from "../../fill-in.ts";
import type { Found } from "../finding.ts";
import { folderProject } from "../folder-project.ts";
import type { Inspected, Rule } from "../inspected.ts";
import { NoJsonError, readJson } from "../json-file.ts";
import { openProject } from "../open-project.ts";

const FILE = "accountLinking.json";
const LOGIN_WITH_AMAZON = "https://www.amazon.com/";

/** The client that accounts are linked with is the one whose tokens the skill takes. */
export const linkingFile: Rule = {
  name: "linking-file",
  before: "deploy",
  check: judge,
};

async function judge({
  project,
  resources,
  profiles,
}: Pick<Inspected, "project" | "resources" | "profiles">): Promise<readonly Found[]> {
  const bytes = await project.read(FILE);
  if (bytes === undefined) return [];
  try {
    const file = readJson(FILE, bytes.toString("utf8"));
    const at = ["accountLinkingRequest", "clientId"];
    const clientId = file.textAt(at) ?? "";
    const url = file.textAt(["accountLinkingRequest", "authorizationUrl"]) ?? "";
    const other = profiles
      .flatMap(({ regions }) => regions)
      .find(
        ({ parameters }) => parameters.AccountLinking !== "oidc" && parameters.LoginWithAmazonClientId !== clientId,
      );
    if (!url.startsWith(LOGIN_WITH_AMAZON) || fillInsOf(clientId).length > 0 || other === undefined) return [];
    const line = resources.lineOf([...other.parametersAt, "LoginWithAmazonClientId"]);
    return [
      {
        file: FILE,
        line: file.lineOf(at),
        what: `clientId is not the LoginWithAmazonClientId of ${resources.path}:${line}: the skill would refuse every token.`,
        remedy: "Write the client id of the same security profile in both.",
      },
    ];
  } catch (error) {
    if (!(error instanceof NoJsonError)) throw error;
    const remedy = "Begin again from accountLinking.example.json.";
    return [{ file: FILE, line: error.line, what: "This is no JSON.", remedy }];
  }
}

/** What the rule says of a project's folder, in a sentence; undefined where it says nothing. */
export async function clientMismatch(root: string, profile: string): Promise<string | undefined> {
  const read = await openProject(folderProject(root), { asWritten: false, profile });
  // A project that cannot be read is npm run skill:check's matter.
  const [found] = "opened" in read ? await judge(read.opened) : [];
  return found && `${found.file}:${found.line}: ${found.what} ${found.remedy}`;
}
