import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes a data directory with channels camera-00000, camera-00001 and so on, in the first form of the file there was. */
export async function writeManyChannels(dataDirectory: string, count: number, region = "eu-west-1"): Promise<void> {
  const accountId = "123456789012";
  const channels = Array.from({ length: count }, (_, index) => {
    const channelName = `camera-${String(index).padStart(5, "0")}`;
    const creationTime = 1_700_000_000_000 + index;
    const digits = index.toString(16).padStart(8, "0");
    return {
      channelName,
      channelArn: `arn:aws:kinesisvideo:${region}:${accountId}:channel/${channelName}/${creationTime}`,
      creationTime,
      messageTtlSeconds: 60,
      version: "1a2b3c",
      tags: [{ Key: "place", Value: "yard" }],
      labels: { https: `r-${digits}`, master: `m-${digits}`, viewer: `v-${digits}` },
    };
  });
  await mkdir(dataDirectory, { recursive: true });
  const file = { kind: "signaling-service-channels", version: 1, region, accountId, channels };
  await writeFile(join(dataDirectory, "channels.json"), JSON.stringify(file));
}
