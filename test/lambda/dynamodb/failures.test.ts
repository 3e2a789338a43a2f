import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { createTableWhenNeeded } from "../../../lambda/dynamodb/table-when-needed.ts";
import type { AwsBehaviour } from "../../../rehearsal/aws/behaviour.ts";
import { type DynamoTable, startDynamoTable } from "../support/dynamo-table.ts";

let dynamo: DynamoTable;

beforeAll(async () => {
  dynamo = await startDynamoTable();
  await tableInUse().registry.camerasOf("ada");
});
afterEach(() => dynamo.calm());
afterAll(() => dynamo.stop());

const log = { info() {}, warn() {}, error() {} };

/** The skill's use of its table, with an access key of its own where one is given. */
function tableInUse(change: Partial<DynamoTable["options"]> = {}) {
  return createTableWhenNeeded({ ...dynamo.options, log, now: Date.now, ...change });
}

/** Everything that is ever asked of the table, by the failure that it ends in. */
function everyUse({ registry, state }: ReturnType<typeof tableInUse>) {
  const store = state.store<{ text: string }>({ kind: "grant" });
  return {
    "registry-unreachable": [registry.camerasOf("ada"), registry.cameraOf("ada", "hall"), registry.recordOf("hall")],
    "state-unreachable": [
      store.read("ada"),
      store.hold("ada"),
      store.readAll("ada"),
      store.write("ada", { text: "secret" }),
      store.replace("ada", undefined, { text: "secret" }),
      store.replace("ada", 1, { text: "secret" }),
      store.remove("ada"),
      store.remove("ada", { version: 1 }),
    ],
  } as const;
}

/** Holds every use of the table to its failure, which tells that name and nothing that was said or sent. */
async function expectFailures(use: ReturnType<typeof tableInUse>, name: RegExp): Promise<void> {
  const uses = Object.entries(everyUse(use)).flatMap(([code, each]) => each.map((work) => ({ code, work })));
  const outcomes = await Promise.allSettled(uses.map(({ work }) => work));
  for (const [index, outcome] of outcomes.entries()) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { name: "Failure", code: uses[index]?.code } });
    expect((outcome as PromiseRejectedResult).reason.sentence).toMatch(name);
  }
}

describe("a table that cannot be used", () => {
  it.each<[AwsBehaviour, RegExp]>([
    // Jest's own realm hides the error's name, ECONNRESET, from the AWS client.
    ["refused", /permissions\.$|again\.$/],
    ["denied", / \(AccessDeniedException\)$/],
    // The client's own word where the second attempt's socket is new on a busy machine.
    ["slow", / \((ETIMEDOUT|TimeoutError)\)$/],
    ["throttled", / \(ProvisionedThroughputExceededException\)$/],
    ["garbage", / \(SyntaxError\)$/],
    ["error", / \(InternalServerError\)$/],
  ])("is a failure with AWS's name for it: %s", async (behaviour, name) => {
    dynamo.server.behave(behaviour);
    const patience = behaviour === "slow" ? { maxAttempts: 2, requestTimeout: 50 } : dynamo.options.patience;
    await expectFailures(tableInUse({ patience }), name);
  });

  it("is asked twice at most", async () => {
    dynamo.loseNextReply("Query");
    expect(await tableInUse().registry.camerasOf("ada")).toEqual([]);
    expect(dynamo.calls).toEqual(["Query", "Query"]);
  });

  it("is a failure when it is not there", async () => {
    await expectFailures(tableInUse({ tableName: "no-such-table" }), / \(ResourceNotFoundException\)$/);
  });

  it("is a failure when the key is not good", async () => {
    const credentials = { ...dynamo.options.credentials, secretAccessKey: "wrong" };
    await expectFailures(tableInUse({ credentials }), / \(InvalidSignatureException\)$/);
  });

  it("works again once it is well", async () => {
    const use = tableInUse();
    dynamo.server.behave("error");
    await expect(use.registry.camerasOf("ada")).rejects.toMatchObject({ code: "registry-unreachable" });
    dynamo.server.behave("ok");
    expect(await use.registry.camerasOf("ada")).toEqual([]);
  });
});

describe("the table, loaded when it is needed", () => {
  it("does all that the table does", async () => {
    const use = tableInUse();
    use.prepare();
    const store = use.state.store<{ text: string }>({ kind: "grant" });
    await store.write("bob", { text: "one" }, "EU");
    const held = await store.hold("bob", "EU");
    expect(await store.replace("bob", held?.version, { text: "two" }, "EU")).toBe(true);
    expect(await store.read("bob", "EU")).toEqual({ text: "two" });
    expect(await store.readAll("bob")).toMatchObject([{ part: "EU", entry: { text: "two" } }]);
    expect(await store.remove("bob", { part: "EU" })).toBe(true);
    expect(await use.registry.cameraOf("bob", "hall")).toBeUndefined();
    expect(await use.registry.recordOf("hall")).toBeUndefined();
  });
});
