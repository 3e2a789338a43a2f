import { once } from "node:events";
import { connect as connectByTcp } from "node:net";
import { WebSocket } from "ws";
import { amzDateOf, type CSdkCaller, callAsCSdk } from "./c-sdk-http.ts";
import { plainSigner } from "./plain-signer.ts";

export interface CSdkMasterOptions extends CSdkCaller {
  readonly controlPlaneUrl: string;
  readonly channelName: string;
}

/** What came over the WebSocket. */
export interface CSdkMessage {
  readonly messageType: string;
  readonly messagePayload?: string;
  /** A viewer or an Alexa client. */
  readonly senderClientId?: string;
  readonly statusResponse?: { readonly statusCode: string; readonly errorType: string; readonly correlationId: string };
}

export interface IceServer {
  readonly Uris: readonly string[];
  readonly Ttl: number;
}

/** A camera that speaks as the C SDK's sample master does. */
export interface CSdkMaster {
  readonly channelArn: string;
  /** Each call's operation and status, in order. */
  readonly calls: readonly string[];
  /** Those of the last fetch: the first offer is waited for before any. */
  readonly iceServers: readonly IceServer[];
  /** The next message; an offer is handed over when its ICE servers are there. Empty frames are skipped. */
  next(): Promise<CSdkMessage>;
  send(action: "SDP_ANSWER" | "ICE_CANDIDATE", recipientClientId: string, payload: string): void;
  /** Resolves with the pong, which the SDK sends a ping for every ten seconds. */
  ping(): Promise<void>;
  readonly closed: Promise<number>;
  close(): Promise<void>;
}

const LIFE_OF_CREDENTIALS_SECONDS = 604_800;

/** Connects by TCP; the C SDK itself knows TLS only. */
export async function connectPlainly(url: URL) {
  const socket = connectByTcp(Number(url.port), url.hostname);
  await once(socket, "connect");
  return socket;
}

/** Finds the channel, or makes it, and connects to it as its master. @throws {Error} at the first thing it cannot take. */
export async function startCSdkMaster(options: CSdkMasterOptions): Promise<CSdkMaster> {
  const calls: string[] = [];
  const call = async (baseUrl: string, path: string, input: object) => {
    const reply = await callAsCSdk(options, `${baseUrl}${path}`, input);
    calls.push(`${path} ${reply.status}`);
    if (!reply.headers.has("date")) throw new Error("without a Date the SDK cannot put its clock right");
    return reply;
  };
  const { controlPlaneUrl, channelName: ChannelName } = options;
  const describe = () => call(controlPlaneUrl, "/describeSignalingChannel", { ChannelName });
  let description = await describe();
  if (description.status === 404) {
    const settings = { ChannelType: "SINGLE_MASTER", SingleMasterConfiguration: { MessageTtlSeconds: 60 } };
    await call(controlPlaneUrl, "/createSignalingChannel", { ChannelName, ...settings });
    description = await describe();
  }
  const { ChannelInfo } = description.json as { ChannelInfo: { ChannelARN: string; ChannelStatus: string } };
  if (ChannelInfo.ChannelStatus !== "ACTIVE") throw new Error(`the channel is ${ChannelInfo.ChannelStatus}`);
  const channelArn = ChannelInfo.ChannelARN;
  const endpoints = await call(controlPlaneUrl, "/getSignalingChannelEndpoint", {
    ChannelARN: channelArn,
    SingleMasterChannelEndpointConfiguration: { Protocols: ["WSS", "HTTPS"], Role: "MASTER" },
  });
  const { ResourceEndpointList } = endpoints.json as {
    ResourceEndpointList: { Protocol: string; ResourceEndpoint: string }[];
  };
  const endpoint = (protocol: string) => {
    const found = ResourceEndpointList.find(({ Protocol }) => Protocol === protocol)?.ResourceEndpoint ?? "";
    if (found === "" || found.length > 512) throw new Error(`no usable ${protocol} endpoint`);
    return found;
  };
  const httpsEndpoint = endpoint("HTTPS");
  const url = presign(options, endpoint("WSS"), channelArn);
  const transport = await options.connect(url);
  const socket = new WebSocket(url, { createConnection: () => transport, perMessageDeflate: false });

  let iceServers: readonly IceServer[] = [];
  const inbox = new Inbox<CSdkMessage>();
  async function receive(text: string): Promise<void> {
    const message = JSON.parse(text) as CSdkMessage;
    if (message.messageType === "SDP_OFFER" && iceServers.length === 0) {
      const input = { ChannelARN: channelArn, ClientId: "ProducerMaster", Service: "TURN" };
      const { json } = await call(httpsEndpoint, "/v1/get-ice-server-config", input);
      iceServers = checked((json as { IceServerList: IceServer[] }).IceServerList);
    }
    inbox.put(message);
  }
  socket.on("message", (data, isBinary) => {
    if (isBinary) inbox.fail(new Error("a binary frame is an error to the SDK"));
    else if (String(data) !== "") receive(String(data)).catch((error) => inbox.fail(error));
  });
  const closed = once(socket, "close").then(([code]) => code as number);
  await once(socket, "open");
  let sent = 0;
  return {
    channelArn,
    calls,
    get iceServers() {
      return iceServers;
    },
    next: () => inbox.take(),
    send(action, RecipientClientId, MessagePayload) {
      sent += 1;
      socket.send(
        JSON.stringify({ action, RecipientClientId, MessagePayload, CorrelationId: `${sent}_0` }, null, "\t"),
      );
    },
    async ping() {
      socket.ping();
      await once(socket, "pong");
    },
    closed,
    async close() {
      socket.close();
      await closed;
    },
  };
}

/** The master's URL: signed with the path, without a client id, for as long as the credentials last. */
function presign({ region, credentials, now }: CSdkCaller, endpoint: string, channelArn: string): URL {
  const url = new URL(endpoint);
  const amzDate = amzDateOf(now());
  const sign = plainSigner({ credentials, region, amzDate });
  const parameters: [name: string, value: string][] = [
    ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
    ["X-Amz-ChannelARN", channelArn],
    ["X-Amz-Credential", `${credentials.accessKeyId}/${amzDate.slice(0, 8)}/${region}/kinesisvideo/aws4_request`],
    ["X-Amz-Date", amzDate],
    ["X-Amz-Expires", String(LIFE_OF_CREDENTIALS_SECONDS)],
    ...(credentials.sessionToken === undefined
      ? []
      : [["X-Amz-Security-Token", credentials.sessionToken] satisfies [string, string]]),
    ["X-Amz-SignedHeaders", "host"],
  ];
  const query = parameters.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
  const { signature } = sign({ method: "GET", path: url.pathname, query, headers: [["host", url.host]] });
  url.search = `?${query}&X-Amz-Signature=${signature}`;
  return url;
}

/** @throws {Error} for a list that the SDK has no room for, or none at all. */
function checked(servers: readonly IceServer[]): readonly IceServer[] {
  if (servers.length < 1 || servers.length > 5) throw new Error(`${servers.length} ICE servers`);
  for (const { Uris, Ttl } of servers) {
    if (Uris.length < 1 || Uris.length > 4) throw new Error(`${Uris.length} URIs of one ICE server`);
    if (Ttl <= 30) throw new Error(`ICE servers for ${Ttl} s only`);
  }
  return servers;
}

/** Messages in order, for whoever asks; after a failure everyone is told of it. */
class Inbox<Message> {
  readonly #messages: Message[] = [];
  #failure: Error | undefined;
  #wake = () => {};

  put(message: Message): void {
    this.#messages.push(message);
    this.#wake();
  }

  fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }

  async take(): Promise<Message> {
    for (;;) {
      if (this.#failure) throw this.#failure;
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
