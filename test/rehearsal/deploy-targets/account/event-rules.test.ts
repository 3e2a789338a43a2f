import {
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { rulesOf } from "../../../../rehearsal/deploy-targets/account/rules-of-stack.ts";
import { arns, type SmallAccount, startSmallAccount } from "./support/small-account.ts";

const Name = "cameras";
let account: SmallAccount;
let client: EventBridgeClient;

beforeEach(async () => {
  account = await startSmallAccount();
  client = account.client(new EventBridgeClient(account.as("owner", "EVENTBRIDGE")));
});
afterEach(() => account.stop());

describe("a rule", () => {
  it("is told as the stack has it", async () => {
    const told = { Name, Arn: arns.rule, State: "ENABLED", EventBusName: "default", Description: "Cameras." };
    const { EventPattern = "", ...described } = await client.send(new DescribeRuleCommand({ Name }));
    expect(described).toMatchObject(told);
    expect(JSON.parse(EventPattern)).toEqual({ source: [{ prefix: "camera." }] });
    const { Rules = [] } = await client.send(new ListRulesCommand({ NamePrefix: "cam" }));
    expect(Rules).toMatchObject([told]);
    const { Targets } = await client.send(new ListTargetsByRuleCommand({ Rule: Name }));
    expect(Targets).toEqual([{ Id: "worker", Arn: arns.function }]);
  });

  it("delivers nothing while it is disabled", async () => {
    const state = async () => (await client.send(new DescribeRuleCommand({ Name }))).State;
    await client.send(new DisableRuleCommand({ Name }));
    expect(await state()).toBe("DISABLED");
    expect(rulesOf(account.now())).toEqual([]);
    await client.send(new EnableRuleCommand({ Name, EventBusName: "default" }));
    expect(await state()).toBe("ENABLED");
    expect(rulesOf(account.now())).toMatchObject([{ arn: arns.rule, targets: [arns.function] }]);
  });

  it("has its targets taken and given back", async () => {
    const removed = await client.send(new RemoveTargetsCommand({ Rule: Name, Ids: ["worker"] }));
    expect(removed.FailedEntryCount).toBe(0);
    expect(rulesOf(account.now())).toMatchObject([{ targets: [] }]);
    const Targets = [{ Id: "again", Arn: arns.function }];
    await client.send(new PutTargetsCommand({ Rule: Name, Targets }));
    expect((await client.send(new ListTargetsByRuleCommand({ Rule: Name }))).Targets).toEqual(Targets);
  });

  it("that is not there is not found, on another bus neither", async () => {
    for (const input of [{ Name: "none" }, { Name, EventBusName: "another" }]) {
      const message = `Rule ${input.Name} does not exist on EventBus ${input.EventBusName ?? "default"}.`;
      const missing = { name: "ResourceNotFoundException", message };
      await expect(client.send(new DescribeRuleCommand(input))).rejects.toMatchObject(missing);
    }
  });

  it("is seen and changed by a role as far as its policies go", async () => {
    const role = account.client(new EventBridgeClient(account.as("role", "EVENTBRIDGE")));
    expect(await role.send(new DescribeRuleCommand({ Name }))).toMatchObject({ Name });
    const denied = { name: "AccessDeniedException" };
    await expect(role.send(new DisableRuleCommand({ Name }))).rejects.toMatchObject(denied);
    await expect(role.send(new ListRulesCommand({}))).rejects.toMatchObject(denied);
    const Entries = [{ Source: "camera.front-door", DetailType: "Doorbell Pressed", Detail: "{}" }];
    await expect(role.send(new PutEventsCommand({ Entries }))).rejects.toMatchObject(denied);
  });
});
