import { createServer } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

/*
 * Amazon's side for a benchmark: answers every call at once, in a thread of its own, so that only the caller's work
 * and the loopback are measured. Plain JavaScript, because Node 20 starts no TypeScript in a thread.
 */
const { answer, clientId, userId, channelArn, items = {} } = workerData;

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const { url, headers } = request;
    const operation = headers["x-amz-target"];
    const reply = operation === undefined ? replyTo(url) : tableReplyTo(operation, Buffer.concat(chunks).toString());
    const body = JSON.stringify(reply);
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;

function replyTo(url) {
  if (url.startsWith("/auth/o2/tokeninfo")) return { aud: clientId, user_id: userId, exp: 3600 };
  if (url === "/getSignalingChannelEndpoint") {
    return {
      ResourceEndpointList: [{ Protocol: "HTTPS", ResourceEndpoint: `http://127.0.0.1:${server.address().port}/r-0` }],
    };
  }
  if (url === "/describeSignalingChannel") return { ChannelInfo: { ChannelARN: channelArn, ChannelStatus: "ACTIVE" } };
  return { Answer: answer };
}

/** DynamoDB: gives the items that it was started with, by their keys, and keeps nothing. */
function tableReplyTo(operation, body) {
  if (!operation.endsWith(".GetItem")) return {};
  const { Key } = JSON.parse(body);
  return { Item: items[`${Key.pk.S} ${Key.sk.S}`] };
}

server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
