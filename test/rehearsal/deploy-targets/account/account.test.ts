import { existsSync } from "node:fs";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  AddPermissionCommand,
  DeleteFunctionConcurrencyCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
} from "@aws-sdk/client-lambda";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { createJpegPainter } from "../../../../camera/snapshots/paint-jpeg.ts";
import { doorbellPressed } from "../../../../protocol/camera-events/build-entries.ts";
import { createAlexaCloud, showSnapshot } from "../../../../rehearsal/alexa-cloud/index.ts";
import { skillEvent } from "../../../../rehearsal/alexa-cloud/skill-events.ts";
import { InvocationRefused, type RunningSkill } from "../../../../rehearsal/deploy-targets/account/account.ts";
import type { DeployedStack } from "../../../../rehearsal/deploy-targets/deployed-stack.ts";
import { createPutEvent } from "../../../../rehearsal/put-event.ts";
import { describeWithPeer } from "../../../real-peers/describe-with-peer.ts";
import { cameraSkill } from "./support/camera-skill.ts";
import { type Deployments, neededTools, pathOf, skillId, startDeployments } from "./support/deployed-skill.ts";

const absent = neededTools.filter((name) => !existsSync(pathOf(name)));
const missing =
  absent.length === 0
    ? undefined
    : `there is no ${absent.join(", ")} in .real-peers; npm run deploy:rehearse gets them`;

describeWithPeer("a deployed stack, run", missing, () => {
  let deployments: Deployments;
  let stack: DeployedStack;
  let skill: RunningSkill;

  beforeAll(async () => {
    deployments = await startDeployments();
    stack = await deployments.deploy("us-east-1");
    skill = await deployments.account.run(stack, deployments.readArtifact, skillId);
  }, 180_000);
  afterAll(() => deployments?.stop());

  /** What a client of the account's owner is made with. */
  const asOwner = (region: string, endpoint: string) => ({ region, endpoint, credentials: deployments.owner });

  function addCamera(to: DeployedStack, name: string, ...more: readonly string[]): Promise<void> {
    const what = ["--name", name, "--kind", "doorbell", "--talk", "--owner", deployments.login.userId];
    return cameraSkill(deployments, to, "cameras", "add", "front-door", ...what, ...more);
  }

  it("has Front Door's picture for Alexa once the developer has registered it by camera-skill", async () => {
    await addCamera(stack, "Front Door");
    const report = await skill.view("front-door");
    expect(report.problem).toBeUndefined();
    expect(report).toMatchObject({ ok: true, camera: { name: "Front Door" } });
    expect(report.video?.barcode.ofThisCamera).toBeGreaterThan(0);
  });

  it("lets Alexa in for its own skill alone, with directives and with skill events", async () => {
    const foreign = "amzn1.ask.skill.99999999-2222-4333-8444-555555555555";
    const { alexa, token } = skill.household;
    const foreigner = createAlexaCloud({
      invoke: (event) => skill.invoke(event, foreign),
      accessToken: token.current,
    });
    const enabled = { alexaUserId: "amzn1.ask.account.SOMEBODY", at: Date.now() };
    await expect(foreigner.discover()).rejects.toThrow(InvocationRefused);
    await expect(
      skill.invoke(skillEvent("SkillEnabled", { ...enabled, applicationId: foreign }), foreign),
    ).rejects.toThrow("alexa-appkit.amazon.com");
    expect(await alexa.discover()).toHaveProperty("value");
    await skill.invoke(skillEvent("SkillEnabled", { ...enabled, applicationId: skillId }));
  });

  it("hears of a camera's picture from S3 and serves it to Alexa by its function URL", async () => {
    const paint = createJpegPainter({ cameraId: "front-door", name: "Front Door" });
    const painted = paint({ frameNumber: 7, now: new Date() });
    const { name, url } = skill.bucket;
    const client = new S3Client({ ...asOwner("us-east-1", url), forcePathStyle: true });
    const picture = { Key: "front-door.jpg", Body: painted, ContentType: "image/jpeg" };
    await client.send(new PutObjectCommand({ Bucket: name, ...picture }));
    client.destroy();
    await skill.settled();
    const { alexa, token } = skill.household;
    const discovered = await alexa.discover();
    expect(JSON.stringify(discovered)).toContain("Alexa.SmartVision.SnapshotProvider");
    const shown = await showSnapshot({
      getSnapshot: () => alexa.getSnapshot("front-door"),
      accessToken: token.current,
    });
    expect("value" in shown && shown.value.bytes.equals(painted)).toBe(true);
    expect(skill.deadLetters()).toEqual([]);
  });

  it("tells Alexa's event gateway what a camera puts onto the account's event bus", async () => {
    const before = skill.gateways.events().length;
    const { AWS_ENDPOINT_URL_EVENTBRIDGE: url = "" } = deployments.account.cliEnvironment;
    const events = createPutEvent({ url, region: "us-east-1", credentials: deployments.owner });
    await events.put(doorbellPressed("front-door", Date.now()));
    events.close();
    await skill.settled();
    expect(skill.gateways.events().slice(before)).toMatchObject([
      { userId: deployments.login.userId, region: "NA", event: { event: { header: { name: "DoorbellPress" } } } },
    ]);
  });

  it("runs what an update has brought, on the table that there was", async () => {
    const updated = await deployments.deploy("us-east-1", "console.log('new code');");
    skill = await deployments.account.run(updated, deployments.readArtifact, skillId);
    expect(await skill.view("front-door")).toMatchObject({ ok: true });
    expect(deployments.logged.join()).toContain("new code");
    stack = updated;
  });

  it("refuses a call of the function URL unless both of its permissions are there", async () => {
    const { alexa, token } = skill.household;
    const show = () => showSnapshot({ getSnapshot: () => alexa.getSnapshot("front-door"), accessToken: token.current });
    for (const permission of ["SnapshotUrlAccess", "SnapshotInvocation"]) {
      await deployments.account.run(without(stack, permission), deployments.readArtifact, skillId);
      await expect(show()).rejects.toThrow("HTTP 403");
    }
    await deployments.account.run(stack, deployments.readArtifact, skillId);
    expect(await show()).toHaveProperty("value");
  });

  it("has KVS refuse what the function's role does not allow", async () => {
    await deployments.account.run(withoutKvs(stack), deployments.readArtifact, skillId);
    expect(await skill.view("front-door")).toMatchObject({ ok: false, error: { code: "kvs-denied" } });
    await deployments.account.run(stack, deployments.readArtifact, skillId);
    expect(await skill.view("front-door")).toMatchObject({ ok: true });
  });

  it("has a function's role be at once what somebody makes of it by hand, and a deploy of the same stack leaves it so", async () => {
    const { AWS_ENDPOINT_URL_IAM: url = "" } = deployments.account.cliEnvironment;
    const client = new IAMClient(asOwner("us-east-1", url));
    const policy = { RoleName: stack.resources.SkillRole?.physicalId, PolicyName: "skill" };
    const { PolicyDocument = "" } = await client.send(new GetRolePolicyCommand(policy));
    const document = decodeURIComponent(PolicyDocument);
    const put = (text: string) => client.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: text }));
    await put(document.replaceAll(/"kinesisvideo:\w+"/g, '"kinesisvideo:ListStreams"'));
    expect(await skill.view("front-door")).toMatchObject({ ok: false, error: { code: "kvs-denied" } });
    await deployments.account.run(stack, deployments.readArtifact, skillId);
    expect(await skill.view("front-door")).toMatchObject({ ok: false, error: { code: "kvs-denied" } });
    await put(document);
    expect(await skill.view("front-door")).toMatchObject({ ok: true });
    client.destroy();
  });

  it("refuses the skill events of its own skill where the functions were handed another skill's id", async () => {
    const european = await deployments.deploy("eu-central-1");
    const text = JSON.stringify(european).replaceAll(/"SKILL_ID":"[^"]*"/g, '"SKILL_ID":"amzn1.ask.skill.another"');
    const other = await deployments.account.run(JSON.parse(text), deployments.readArtifact, skillId);
    await expect(other.household.enable()).rejects.toThrow("event-foreign");
  });

  it("runs a stack for one skill alone", async () => {
    await expect(deployments.account.run(stack, deployments.readArtifact, "another")).rejects.toThrow(skillId);
  });

  it("can be invoked by the account's owner, as certify does it", async () => {
    const { AWS_ENDPOINT_URL_LAMBDA: url = "" } = deployments.account.cliEnvironment;
    const client = new LambdaClient(asOwner("us-east-1", url));
    const FunctionName = stack.outputs.SkillEndpoint;
    const Payload = Buffer.from(JSON.stringify({ directive: {} }));
    const reply = await client.send(new InvokeCommand({ FunctionName, Payload }));
    client.destroy();
    expect(Buffer.from(reply.Payload ?? []).toString()).toContain("INVALID_DIRECTIVE");
  });

  it("is as it was changed by hand, at once, and a deploy of the same stack leaves it so", async () => {
    const { AWS_ENDPOINT_URL_LAMBDA: url = "" } = deployments.account.cliEnvironment;
    const client = new LambdaClient(asOwner("us-east-1", url));
    const FunctionName = stack.outputs.SkillEndpoint;
    const discover = () => skill.household.alexa.discover();
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
    await expect(discover()).rejects.toThrow("Rate Exceeded.");
    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect(await discover()).toHaveProperty("value");
    const { Policy = "" } = await client.send(new GetPolicyCommand({ FunctionName }));
    const statements: { Sid: string; Principal: { Service?: string } }[] = JSON.parse(Policy).Statement;
    const alexa = statements.find(({ Principal }) => Principal.Service === "alexa-connectedhome.amazon.com");
    await client.send(new RemovePermissionCommand({ FunctionName, StatementId: alexa?.Sid }));
    await deployments.account.run(stack, deployments.readArtifact, skillId);
    await expect(discover()).rejects.toThrow(InvocationRefused);
    const permission = { FunctionName, StatementId: "alexa", Action: "lambda:InvokeFunction" };
    const Principal = alexa?.Principal.Service;
    await client.send(new AddPermissionCommand({ ...permission, Principal, EventSourceToken: skillId }));
    expect(await discover()).toHaveProperty("value");
    client.destroy();
  });

  it("has its logs where CloudWatch Logs finds them", async () => {
    const { AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url = "" } = deployments.account.cliEnvironment;
    const client = new CloudWatchLogsClient(asOwner("us-east-1", url));
    const logGroupName = stack.resources.SkillLogs?.physicalId;
    const input = { logGroupName, filterPattern: '"\\"message\\":\\"view\\""' };
    const { events = [] } = await client.send(new FilterLogEventsCommand(input));
    client.destroy();
    expect(JSON.parse(events[0]?.message ?? "{}")).toMatchObject({ message: "view", endpointId: "front-door" });
  });

  it("runs beside a stack of another region, which has a table of its own", async () => {
    const european = await deployments.deploy("eu-west-1");
    const other = await deployments.account.run(european, deployments.readArtifact, skillId);
    await expect(other.view("front-door")).rejects.toThrow("Discover did not bring front-door");
    // Its channel stays where it is, and is asked as a viewer, with the temporary keys of the function's role.
    await addCamera(european, "Door", "--channel-region", "us-east-1", "--signaling", "viewer");
    expect(await other.view("front-door")).toMatchObject({ ok: true, way: "viewer", camera: { name: "Door" } });
    expect(await skill.view("front-door")).toMatchObject({ ok: true, camera: { name: "Front Door" } });
  });
});

function without({ resources, ...stack }: DeployedStack, logicalId: string): DeployedStack {
  return { ...stack, resources: Object.fromEntries(Object.entries(resources).filter(([id]) => id !== logicalId)) };
}

/** The stack, but that its function for directives may do nothing in KVS. */
function withoutKvs(stack: DeployedStack): DeployedStack {
  const text = JSON.stringify(stack);
  return JSON.parse(text.replaceAll(/"kinesisvideo:\w+"/g, '"kinesisvideo:ListStreams"'));
}
