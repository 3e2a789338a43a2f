import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { userKey } from "../../lambda/cameras/items.ts";
import { encodeBase64 } from "../../protocol/signaling/base64.ts";
import { viewDirective } from "../view-directive.ts";

const region = "us-east-1";
const channelName = "front-door";
const channelArn = `arn:aws:kinesisvideo:${region}:123456789012:channel/${channelName}/1700506395046`;
const owner = { clientId: "amzn1.application-oa2-client.bench", userId: "amzn1.account.BENCH" };
const camera = { id: "front-door", name: "Front Door", kind: "camera", talk: false, channelArn } as const;
const record = { ...camera, manufacturer: "Bench", model: "Bench" };

/** Amazon's side, which answers every call at once, and what a function needs to know of it. */
export interface InstantAmazon {
  readonly region: string;
  /** The directive of a view. */
  readonly directive: object;
  /** The content of the skill's cameras.json. */
  readonly camerasFile: string;
  /** The environment of a function, whichever it is, with the cameras in that file. */
  readonly environment: Readonly<Record<string, string>>;
  /** What is different where cameras and state are in the table, as in the stack. */
  readonly tableEnvironment: Readonly<Record<string, string>>;
  stop(): Promise<unknown>;
}

/** Starts it, in a thread of its own. */
export async function startInstantAmazon(root: string): Promise<InstantAmazon> {
  const fixture = (path: string) => readFile(join(root, "test/fixtures", path), "utf8");
  const answer = await fixture("answers/camera.to-echo-show.sdp");
  const { pk, sk } = userKey(owner.userId, camera.id);
  const userItem = { pk: { S: pk }, sk: { S: sk }, version: { N: "1" }, camera: { S: JSON.stringify(record) } };
  const amazon = new Worker(new URL("../instant-amazon.mjs", import.meta.url), {
    workerData: {
      ...owner,
      channelArn,
      answer: encodeBase64(JSON.stringify({ type: "answer", sdp: answer })),
      items: { [`${pk} ${sk}`]: userItem },
    },
  });
  const [port] = (await once(amazon, "message")) as [number];
  const url = `http://127.0.0.1:${port}`;
  return {
    region,
    directive: viewDirective(await fixture("offers/echo-show.2023.sdp"), "bench"),
    camerasFile: JSON.stringify([{ ...record, owners: [owner.userId] }]),
    environment: {
      AWS_ACCESS_KEY_ID: "AKIDBENCH",
      AWS_SECRET_ACCESS_KEY: "bench",
      AWS_ENDPOINT_URL_KINESIS_VIDEO: url,
      CHANNEL_NAME: channelName,
      LWA_CLIENT_ID: owner.clientId,
      LWA_API_URL: url,
      CAMERAS: "file",
    },
    tableEnvironment: { CAMERAS: "dynamodb", TABLE_NAME: "bench", AWS_ENDPOINT_URL_DYNAMODB: url },
    stop: () => amazon.terminate(),
  };
}
