import { describe, expect, it } from "@jest/globals";
import { wrongAction } from "../../infrastructure/checks/wrong-action.ts";
import { type Permission, permissions, type Resource } from "../../infrastructure/permissions.ts";
import type { AskedAction } from "../../rehearsal/deploy-targets/account/iam-policies.ts";
import { decide, listed, type Statement } from "./support/iam.ts";
import { ACCOUNT, arnOf, propertiesOf, resolveStack } from "./support/skill-stack.ts";

type EntryPoint = keyof typeof permissions;

const roles: Readonly<Record<EntryPoint, string>> = {
  index: "Skill",
  "camera-events": "CameraEvents",
  snapshot: "Snapshot",
};
const stack = resolveStack({ LoginWithAmazonClientId: "amzn1.application-oa2-client.ours" });

/** What a permission's resource is in the stack. */
const arns: Readonly<Record<Resource, string>> = {
  channels: `arn:aws:kinesisvideo:*:${ACCOUNT}:channel/*`,
  table: arnOf("Table"),
  "events-secret": arnOf("EventsSecret"),
  "snapshot-secret": arnOf("SnapshotSecret"),
  "dead-letters": arnOf("DeadLetters"),
  pictures: `${arnOf("SnapshotBucket")}/*`,
  "picture-bucket": arnOf("SnapshotBucket"),
};

/** Something of each resource, as a request names it. */
const named: Readonly<Record<Resource, string>> = {
  ...arns,
  channels: `arn:aws:kinesisvideo:eu-west-1:${ACCOUNT}:channel/front-door/1700000000000`,
  pictures: `${arnOf("SnapshotBucket")}/front-door.jpg`,
};

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

function statementsOf(role: string): readonly Statement[] {
  const { Policies } = propertiesOf(stack, `${role}Role`) as unknown as { Policies: readonly Policy[] };
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** The statement that a permission is in the template. */
function statementOf({ actions, on, keys }: Permission): Statement {
  const condition = keys && {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys.map((key) => `${key}*`) },
    Null: { "dynamodb:LeadingKeys": "false" },
  };
  return { Effect: "Allow", Action: [...actions], Resource: arns[on], ...(condition && { Condition: condition }) };
}

/** Each single thing that permissions allow. */
function requestsOf(granted: readonly Permission[]): AskedAction[] {
  return granted.flatMap(({ actions, on, keys }) =>
    actions.flatMap((action): AskedAction[] => {
      const request = { action, resource: named[on] };
      return keys?.map((key) => ({ ...request, context: leading(`${key}front-door`) })) ?? [request];
    }),
  );
}

function leading(...keys: string[]) {
  return { "dynamodb:LeadingKeys": keys };
}

function texts(requests: readonly AskedAction[]): string[] {
  return requests.map((request) => JSON.stringify(request));
}

const everything = Object.values(permissions).flatMap(requestsOf);

describe.each(Object.keys(roles) as EntryPoint[])("the role of %s", (entryPoint) => {
  const role = roles[entryPoint];
  const statements = statementsOf(role);
  const own = requestsOf(permissions[entryPoint]);

  it("has the statements that its permissions list, its own log, and no other", () => {
    const log = {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: arnOf(`${role}Logs`),
    };
    expect(statements).toEqual([log, ...permissions[entryPoint].map(statementOf)]);
    expect(propertiesOf(stack, `${role}Role`)).not.toHaveProperty("ManagedPolicyArns");
  });

  it("is the one that its function runs with, and nobody else may take it", () => {
    expect(propertiesOf(stack, `${role}Function`).Role).toBe(arnOf(`${role}Role`));
    expect(propertiesOf(stack, `${role}Role`).AssumeRolePolicyDocument).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
  });

  it("may do all that its entry point does", async () => {
    for (const request of own) {
      expect([request, decide(statements, request)]).toEqual([request, "Allowed"]);
    }
  });

  it("may do nothing that only another entry point does", async () => {
    const mine = new Set(texts(own));
    const foreign = everything.filter((request) => !mine.has(JSON.stringify(request)));
    expect(foreign.length).toBeGreaterThan(5);
    for (const request of foreign) {
      expect([request, decide(statements, request)]).toEqual([request, "ImplicitlyDenied"]);
    }
  });

  it("may touch no key of the table that is not its own, none beside its own, and not the table as a whole", async () => {
    const onTable = own.filter(({ context }) => context !== undefined);
    for (const { action, resource, context } of onTable) {
      const keys = context?.["dynamodb:LeadingKeys"] ?? [];
      for (const wrong of [leading("other#front-door"), leading(...keys, "other#front-door"), {}]) {
        const request = { action, resource, context: wrong };
        expect([request, decide(statements, request)]).toEqual([request, "ImplicitlyDenied"]);
      }
    }
    const scan = { action: "dynamodb:Scan", resource: arns.table };
    expect(decide(statements, scan)).toBe("ImplicitlyDenied");
  });

  it("may write its own log and no other function's", async () => {
    for (const other of Object.values(roles)) {
      const stream = `${arnOf(`${other}Logs`).slice(0, -1)}log-stream:2026/01/01/[$LATEST]0`;
      const request = { action: "logs:PutLogEvents", resource: stream };
      expect(decide(statements, request)).toBe(other === role ? "Allowed" : "ImplicitlyDenied");
    }
  });
});

describe("the template's policies", () => {
  const inRoles = Object.values(roles).flatMap(statementsOf);
  const ofBucket = propertiesOf(stack, "SnapshotBucketPolicy") as unknown as Policy;
  const ofFunctions = Object.values(stack.resources)
    .filter(({ type }) => type === "AWS::Lambda::Permission")
    .map(({ properties }) => ({ Action: String(properties.Action), Resource: String(properties.FunctionName) }));

  it("name actions that exist, on resources that these actions take, and none on everything", async () => {
    const pairs = [...inRoles, ...ofFunctions].flatMap(({ Action, Resource }) =>
      listed(Action).flatMap((action) => listed(Resource).map((resource) => [action, resource] as const)),
    );
    expect(pairs.length).toBeGreaterThan(30);
    const wrong = await Promise.all(pairs.map(([action, resource]) => wrongAction(action, resource)));
    expect(wrong.filter(Boolean)).toEqual([]);
    expect(pairs.filter(([action, resource]) => resource === "*" || action.includes("*"))).toEqual([]);
  });

  it("would be told an action that does not exist, or takes another resource", async () => {
    expect(await wrongAction("kinesisvideo:SendOfferToMaster", arns.channels)).toMatch(/there is no/);
    expect(await wrongAction("dynamodb:GetItem", arns.pictures)).toMatch(/takes no resource/);
    expect(await wrongAction("s3:GetObject", arns["picture-bucket"])).toMatch(/takes no resource/);
    expect(await wrongAction("s3:ListBucket", arns.pictures)).toMatch(/takes no resource/);
    expect(await wrongAction("dynamodb:GetItem", `${arns.table}/index/by-owner`)).toMatch(/takes no resource/);
    expect(await wrongAction("kinesisvideo:ListSignalingChannels", arns.channels)).toMatch(/only stand on/);
  });

  it("refuse the pictures to whoever comes without TLS, and allow them to nobody", () => {
    expect(ofBucket.PolicyDocument.Statement).toEqual([
      {
        Sid: "OverTlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arns["picture-bucket"], arns.pictures],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });
});
