import {
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll } from "@jest/globals";
import { judgeTemplate } from "../../../../../rehearsal/deploy-targets/cloudformation/index.ts";
import { type Account, type CodeParameters, parametersOf, startTestAccount } from "./account.ts";
import { functionTemplate } from "./templates.ts";

/** Where the stacks are, unless a test says otherwise. */
export const region = "us-east-1";

/** A stack that is asked for: a function of the uploaded code, unless it says otherwise. */
interface Request {
  readonly StackName: string;
  readonly TemplateBody?: string;
  readonly parameters?: object;
  readonly Capabilities?: ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM")[];
}

/**
 * An account in which stacks are made of code that was uploaded to it.
 * To be called at the beginning of a test file.
 */
export function testStacks(options: Parameters<typeof startTestAccount>[0] = {}) {
  let account: Account;
  let code: CodeParameters;

  beforeAll(async () => {
    account = await startTestAccount(options);
    code = await account.upload(region);
    // Loading the rules takes seconds.
    await judgeTemplate("{}");
  }, 60_000);
  afterAll(() => account.stop());

  function inputOf({ StackName, TemplateBody = functionTemplate(), parameters = code, ...rest }: Request) {
    return {
      StackName,
      TemplateBody,
      Parameters: parametersOf(parameters),
      Capabilities: rest.Capabilities ?? ["CAPABILITY_IAM" as const],
    };
  }

  async function describeStack(StackName: string, where = region): Promise<Stack> {
    const { Stacks } = await account.clientIn(where).send(new DescribeStacksCommand({ StackName }));
    if (Stacks?.[0] === undefined) throw new Error("no stack");
    return Stacks[0];
  }

  return {
    account: () => account,
    /** Where the uploaded code is. */
    code: () => code,
    async create(request: Request, where = region): Promise<Stack> {
      const { StackId = "" } = await account.clientIn(where).send(new CreateStackCommand(inputOf(request)));
      return await describeStack(StackId, where);
    },
    async update(request: Request): Promise<Stack> {
      const { StackId = "" } = await account.clientIn(region).send(new UpdateStackCommand(inputOf(request)));
      return await describeStack(StackId);
    },
    describeStack,
    async eventsOf(StackName: string) {
      const { StackEvents = [] } = await account.clientIn(region).send(new DescribeStackEventsCommand({ StackName }));
      return StackEvents;
    },
  };
}
