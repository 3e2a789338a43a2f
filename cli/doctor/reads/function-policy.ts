import { GetPolicyCommand } from "@aws-sdk/client-lambda";
import * as z from "zod/mini";
import { unlessNamed } from "../../cameras/aws-call.ts";
import { askAwsIfAllowed } from "../ask-aws.ts";
import type { Patient } from "../patient.ts";
import { lambdaIn } from "./functions.ts";
import { readStack } from "./stack.ts";

const conditionSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
const statementSchema = z.object({
  Sid: z._default(z.string(), ""),
  Effect: z.string(),
  Principal: z.union([z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))]),
  Action: z.union([z.string(), z.array(z.string())]),
  Condition: z._default(conditionSchema, {}),
});
const policySchema = z.object({ Statement: z.array(statementSchema) });

/** Whom a statement of a function's own policy lets invoke it. */
export interface Admission {
  readonly statementId: string;
  /** Services and accounts, such as `alexa-connectedhome.amazon.com`. */
  readonly principals: readonly string[];
  /** The skill that it is for; undefined where it is for any. */
  readonly eventSourceToken: string | undefined;
  /** The ARN of what invokes; undefined where it may be any. */
  readonly sourceArn: string | undefined;
}

/**
 * Reads who else may invoke a function; nobody, where it has no policy or is not there.
 * @param subject its name.
 * @throws as {@link askAwsIfAllowed}.
 */
export async function readFunctionPolicy(
  patient: Patient,
  { id: FunctionName }: { readonly id: string },
): Promise<readonly Admission[]> {
  const { region } = await patient.read(readStack);
  const asked = lambdaIn(patient, region).send(new GetPolicyCommand({ FunctionName }));
  const reply = asked.catch(unlessNamed("ResourceNotFoundException"));
  const { Policy } = (await askAwsIfAllowed({ action: "lambda:GetPolicy", region }, reply)) ?? {};
  if (Policy === undefined) return [];
  return z
    .parse(policySchema, JSON.parse(Policy))
    .Statement.filter(({ Effect, Action }) => Effect === "Allow" && listOf(Action).some(invokes))
    .map(({ Sid, Principal, Condition }) => ({
      statementId: Sid,
      principals: typeof Principal === "string" ? [Principal] : Object.values(Principal).flatMap(listOf),
      eventSourceToken: valueIn(Condition, "lambda:EventSourceToken"),
      sourceArn: valueIn(Condition, "AWS:SourceArn"),
    }));
}

const invokes = (action: string) => ["lambda:invokefunction", "lambda:*"].includes(action.toLowerCase());
const listOf = (one: string | readonly string[]) => (typeof one === "string" ? [one] : [...one]);

/** What a condition demands of a key, whose case says nothing; AddPermission writes one value. */
function valueIn(condition: z.infer<typeof conditionSchema>, key: string): string | undefined {
  const [value] = Object.values(condition)
    .flatMap((keys) => Object.entries(keys))
    .filter(([name]) => name.toLowerCase() === key.toLowerCase())
    .map(([, demanded]) => demanded);
  return typeof value === "string" ? value : undefined;
}
