import { createDynamoCatalogue } from "../../lambda/cameras/dynamo-catalogue.ts";
import { createConnections } from "../../lambda/connections.ts";
import { createDynamoClient } from "../../lambda/dynamodb/client.ts";
import { createTable } from "../../lambda/dynamodb/table.ts";
import { startLoginWithAmazon } from "../../rehearsal/alexa-cloud/login-with-amazon/index.ts";
import { startTable } from "../../rehearsal/aws/table.ts";

/** What the benchmark is told once Amazon listens. */
export interface Amazon {
  readonly login: { readonly url: string; readonly clientId: string; readonly token: string };
  readonly dynamo: { readonly url: string; readonly tableName: string };
  readonly userId: string;
}

const CAMERAS = 300;
const REGION = "us-east-1";

// Login with Amazon and a table with a user's 300 cameras, in a process of their own, so that none of their work is
// counted. Asked by a message, it tells how many queries there were since the last time.
const [accessKeyId = "", secretAccessKey = ""] = process.argv.slice(2);
const credentials = { accessKeyId, secretAccessKey };
let queries = 0;
const login = await startLoginWithAmazon();
const server = await startTable({
  region: REGION,
  accessKeys: [credentials],
  onCall: (operation) => {
    if (operation === "Query") queries += 1;
  },
});

process.env.AWS_ENDPOINT_URL_DYNAMODB = server.url;
const client = createDynamoClient({ credentials, connections: createConnections(Date.now), region: REGION });
const table = createTable(client, server.tableName, "registry-unreachable");
const catalogue = createDynamoCatalogue({ table, now: Date.now });
for (let index = 0; index < CAMERAS; index += 1) {
  const number = String(index).padStart(3, "0");
  await catalogue.add({
    id: `example-cameras-${number}`,
    name: `Camera ${number}`,
    kind: index % 10 === 0 ? "doorbell" : "camera",
    talk: true,
    channelArn: `arn:aws:kinesisvideo:us-east-1:123456789012:channel/example-cameras-${number}/1700506395046`,
    owners: [login.userId],
    manufacturer: "Example Cameras",
    model: "EC-1",
    serialNumber: `EC1-2023-${number}`,
    firmwareVersion: "1.2.3",
    signaling: "auto",
    offerFormat: "json",
    motion: index % 2 === 0,
  });
  await catalogue.setPictured(`example-cameras-${number}`, true);
}

const token = login.issueToken({ userId: login.userId });
process.send?.({
  login: { url: login.url, clientId: login.clientId, token },
  dynamo: { url: server.url, tableName: server.tableName },
  userId: login.userId,
} satisfies Amazon);
process.on("message", () => {
  process.send?.(queries);
  queries = 0;
});
process.on("disconnect", () => process.exit());
