import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { startTable, type TableServer } from "../../../rehearsal/aws/table.ts";

const region = "eu-west-1";
const everything = { accessKeyId: "AKIDTABLE", secretAccessKey: "table" };
const reader = { accessKeyId: "AKIDREADER", secretAccessKey: "reader", actions: ["dynamodb:Get*"] };

let table: TableServer;
const calls: string[] = [];
const clients: DynamoDBClient[] = [];
let loses = "";

beforeAll(async () => {
  table = await startTable({
    region,
    accessKeys: [everything, reader],
    tableName: "my-cameras",
    onCall: (operation) => calls.push(operation),
    losesReply: (operation) => operation === loses,
  });
});
beforeEach(() => {
  calls.length = 0;
  loses = "";
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await table.stop();
});

function clientOf(credentials: { accessKeyId: string; secretAccessKey: string }): DynamoDBClient {
  const { accessKeyId, secretAccessKey } = credentials;
  const client = new DynamoDBClient({
    region,
    endpoint: table.url,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
  clients.push(client);
  return client;
}

const TableName = "my-cameras";
const Key = { pk: { S: "camera#hall" }, sk: { S: "-" } };

describe("the stand-in for DynamoDB", () => {
  it("has the skill's table, and hears of what is done to it", async () => {
    const client = clientOf(everything);
    expect(table.tableName).toBe(TableName);
    await client.send(new PutItemCommand({ TableName, Item: { ...Key, version: { N: "1" } } }));
    expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toEqual({ ...Key, version: { N: "1" } });
    expect(calls).toEqual(["PutItem", "GetItem"]);
  });

  it("lets a key do only what it may", async () => {
    const client = clientOf(reader);
    await client.send(new GetItemCommand({ TableName, Key }));
    const query = new QueryCommand({
      TableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": Key.pk },
    });
    await expect(client.send(query)).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect(calls).toEqual(["GetItem"]);
  });

  it("knows nobody whose signature is wrong", async () => {
    const client = clientOf({ ...everything, secretAccessKey: "guessed" });
    const get = client.send(new GetItemCommand({ TableName, Key }));
    await expect(get).rejects.toMatchObject({ name: "InvalidSignatureException" });
    expect(calls).toEqual([]);
  });

  it("does what it is told and loses the reply, where it is to", async () => {
    const client = clientOf(everything);
    loses = "PutItem";
    const put = client.send(new PutItemCommand({ TableName, Item: { ...Key, version: { N: "2" } } }));
    await expect(put).rejects.toMatchObject({ name: "InternalServerError" });
    expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toMatchObject({ version: { N: "2" } });
  });

  it("tells DynamoDB's own errors", async () => {
    const get = clientOf(everything).send(new GetItemCommand({ TableName: "other-cameras", Key }));
    await expect(get).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("does not wait for a slow call when it is stopped", async () => {
    const slow = await startTable({ region, accessKeys: [everything] });
    slow.behave("slow");
    const client = new DynamoDBClient({ region, endpoint: slow.url, credentials: everything, maxAttempts: 1 });
    const get = client.send(new GetItemCommand({ TableName: slow.tableName, Key }));
    const failed = expect(get).rejects.toThrow();
    await slow.stop();
    await failed;
    client.destroy();
  });
});
