import { posix } from "node:path";
import type { JsonFile } from "./json-file.ts";
import type { ValuePath } from "./line-of.ts";

/** A profile of ask-resources.json: one skill and its stacks. */
export interface DeployProfile {
  readonly name: string;
  /** Where it stands in the file. */
  readonly at: ValuePath;
  /** Where the settings of its deployer stand. */
  readonly configAt: ValuePath;
  /** The folder of its skill package, below the root. */
  readonly packageFolder: string;
  /** What there is for each of Alexa's regions, `default` among them. */
  readonly regions: readonly DeployRegion[];
}

/** A stack of a profile. */
export interface DeployRegion {
  /** As ask-resources.json has it: default, NA, EU or FE. */
  readonly name: string;
  /** Undefined where neither the file nor ask-cli has one. */
  readonly awsRegion: string | undefined;
  /** Where that stands, or the region where it is ask-cli's own. */
  readonly awsRegionAt: ValuePath;
  readonly templatePath: string | undefined;
  /** The stack's parameters, and where they stand. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly parametersAt: ValuePath;
}

/** ask-cli's own. Source: ask-cli 2.30.7, skill-infrastructure-controller. */
const awsRegionOf: Readonly<Record<string, string>> = {
  default: "us-east-1",
  NA: "us-east-1",
  EU: "eu-west-1",
  FE: "us-west-2",
};

/** Reads the profiles of ask-resources.json as ask-cli does: an override's parameters take the place of the others. */
export function readProfiles(resources: JsonFile): readonly DeployProfile[] {
  return Object.keys(resources.recordAt(["profiles"])).map((name) => {
    const at = ["profiles", name];
    const configAt = [...at, "skillInfrastructure", "userConfig"];
    return {
      name,
      at,
      configAt,
      packageFolder: below(resources.textAt([...at, "skillMetadata", "src"]) ?? "./skill-package"),
      regions: Object.keys(resources.recordAt([...at, "code"])).map((region) =>
        readRegion(resources, at, configAt, region),
      ),
    };
  });
}

function readRegion(resources: JsonFile, at: ValuePath, configAt: ValuePath, name: string): DeployRegion {
  const override = [...configAt, "regionalOverrides", name];
  // Of the default region ask-cli reads no override for where it is, but for all the rest.
  const ofRegion = name === "default" ? [...configAt, "awsRegion"] : [...override, "awsRegion"];
  const own = [...override, "cfn", "parameters"];
  const parametersAt = resources.at(own) === undefined ? [...configAt, "cfn", "parameters"] : own;
  const templatePath =
    resources.textAt([...override, "templatePath"]) ?? resources.textAt([...configAt, "templatePath"]);
  return {
    name,
    awsRegion: resources.textAt(ofRegion) ?? awsRegionOf[name],
    awsRegionAt: resources.at(ofRegion) === undefined ? [...at, "code", name] : ofRegion,
    templatePath: templatePath === undefined ? undefined : below(templatePath),
    parameters: resources.recordAt(parametersAt),
    parametersAt,
  };
}

function below(path: string): string {
  return posix.normalize(path).replace(/\/$/, "");
}
