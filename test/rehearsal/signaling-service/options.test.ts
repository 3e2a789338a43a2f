import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import {
  type SignalingService,
  type SignalingServiceOptions,
  startSignalingService,
} from "../../../rehearsal/signaling-service/index.ts";

let dataDirectory: string;
const services = new Set<SignalingService>();
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "signaling-service-"));
});
afterEach(async () => {
  for (const service of services) await service.stop();
  services.clear();
  await rm(dataDirectory, { recursive: true });
});

async function start(options: SignalingServiceOptions): Promise<SignalingService> {
  const service = await startSignalingService({ dataDirectory, ...options });
  services.add(service);
  return service;
}

const credentials = { accessKeyId: "AKIDOWNER", secretAccessKey: "hush-hush" };
const LONGEST = 2_147_483_647;

describe("the signaling service's options", () => {
  it.each<[string, object, string]>([
    ["a region that is none", { region: "hush" }, "region must be a region's name, such as eu-west-1"],
    ["a region that leads elsewhere", { region: "../hush" }, "region must be a region's name"],
    ["an account that is none", { accountId: "hush" }, "accountId must be twelve digits"],
    [
      "an empty secret",
      { credentials: { ...credentials, secretAccessKey: "" } },
      "credentials.secretAccessKey must be",
    ],
    [
      "an id that is none",
      { credentials: { ...credentials, accessKeyId: "hush/" } },
      "credentials.accessKeyId must be 1",
    ],
    ["no secret", { credentials: { accessKeyId: "AKIDOWNER" } }, "credentials.secretAccessKey is missing"],
    ["another key without its secret", { accessKeys: [credentials, {}] }, "accessKeys.1.secretAccessKey is missing"],
    [
      "another key with a pattern that is none",
      { accessKeys: [{ ...credentials, actions: ["hush hush"] }] },
      "actions.0",
    ],
    [
      "another key with a member that would limit nothing",
      { accessKeys: [{ ...credentials, hush: ["Describe*"] }] },
      "accessKeys.0 has a member that is none of accessKeyId, secretAccessKey, sessionToken",
    ],
    [
      "another key that judges by what is no function",
      { accessKeys: [{ ...credentials, permits: true }] },
      "accessKeys.0.permits must be a function",
    ],
    ["an option there is none of", { chanels: ["front-door"] }, "The input has no member chanels: there are port, "],
    ["quotas that are neither on nor off", { quotas: false }, "quotas must be one of on, off"],
    ["TLS without its folder", { tls: true }, "tls must be an object"],
    ["a channel without its list", { channels: "front-door" }, "channels must be an array"],
    ["temporary credentials", { credentials: { ...credentials, sessionToken: "hush" } }, "go into accessKeys"],
    ["a clock that is none", { clock: {} }, "clock.now must be a function"],
    ["a listener that is none", { onEvent: "hush" }, "onEvent must be a function"],
    ["a port that is none", { port: 65_536 }, "port must be at most 65535"],
    ["a port that is no number", { port: "hush" }, "port must be a"],
    ["a delay before now", { channelDelayMilliseconds: -1 }, "channelDelayMilliseconds must be at least 0"],
    [
      "a delay that no timer takes",
      { channelDelayMilliseconds: LONGEST + 1 },
      `channelDelayMilliseconds must be at most ${LONGEST}`,
    ],
    ["a delay that is no number", { channelDelayMilliseconds: Number.NaN }, "channelDelayMilliseconds must be a"],
    [
      "a wait that no timer takes",
      { noAnswer: { afterMilliseconds: 2 ** 32 } },
      `noAnswer.afterMilliseconds must be at most ${LONGEST}`,
    ],
    [
      "a wait that is none",
      { noAnswer: { afterMilliseconds: "hush" } },
      `noAnswer.afterMilliseconds must be "ttl", or a number from 0 to ${LONGEST}`,
    ],
  ])("are refused with %s, in words that quote nothing, and before anything is written", async (_, wrong, words) => {
    const error = await start({ channels: ["front-door"], ...wrong }).catch((refused: Error) => refused);
    expect(String(error)).toContain(`Error: the signaling service cannot start: `);
    expect(String(error)).toContain(words);
    expect(String(error)).not.toMatch(/hush|AKIDOWNER/);
    expect(await readdir(dataDirectory)).toEqual([]);
  });

  it("are told all their faults at once", async () => {
    await expect(start({ region: "Mars", accountId: "mine" })).rejects.toThrow(
      "cannot start: region must be a region's name, such as eu-west-1; accountId must be twelve digits",
    );
  });

  it.each(["us-gov-west-1", "cn-north-1", "ap-southeast-2", "us-iso-east-1", "eusc-de-east-1"])(
    "take the region %s, and find it again",
    async (region) => {
      await (await start({ region, channels: ["front-door"] })).stop();
      expect((await start({})).region).toBe(region);
    },
  );

  it("count as absent where they are undefined, or the mark of an AWS SDK client that had them first", async () => {
    const nothing = {
      port: undefined,
      region: undefined,
      accountId: undefined,
      credentials: undefined,
      noAnswer: { afterMilliseconds: undefined },
      channelDelayMilliseconds: undefined,
      accessKeys: [{ ...credentials, sessionToken: undefined, actions: undefined, $source: {} }],
    };
    const service = await start(nothing as unknown as SignalingServiceOptions);
    expect(service.region).toBe("us-east-1");
  });

  it("take what an AWS SDK knows of credentials, and the longest times there are", async () => {
    const ofSdk = { ...credentials, expiration: new Date() };
    const noAnswer = { afterMilliseconds: LONGEST } as const;
    const service = await start({ credentials: ofSdk, channelDelayMilliseconds: LONGEST, noAnswer });
    expect(service.credentials).toEqual(credentials);
    await service.stop();
    await start({ noAnswer: { afterMilliseconds: "ttl" } });
  });

  it("take a clock that is an object of a class", async () => {
    class Stopped {
      readonly time = 1_700_000_000_000;
      now() {
        return this.time;
      }
      after() {
        return () => {};
      }
    }
    const events: number[] = [];
    const { controlPlaneUrl } = await start({
      clock: new Stopped(),
      channels: ["front-door"],
      onEvent: ({ at }) => events.push(at),
    });
    const reply = await fetch(`${controlPlaneUrl}/listSignalingChannels`, { method: "POST" });
    expect(reply.headers.get("date")).toBe("Tue, 14 Nov 2023 22:13:20 GMT");
    expect(new Set(events)).toEqual(new Set([1_700_000_000_000]));
  });
});
