import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect as connectByTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  CreateSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  KinesisVideoClient,
} from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { WebSocket } from "ws";
import {
  type ServiceEvent,
  type SignalingService,
  type SignalingServiceOptions,
  startSignalingService,
} from "../../../rehearsal/signaling-service/index.ts";
import { createLocalTls } from "../../../rehearsal/signaling-service/tls/local-tls.ts";
import { presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { describeWithPeer } from "../../real-peers/describe-with-peer.ts";
import { sendRaw } from "./support/raw-http.ts";
import { agentTo, shake } from "./support/tls-client.ts";

const run = promisify(execFile);
const REGION = "eu-west-1";

let directory: string;
const services = new Set<SignalingService>();
const events: ServiceEvent[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tls-"));
});
afterEach(async () => {
  for (const service of services) await service.stop();
  services.clear();
  events.length = 0;
  await rm(directory, { recursive: true });
});

async function start(options: SignalingServiceOptions = {}): Promise<SignalingService & { readonly caFile: string }> {
  const service = await startSignalingService({
    region: REGION,
    tls: { directory },
    onEvent: (event) => events.push(event),
    ...options,
  });
  services.add(service);
  return { ...service, caFile: service.caFile ?? "" };
}

describe("the signaling service with TLS", () => {
  it("serves https to clients that were told of its authority", async () => {
    const service = await start();
    expect(service.controlPlaneUrl).toBe(`https://127.0.0.1:${service.port}`);
    expect(service.adminPageUrl).toMatch(new RegExp(`^https://127\\.0\\.0\\.1:${service.port}/admin/#`));
    const reply = await sendRaw({ url: service.controlPlaneUrl, agent: agentTo(service) });
    expect(reply.status).toBe(403);
  });

  it("is known as localhost, as the loopback addresses and by AWS's names in its region", async () => {
    const { port, caFile } = await start();
    const ca = await readFile(caFile);
    for (const servername of ["localhost", `kinesisvideo.${REGION}.amazonaws.com`]) {
      await shake({ port, ca, servername });
    }
    for (const label of ["r-01234567", "m-01234567", "v-01234567", "stun"]) {
      await shake({ port, ca, servername: `${label}.kinesisvideo.${REGION}.amazonaws.com` });
    }
    const certificate = (await shake({ port, ca })).getPeerX509Certificate();
    expect([certificate?.checkIP("127.0.0.1"), certificate?.checkIP("::1")]).toEqual(["127.0.0.1", "::1"]);
    expect(certificate?.checkHost("kinesisvideo.us-west-2.amazonaws.com")).toBeUndefined();
  });

  it("speaks HTTP/1.1 to clients that could do more, and TLS 1.2 to those that can't", async () => {
    const { port, caFile } = await start();
    const ca = await readFile(caFile);
    const modern = await shake({ port, ca, ALPNProtocols: ["h2", "http/1.1"] });
    expect(modern.alpnProtocol).toBe("http/1.1");
    const old = await shake({ port, ca, maxVersion: "TLSv1.2" });
    expect(old.getProtocol()).toBe("TLSv1.2");
    await expect(shake({ port, ca, ALPNProtocols: ["h2"] })).rejects.toThrow();
  });

  it("writes a reply in one record, for the C SDK takes each read for the whole", async () => {
    const { port, caFile } = await start();
    const client = await shake({ port, ca: await readFile(caFile) });
    client.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
    const [reply] = await once(client, "data");
    const [head = "", body = ""] = String(reply).split("\r\n\r\n");
    expect(head).toContain(`Content-Length: ${body.length}`);
    expect(JSON.parse(body)).toHaveProperty("message");
  });

  it("says why a client came to nothing, and serves the next one", async () => {
    const service = await start();
    const plain = connectByTcp(service.port, "127.0.0.1");
    plain.write("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    plain.resume();
    await once(plain, "close");
    const broken = connectByTcp(service.port, "127.0.0.1");
    broken.write(Buffer.from("160301000501000000ff", "hex"));
    broken.resume();
    await once(broken, "close");
    connectByTcp(service.port, "127.0.0.1").resetAndDestroy();
    expect(events.filter(({ type }) => type === "tls-failed")).toMatchObject([
      { reason: "no-tls" },
      { reason: "other" },
    ]);
    const agent = agentTo(service);
    const headers = { authorization: `Bearer ${service.adminToken}` };
    const url = `${service.controlPlaneUrl}/admin/messages`;
    const { text } = await sendRaw({ url, method: "GET", headers, agent });
    expect(JSON.parse(text).messages).toContainEqual(
      expect.objectContaining({ outcome: "failed", detail: expect.stringContaining("the client did not speak TLS") }),
    );
  });

  it("keeps its authority over a restart, and makes its own certificate anew", async () => {
    const [first, second] = [await start(), await start()];
    expect(second.caFile).toBe(first.caFile);
    const ca = await readFile(first.caFile);
    const keys = await Promise.all(
      [first, second].map(async ({ port }) => (await shake({ port, ca })).getPeerX509Certificate()?.fingerprint256),
    );
    expect(new Set(keys).size).toBe(2);
  });

  it("refuses at once a folder it can't make an authority in", async () => {
    await writeFile(join(directory, "file"), "");
    for (const path of [join(directory, "file"), "/proc/signaling-service/tls"]) {
      const refused = start({ tls: { directory: path } });
      await expect(refused).rejects.toThrow(`the directory ${path} cannot be made: `);
    }
  });
});

/** A test with a program of the machine's. */
function itWith(program: string, name: string, body: () => Promise<void>): void {
  const missing = existsSync(program) ? undefined : `there is no ${program}`;
  describeWithPeer(program, missing, () => it(name, body));
}

describe("other people's programs over TLS", () => {
  itWith("/usr/bin/openssl", "OpenSSL finds the certificates good by its strictest rules", async () => {
    const { caFile, certificate } = await createLocalTls({ directory, region: REGION, now: Date.now() });
    const server = join(directory, "server.pem");
    await writeFile(server, certificate);
    const name = `r-01234567.kinesisvideo.${REGION}.amazonaws.com`;
    const arguments_ = ["verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", name];
    const { stdout } = await run("openssl", [...arguments_, "-CAfile", caFile, server]);
    expect(stdout).toBe(`${server}: OK\n`);
  });

  itWith("/usr/bin/curl", "curl calls it with --cacert, by AWS's host names too, and not without", async () => {
    const { port, caFile } = await start();
    const host = `kinesisvideo.${REGION}.amazonaws.com`;
    const common = ["--silent", "--output", "/dev/null", "--write-out", "%{http_code}"];
    const call = (...how: string[]) => run("/usr/bin/curl", [...common, ...how, `https://${host}:${port}/`]);
    const found = ["--resolve", `${host}:${port}:127.0.0.1`];
    expect((await call("--cacert", caFile, ...found)).stdout).toBe("403");
    // 60: the server's certificate is not trusted.
    await expect(call(...found)).rejects.toMatchObject({ code: 60 });
  });

  it("the AWS SDK calls it, and a master connects by the endpoint that it hands out", async () => {
    const service = await start();
    const client = new KinesisVideoClient({
      endpoint: service.controlPlaneUrl,
      region: REGION,
      credentials: service.credentials,
      requestHandler: { httpsAgent: agentTo(service) },
    });
    const { ChannelARN: channelArn = "" } = await client.send(
      new CreateSignalingChannelCommand({ ChannelName: "front-door" }),
    );
    const { ResourceEndpointList } = await client.send(
      new GetSignalingChannelEndpointCommand({
        ChannelARN: channelArn,
        SingleMasterChannelEndpointConfiguration: { Protocols: ["WSS"], Role: "MASTER" },
      }),
    );
    client.destroy();
    const endpoint = ResourceEndpointList?.[0]?.ResourceEndpoint ?? "";
    expect(endpoint).toMatch(new RegExp(`^wss://127\\.0\\.0\\.1:${service.port}/m-[0-9a-f]{8}$`));
    const { credentials } = service;
    const url = await presignSignalingUrl({ endpoint, channelArn, credentials, now: new Date() });
    const master = new WebSocket(url, { agent: agentTo(service) });
    await once(master, "open");
    master.terminate();
  });

  itWith("/usr/bin/aws", "aws-cli calls it with --ca-bundle, and not without", async () => {
    const { controlPlaneUrl, caFile, credentials } = await start();
    const environment = {
      ...process.env,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_MAX_ATTEMPTS: "1",
    };
    const create = ["kinesisvideo", "create-signaling-channel", "--channel-name", "front-door"];
    const common = ["--endpoint-url", controlPlaneUrl, "--region", REGION, "--output", "text"];
    const [trusting, other] = await Promise.allSettled([
      run("/usr/bin/aws", [...create, ...common, "--ca-bundle", caFile], { env: environment }),
      run("/usr/bin/aws", [...create, ...common], { env: environment }),
    ]);
    expect(trusting).toMatchObject({ value: { stdout: expect.stringContaining(`:${REGION}:`) } });
    expect(other).toMatchObject({ reason: { stderr: expect.stringContaining("SSL validation failed") } });
    expect(events).toContainEqual(expect.objectContaining({ type: "tls-failed", reason: "certificate-refused" }));
  });
});
