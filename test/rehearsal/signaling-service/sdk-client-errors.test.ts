import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  AccessDeniedException,
  AccountChannelLimitExceededException,
  ClientLimitExceededException,
  InvalidArgumentException,
  KinesisVideoClient,
  NoDataRetentionException,
  ResourceInUseException,
  ResourceNotFoundException,
  TagsPerResourceExceededLimitException,
  VersionMismatchException,
} from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { failWith, type SignalingServiceOptions } from "../../../rehearsal/signaling-service/index.ts";
import { manualClock } from "./support/manual-clock.ts";
import { writeManyChannels } from "./support/many-channels.ts";
import { calls, invalid, type OperationName } from "./support/operation-calls.ts";
import { closeWorlds, openWorld } from "./support/world.ts";

const region = "eu-west-1";
const noSuchChannel = `arn:aws:kinesisvideo:${region}:123456789012:channel/no-such/1700000000000`;
let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "signaling-service-"));
});
afterEach(async () => {
  await closeWorlds();
  await rm(dataDirectory, { recursive: true });
});

/** The SDK's class of each error, and its status in the service model. */
const modelled: Readonly<Record<string, { readonly of: unknown; readonly status: number }>> = {
  AccessDeniedException: { of: AccessDeniedException, status: 401 },
  AccountChannelLimitExceededException: { of: AccountChannelLimitExceededException, status: 400 },
  ClientLimitExceededException: { of: ClientLimitExceededException, status: 400 },
  InvalidArgumentException: { of: InvalidArgumentException, status: 400 },
  NoDataRetentionException: { of: NoDataRetentionException, status: 400 },
  ResourceInUseException: { of: ResourceInUseException, status: 400 },
  ResourceNotFoundException: { of: ResourceNotFoundException, status: 404 },
  TagsPerResourceExceededLimitException: { of: TagsPerResourceExceededLimitException, status: 400 },
  VersionMismatchException: { of: VersionMismatchException, status: 400 },
};

/** How each error comes about, with the last call answered by it. */
const provocations: Record<string, (operation: OperationName) => Promise<unknown>> = {
  async InvalidArgumentException(operation) {
    const { control, createChannel } = await openWorld({ region });
    return control.send(calls[operation](await createChannel(), invalid[operation]) as never);
  },
  /** By the real quota: on a clock that stands still, one call more than it allows. */
  async ClientLimitExceededException(operation) {
    const clock = manualClock();
    const { control, createChannel } = await openWorld({ region, clock });
    const arn = await createChannel("yard");
    for (let call = 0; call < 400; call++) {
      try {
        await control.send(calls[operation](arn) as never);
      } catch (error) {
        if (error instanceof ClientLimitExceededException) throw error;
      }
    }
    throw new Error("no limit after 400 calls");
  },
  async AccountChannelLimitExceededException(operation) {
    await writeManyChannels(dataDirectory, 5_000, region);
    const { control } = await openWorld({ region, dataDirectory });
    return control.send(calls[operation]("") as never);
  },
  async ResourceInUseException(operation) {
    // A channel that is CREATING, for good: nobody moves this clock.
    const clock = manualClock();
    const options = { region, clock, channelDelayMilliseconds: 1_000 };
    const { control, createChannel } = await openWorld(options);
    return control.send(calls[operation](await createChannel("front-door")) as never);
  },
  async ResourceNotFoundException(operation) {
    const { control } = await openWorld({ region });
    return control.send(calls[operation](noSuchChannel) as never);
  },
  async AccessDeniedException(operation) {
    const limited = { accessKeyId: "AKIDLIMITED", secretAccessKey: "limited" };
    const accessKeys: SignalingServiceOptions["accessKeys"] = [{ ...limited, actions: ["GetIceServerConfig"] }];
    const { service, createChannel } = await openWorld({ region, accessKeys });
    const arn = await createChannel("yard");
    const client = new KinesisVideoClient({ endpoint: service.controlPlaneUrl, region, credentials: limited });
    return client.send(calls[operation](arn) as never).finally(() => client.destroy());
  },
  async TagsPerResourceExceededLimitException(operation) {
    const { control, createChannel } = await openWorld({ region });
    const Tags = Array.from({ length: 51 }, (_, index) => ({ Key: `key-${index}`, Value: "" }));
    return control.send(calls[operation](await createChannel("yard"), { Tags }) as never);
  },
  async VersionMismatchException(operation) {
    const { control, createChannel } = await openWorld({ region });
    return control.send(calls[operation](await createChannel()) as never);
  },
  /** The service knows no streams, and so none without retention: this one has to be asked for. */
  async NoDataRetentionException(operation) {
    const { control, createChannel, service } = await openWorld({ region });
    service.behave(failWith("NoDataRetentionException", { operation }));
    return control.send(calls[operation](await createChannel()) as never);
  },
};

/** The errors of an operation in the service model, as the SDK made of it documents them. */
async function modelledErrors(operation: string): Promise<string[]> {
  const entry = fileURLToPath(import.meta.resolve("@aws-sdk/client-kinesis-video"));
  const path = join(dirname(entry), `../dist-types/commands/${operation}Command.d.ts`);
  const names = [...(await readFile(path, "utf8")).matchAll(/@throws \{@link (\w+Exception)\} \(/g)];
  return names.map(([, name = ""]) => name);
}

const operations = Object.keys(calls) as OperationName[];
const rows: [operation: OperationName, errorName: string][] = [];
for (const operation of operations) {
  for (const errorName of await modelledErrors(operation)) rows.push([operation, errorName]);
}

describe("every modelled error", () => {
  it("is in the table", () => {
    expect(new Set(rows.map(([operation]) => operation))).toEqual(new Set(operations));
    expect(new Set(rows.map(([, errorName]) => errorName))).toEqual(new Set(Object.keys(modelled)));
  });

  it.each(rows)("of %s is answered in truth: %s", async (operation, errorName) => {
    const failure = await provocations[errorName]?.(operation).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(modelled[errorName]?.of);
    expect(failure).toMatchObject({
      name: errorName,
      message: expect.stringMatching(/\w/),
      $fault: "client",
      $metadata: { httpStatusCode: modelled[errorName]?.status, requestId: expect.stringMatching(/\w/) },
    });
  });
});
