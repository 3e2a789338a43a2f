import type { Rule } from "../inspected.ts";
import { askCliFormat } from "./ask-cli-format.ts";
import { askProfiles } from "./ask-profiles.ts";
import { buildHook } from "./build-hook.ts";
import { camerasFile } from "./cameras-file.ts";
import { clientSecrets } from "./client-secrets.ts";
import { committedFiles } from "./committed-files.ts";
import { deployedParts } from "./deployed-parts.ts";
import { fillIns } from "./fill-ins.ts";
import { handlers } from "./handlers.ts";
import { iamActions } from "./iam-actions.ts";
import { icons } from "./icons.ts";
import { knownSkill } from "./known-skill.ts";
import { linkedAccount } from "./linked-account.ts";
import { linkingFile } from "./linking-file.ts";
import { localeRegions } from "./locale-regions.ts";
import { locales } from "./locales.ts";
import { manifestSchema } from "./manifest-schema.ts";
import { metadataFolders } from "./metadata-folders.ts";
import { packageFiles } from "./package-files.ts";
import { projectPath } from "./project-path.ts";
import { regionalOverrides } from "./regional-overrides.ts";
import { runtime } from "./runtime.ts";
import { skillEvents } from "./skill-events.ts";
import { smartHome } from "./smart-home.ts";
import { stackParameters } from "./stack-parameters.ts";
import { template } from "./template.ts";
import { templateContract } from "./template-contract.ts";
import { testingInstructions } from "./testing-instructions.ts";
import { zodImports } from "./zod-imports.ts";

/** Every rule of the project's own check, in the order in which it tells of them. */
export const rules: readonly Rule[] = [
  projectPath,
  committedFiles,
  clientSecrets,
  manifestSchema,
  deployedParts,
  smartHome,
  locales,
  icons,
  testingInstructions,
  packageFiles,
  askProfiles,
  runtime,
  metadataFolders,
  regionalOverrides,
  stackParameters,
  skillEvents,
  askCliFormat,
  buildHook,
  template,
  templateContract,
  iamActions,
  zodImports,
  handlers,
  linkedAccount,
  linkingFile,
  camerasFile,
  knownSkill,
  fillIns,
  localeRegions,
];
