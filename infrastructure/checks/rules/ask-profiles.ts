import { awsRegions } from "../../locales.ts";
import type { DeployProfile } from "../deploy-profile.ts";
import type { Found } from "../finding.ts";
import type { Inspected, Rule } from "../inspected.ts";
import type { JsonFile } from "../json-file.ts";
import type { ValuePath } from "../line-of.ts";

const DEPLOYER = "@ask-cli/cfn-deployer";

/** Each profile deploys the functions of this project, to where Alexa can ask them. */
export const askProfiles: Rule = {
  name: "ask-resources",
  async check({ project, resources, profiles }) {
    const found = await Promise.all(profiles.map((profile) => judge(project, resources, profile)));
    return found.flat();
  },
};

async function judge(
  project: Inspected["project"],
  resources: JsonFile,
  { name, at, configAt, regions }: DeployProfile,
): Promise<readonly Found[]> {
  const found = (path: ValuePath, what: string, remedy: string): Found => ({
    file: resources.path,
    line: resources.lineOf(path),
    what: `Profile ${name}: ${what}`,
    remedy,
  });
  const type = [...at, "skillInfrastructure", "type"];
  const endpoints = [...configAt, "targetEndpoint"];
  const handler = [...configAt, "handler"];
  const [, entry] = /^([\w-]+)\.handler$/.exec(resources.textAt(handler) ?? "") ?? [];
  const isEntry = entry !== undefined && (await project.read(`lambda/${entry}.ts`)) !== undefined;
  return [
    ...(resources.textAt(type) === DEPLOYER
      ? []
      : [found(type, "its deployer does not make our stack.", `Write "type": "${DEPLOYER}".`)]),
    ...(isEntry ? [] : [found(handler, "there is no such handler in lambda/.", 'Write "handler": "index.handler".')]),
    ...(resources.listAt(endpoints).includes("smartHome")
      ? []
      : [
          found(
            endpoints,
            "targetEndpoint does not have smartHome: Alexa would not be told of the function.",
            'Write "targetEndpoint": ["smartHome"].',
          ),
        ]),
    ...(regions.length === 0
      ? [found([...at, "code"], "it has no code.", 'Write "code": { "default": { "src": "./lambda" } }.')]
      : []),
    ...regions
      .filter(({ awsRegion }) => !Object.values<string | undefined>(awsRegions).includes(awsRegion))
      .map((region) =>
        found(
          region.awsRegionAt,
          `${region.name} is deployed to ${region.awsRegion ?? "no AWS region"}, where Alexa invokes no smart home skill.`,
          `Set its awsRegion to one of ${Object.values(awsRegions).join(", ")}.`,
        ),
      ),
    ...regions
      .filter((region) => !resources.textAt([...at, "code", region.name, "src"]))
      .map((region) => found([...at, "code", region.name], `${region.name} has no src.`, 'Write "src": "./lambda".')),
    ...regions
      .filter(({ templatePath }) => templatePath === undefined)
      .map(() => found(configAt, "it has no templatePath.", "Restore it: git checkout -- ask-resources.json")),
  ];
}
