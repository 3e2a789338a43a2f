import { createServer } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

/*
 * Amazon's side for a benchmark: answers every call at once, in a thread of its own, so that only the caller's work
 * and the loopback are measured. Plain JavaScript, because Node 20 starts no TypeScript in a thread.
 */
const { answer, clientId, userId } = workerData;

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    const body = JSON.stringify(replyTo(request.url));
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
  return { Answer: answer };
}

server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
