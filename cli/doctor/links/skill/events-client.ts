import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod/mini";
import type { Remedy } from "../../../../rehearsal/breakages/report.ts";
import { nameOf, PATIENCE, unlessNamed } from "../../../cameras/aws-call.ts";
import { askAwsIfAllowed } from "../../ask-aws.ts";
import { Broken, type Link, NotExamined } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readDeployed } from "../../reads/deployed.ts";
import { npmRun } from "../../reads/npm-run.ts";
import { readSkill } from "../../reads/skill.ts";
import { readStack } from "../../reads/stack.ts";

const secretSchema = z.object({ clientId: z.string(), clientSecret: z.string() });

/** The client that Alexa's grants are exchanged with is the one that Amazon has given the skill. */
export const eventsClient: Link = {
  id: "events-client",
  title: "the client that events are sent by",
  of: "deployed",
  async examine(patient) {
    const { eventsClientId, isEventsSecret } = await patient.read(readSkill);
    if (eventsClientId === undefined) {
      throw new NotExamined("SMAPI tells no client of Alexa Skill Messaging; the console's page Permissions has it");
    }
    const { parameters } = await patient.read(readStack);
    const secret = await readEventsSecret(patient);
    const isRight = secret?.clientId === eventsClientId && isEventsSecret(secret.clientSecret);
    if (isRight) return { seen: "the one that Amazon has given the skill" };
    const remedy: Remedy =
      parameters.SkillClientId === eventsClientId
        ? await putSecret(patient)
        : {
            say: "Deploy: ask-cli gives the stack the client that it is told.",
            type: [npmRun("deploy", patient)],
          };
    const differs = secret?.clientId === eventsClientId ? "has another secret than" : "is not";
    const what =
      secret === undefined
        ? "The stack's EventsSecret holds no client: Amazon has given the skill"
        : `The client in the stack's EventsSecret ${differs} the one that Amazon has given the skill,`;
    throw new Broken({
      breakage: "events-client-wrong",
      code: "grant-not-exchanged",
      sentence: `${what} ${eventsClientId}. Alexa's grants cannot be exchanged.`,
      remedy,
    });
  },
};

/** What the secret holds; undefined where it is nothing that the skill can read. It goes no further. */
async function readEventsSecret(patient: Patient): Promise<z.infer<typeof secretSchema> | undefined> {
  const { region, resources } = await patient.read(readStack);
  const SecretId = resources.EventsSecret?.physicalId;
  if (SecretId === undefined) throw new NotExamined("the stack has no EventsSecret");
  const client = patient.client(`secretsmanager ${region}`, () => new SecretsManagerClient({ region, ...PATIENCE }));
  // It has no value yet, or is gone.
  const reply = client.send(new GetSecretValueCommand({ SecretId })).catch(unlessNamed("ResourceNotFoundException"));
  const asked = { action: "secretsmanager:GetSecretValue", service: "Secrets Manager", region };
  const told = await askAwsIfAllowed(asked, reply).catch((error: Error) => {
    throw nameOf(error.cause) === "InvalidRequestException" ? deleted(SecretId, region) : error;
  });
  const { SecretString = "" } = told ?? {};
  try {
    return z.parse(secretSchema, JSON.parse(SecretString));
  } catch {
    return undefined;
  }
}

/** For seven days at the least. Source: Secrets Manager user guide, "Restore a secret". */
function deleted(secretId: string, region: string): Broken {
  return new Broken({
    breakage: "events-secret-deleted",
    code: "secret-unreadable",
    sentence: "The stack's EventsSecret was deleted, and waits for its end: Alexa's grants cannot be exchanged.",
    remedy: {
      say: "Have it back.",
      type: [`aws secretsmanager restore-secret --region ${region} --secret-id ${secretId}`],
    },
  });
}

/** A line that no secret stands on: what ask-cli prints goes through pipes. */
async function putSecret(patient: Patient): Promise<Remedy> {
  const { skillId } = await patient.read(readDeployed);
  const { region, resources } = await patient.read(readStack);
  const script = `const { clientId, clientSecret } = JSON.parse(require("fs").readFileSync(0, "utf8")).skillMessagingCredentials; console.log(JSON.stringify({ clientId, clientSecret }))`;
  const put = `aws secretsmanager put-secret-value --region ${region} --secret-id ${resources.EventsSecret?.physicalId} --secret-string file:///dev/stdin`;
  const line = [
    `ask smapi get-skill-credentials --skill-id ${skillId} --profile ${patient.profile}`,
    `node -e '${script}'`,
    // Only where there is a line: else an empty secret would be written.
    `{ read -r CLIENT && printf %s "$CLIENT" | ${put}; }`,
  ].join(" | ");
  return {
    say: "Write the one that Amazon gives into the secret. A running function reads it within five minutes; then disable and enable the skill in the Alexa app.",
    type: [line],
  };
}
