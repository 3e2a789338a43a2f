import { type AwsServer, startAwsServer } from "../../../rehearsal/aws/aws-server.ts";
import type { AccessKey } from "../../../rehearsal/signaling-service/access/access-keys.ts";

/** What a stack has beside its outputs. */
export interface StackHas {
  readonly parameters?: Readonly<Record<string, string>>;
  /** Physical ids by logical ones. */
  readonly resources?: Readonly<Record<string, string>>;
}

/** As much of CloudFormation as the commands ask: one stack's outputs, parameters and resources. */
export async function startCloudFormation(
  region: string,
  accessKeys: readonly AccessKey[],
  stackId: string,
  outputs: Readonly<Record<string, string>>,
  has: StackHas = {},
): Promise<AwsServer> {
  const xml = (status: number, body: string) => ({ status, headers: { "content-type": "text/xml" }, body });
  const errorReply = (name: string, status: number, message: string) =>
    xml(
      status,
      `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
  const list = (name: string, items: readonly string[]) =>
    `<${name}>${items.map((item) => `<member>${item}</member>`).join("")}</${name}>`;
  const pairs = (kind: string, values: Readonly<Record<string, string>> = {}) =>
    Object.entries(values).map(
      ([key, value]) => `<${kind}Key>${key}</${kind}Key><${kind}Value>${value}</${kind}Value>`,
    );
  const resource = ([logical, physical]: readonly [string, string]) =>
    `<LogicalResourceId>${logical}</LogicalResourceId><PhysicalResourceId>${physical}</PhysicalResourceId><ResourceType>AWS::X::Y</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus><Timestamp>2026-01-01T00:00:00Z</Timestamp>`;
  const reply = (action: string, result: string) =>
    xml(200, `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);

  return startAwsServer({
    service: "cloudformation",
    region,
    accessKeys,
    handle({ body }) {
      const asked = new URLSearchParams(body.toString());
      const action = asked.get("Action") ?? "";
      if (asked.get("StackName") !== stackId) return errorReply("ValidationError", 400, "Stack does not exist");
      const resources = Object.entries(has.resources ?? {});
      switch (action) {
        case "DescribeStacks": {
          const lists = [
            list("Outputs", pairs("Output", outputs)),
            list("Parameters", pairs("Parameter", has.parameters)),
          ];
          const stack = `<StackId>${stackId}</StackId><StackName>x</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>${lists.join("")}`;
          return reply(action, list("Stacks", [stack]));
        }
        case "DescribeStackResources":
          return reply(action, list("StackResources", resources.map(resource)));
        case "DescribeStackResource": {
          const found = resources.find(([logical]) => logical === asked.get("LogicalResourceId"));
          if (found === undefined) return errorReply("ValidationError", 400, "Resource does not exist");
          return reply(action, `<StackResourceDetail>${resource(found)}</StackResourceDetail>`);
        }
        default:
          return errorReply("InvalidAction", 400, "");
      }
    },
    errorReply,
    throttled: { name: "Throttling", status: 400 },
  });
}
