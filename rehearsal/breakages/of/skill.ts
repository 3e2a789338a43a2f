import * as z from "zod/mini";
import { expect, theOne } from "../../deploy-targets/scenario.ts";
import type { Breakage, Installed } from "../breakage.ts";
import { json, output, physicalId } from "../names.ts";

const ASK_RESOURCES = "ask-resources.json";
const SMART_HOME = "alexa-connectedhome.amazon.com";
/** A skill that is none of the developer's. */
const OTHER_SKILL = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000";
const OTHER_CLIENT = "amzn1.application-oa2-client.00000000000000000000000000000000";

const nameOf = ({ stack }: Installed, logicalId: string) => physicalId({ stack }, logicalId);
const aws = ({ stack }: Installed, command: string) => `aws ${command} --region ${stack.region}`;

/** Lets Alexa call a function. */
const letIn = (installed: Installed, logicalId: string, statement: string, skillId: string) =>
  aws(
    installed,
    `lambda add-permission --function-name ${nameOf(installed, logicalId)} --statement-id ${statement} --action lambda:InvokeFunction --principal ${SMART_HOME} --event-source-token ${skillId}`,
  );

const policySchema = z.object({
  Statement: z.array(z.object({ Sid: z.string(), Principal: z.object({ Service: z.optional(z.string()) }) })),
});

/** Takes Alexa's permission to call the function away, whoever has given it. */
async function shutOut(installed: Installed): Promise<void> {
  const of = `--function-name ${nameOf(installed, "SkillFunction")}`;
  const { output: text } = await installed.developer.type(
    aws(installed, `lambda get-policy ${of} --query Policy --output text`),
  );
  const { Statement } = z.parse(policySchema, JSON.parse(text));
  const own = Statement.filter(({ Principal }) => Principal.Service === SMART_HOME);
  const { Sid } = theOne(own, "permissions of Alexa's smart home");
  await installed.type(aws(installed, `lambda remove-permission ${of} --statement-id ${Sid}`));
}

/** The role's inline policy. */
const POLICY = "skill";
const packageSchema = z.object({
  manifest: z.looseObject({ apis: z.looseObject({ smartHome: z.looseObject({}) }) }),
});
const functionSchema = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.string()) }) });
const roleSchema = z.object({
  Policies: z.array(
    z.object({
      PolicyName: z.string(),
      PolicyDocument: z.looseObject({ Statement: z.array(z.looseObject({ Action: z.array(z.string()) })) }),
    }),
  ),
});

/** What can go wrong with the skill at Amazon, with its functions, and with their roles. */
export const skillBreakages: readonly Breakage[] = [
  {
    name: "stale-endpoint",
    title: "The manifest has Alexa call another function than the skill's",
    link: "manifest",
    breakage: "endpoint-stale",
    async breakIt(installed) {
      const { developer, skillId } = installed;
      const right = output(installed, "SkillEndpoint");
      const other = right.replace(nameOf(installed, "SkillFunction"), nameOf(installed, "SnapshotFunction"));
      await developer.workspace.change("skill-package/skill.json", (text) => {
        const { manifest } = z.parse(packageSchema, JSON.parse(text));
        const smartHome = { ...manifest.apis.smartHome, endpoint: { uri: other } };
        return JSON.stringify({ manifest: { ...manifest, apis: { ...manifest.apis, smartHome } } }, null, 2);
      });
      await installed.type(letIn(installed, "SnapshotFunction", "smart-home", skillId));
      const { exitCode } = await developer.type("ask deploy --target skill-metadata");
      expect(exitCode === 0, "the skill package could not be sent");
    },
  },
  {
    name: "trigger-missing",
    title: "The permission by which Alexa calls the function was taken away",
    link: "triggers",
    breakage: "trigger-missing",
    breakIt: shutOut,
  },
  {
    name: "trigger-of-another-skill",
    title: "The function lets another skill in instead",
    link: "triggers",
    breakage: "trigger-of-another-skill",
    async breakIt(installed) {
      await shutOut(installed);
      await installed.type(letIn(installed, "SkillFunction", "another", OTHER_SKILL));
    },
  },
  {
    name: "timeout-too-short",
    title: "The function was given three seconds",
    link: "functions",
    breakage: "timeout-too-short",
    breakIt: async (installed) =>
      installed.type(
        aws(
          installed,
          `lambda update-function-configuration --function-name ${nameOf(installed, "SkillFunction")} --timeout 3`,
        ),
      ),
  },
  {
    name: "function-stopped",
    title: "The function was stopped, by a reserved concurrency of 0",
    link: "functions",
    breakage: "function-stopped",
    breakIt: async (installed) =>
      installed.type(
        aws(
          installed,
          `lambda put-function-concurrency --function-name ${nameOf(installed, "SkillFunction")} --reserved-concurrent-executions 0`,
        ),
      ),
  },
  {
    name: "wrong-setting",
    title: "A variable of the function was changed by hand",
    link: "functions",
    breakage: "settings-wrong",
    async breakIt(installed) {
      const { Environment } = z.parse(functionSchema, installed.stack.resources.SkillFunction?.properties);
      const Variables = { ...Environment.Variables, TABLE_NAME: "cameras" };
      const of = `--function-name ${nameOf(installed, "SkillFunction")}`;
      await installed.type(
        aws(installed, `lambda update-function-configuration ${of} --environment ${json({ Variables })}`),
      );
    },
  },
  {
    name: "permission-taken-away",
    title: "The role's policy was changed by hand, and lacks KVS",
    link: "roles",
    breakage: "permission-missing",
    async breakIt(installed) {
      const role = nameOf(installed, "SkillRole");
      const { Policies } = z.parse(roleSchema, installed.stack.resources.SkillRole?.properties);
      const document = Policies.find(({ PolicyName }) => PolicyName === POLICY)?.PolicyDocument;
      const Statement = document?.Statement.filter(({ Action }) => !Action.join().includes("kinesisvideo"));
      await installed.type(
        aws(
          installed,
          `iam put-role-policy --role-name ${role} --policy-name ${POLICY} --policy-document ${json({ ...document, Statement })}`,
        ),
      );
    },
  },
  {
    name: "older-template",
    title: "An older template is deployed, whose role may not ask a camera as viewer",
    link: "roles",
    breakage: "permission-missing",
    async breakIt(installed) {
      const { developer } = installed;
      const template = "infrastructure/cfn-deployer/skill-stack.yaml";
      const before = await developer.workspace.read(template);
      await developer.workspace.write(
        template,
        before.replace("                  - kinesisvideo:ConnectAsViewer\n", ""),
      );
      await installed.type("ask deploy");
      await developer.workspace.write(template, before);
    },
  },
  {
    name: "no-account-linking",
    title: "The skill's account linking was deleted",
    link: "account-linking",
    breakage: "account-linking-missing",
    breakIt: async (installed) =>
      installed.type(`ask smapi delete-account-linking-info --skill-id ${installed.skillId} --stage development`),
  },
  {
    name: "wrong-client-id",
    title: "The skill links accounts with another security profile's client",
    link: "account-linking",
    breakage: "wrong-client-id",
    async breakIt(installed) {
      const { developer, skillId } = installed;
      const request = JSON.parse(await developer.workspace.read("accountLinking.json"));
      request.accountLinkingRequest.clientId = OTHER_CLIENT;
      await installed.type(
        `ask smapi update-account-linking-info --skill-id ${skillId} --stage development --account-linking-request ${json(request)}`,
      );
    },
  },
  {
    name: "wrong-client-id-in-the-stack",
    title: "The stack was deployed with another security profile's client",
    link: "stack",
    breakage: "stack-parameters-differ",
    async breakIt(installed) {
      const { amazon, developer } = installed;
      const { clientId } = amazon.login;
      const undo = await developer.workspace.edit(ASK_RESOURCES, clientId, OTHER_CLIENT);
      await installed.type("ask deploy");
      await undo();
    },
  },
  {
    name: "wrong-events-client",
    title: "The events' secret has another client than the skill's",
    link: "events-client",
    breakage: "events-client-wrong",
    async breakIt(installed) {
      const secret = { clientId: OTHER_CLIENT, clientSecret: "0".repeat(64) };
      await installed.type(
        aws(
          installed,
          `secretsmanager put-secret-value --secret-id ${nameOf(installed, "EventsSecret")} --secret-string ${json(secret)}`,
        ),
      );
    },
  },
  {
    name: "event-rule-disabled",
    title: "The rule that brings cameras' events was disabled",
    link: "event-rules",
    breakage: "rule-disabled",
    breakIt: async (installed) =>
      installed.type(aws(installed, `events disable-rule --name ${nameOf(installed, "CameraEventsRule")}`)),
  },
];
