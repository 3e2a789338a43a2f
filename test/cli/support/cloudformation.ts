import { type AwsServer, startAwsServer } from "../../../rehearsal/aws/aws-server.ts";
import type { AccessKey } from "../../../rehearsal/signaling-service/access/access-keys.ts";

/** As much of CloudFormation as the command asks: one stack's outputs. */
export async function startCloudFormation(
  region: string,
  accessKeys: readonly AccessKey[],
  stackId: string,
  outputs: Readonly<Record<string, string>>,
): Promise<AwsServer> {
  const xml = (status: number, body: string) => ({ status, headers: { "content-type": "text/xml" }, body });
  const errorReply = (name: string, status: number, message: string) =>
    xml(
      status,
      `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
  const members = Object.entries(outputs)
    .map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`)
    .join("");
  return startAwsServer({
    service: "cloudformation",
    region,
    accessKeys,
    handle({ body }) {
      const asked = new URLSearchParams(body.toString());
      if (asked.get("Action") !== "DescribeStacks") return errorReply("InvalidAction", 400, "");
      if (asked.get("StackName") !== stackId) return errorReply("ValidationError", 400, "Stack does not exist");
      return xml(
        200,
        `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackId>${stackId}</StackId><StackName>x</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
      );
    },
    errorReply,
    throttled: { name: "Throttling", status: 400 },
  });
}
