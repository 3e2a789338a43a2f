import { Broken } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { type EntryPoint, type FunctionAsItIs, partsOf } from "../../reads/functions.ts";
import { readStack } from "../../reads/stack.ts";
import { configureFunction } from "../../remedies/configure-function.ts";

/**
 * A function begins in the code where the template has it begin, and has the role that the stack has made for it: another
 * one may too little, and is not to be given what belongs to this. Of a stack of another template nothing is said.
 * @throws {Broken} `handler-wrong` or `function-role-wrong`.
 */
export async function holdEntry(
  patient: Patient,
  entryPoint: EntryPoint,
  { FunctionName: name, Handler = "", Role = "" }: FunctionAsItIs,
): Promise<void> {
  const { region, accountId, parameters, resources, templateIsHere } = await patient.read(readStack);
  if (templateIsHere === false) return;
  const broken = (breakage: string, sentence: string, flag: string) => {
    const say =
      "Give it what the stack has given it. A deploy would not: CloudFormation does not see what was changed by hand.";
    return new Broken({ breakage, sentence, remedy: { say, type: configureFunction({ region, name }, flag) } });
  };
  const handler = (entryPoint === "index" && parameters.LambdaHandler) || `${entryPoint}.handler`;
  if (Handler !== handler) {
    const sentence = `The function ${name} begins at ${Handler}, which the skill's code has not; it is to be ${handler}.`;
    throw broken("handler-wrong", sentence, `--handler ${handler}`);
  }
  const ofStack = resources[partsOf[entryPoint].role]?.physicalId;
  const role = Role.split("/").at(-1);
  if (ofStack === undefined || role === ofStack) return;
  const sentence = `The function ${name} has the role ${role}, and the stack has made ${ofStack} for it.`;
  throw broken("function-role-wrong", sentence, `--role arn:aws:iam::${accountId}:role/${ofStack}`);
}
