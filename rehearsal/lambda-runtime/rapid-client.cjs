const { Agent, request } = require("node:http");
const Module = require("node:module");

/*
 * Stands in for the native part of AWS's Node.js runtime client, which needs a C++ compiler to install: its three
 * calls of the Runtime API, over Node's own HTTP. Node.js loads this file with `--require`, before the runtime client,
 * whose own code runs unchanged; so it is plain JavaScript.
 * Source: src/native/rapid-client.cc of the npm package aws-lambda-ric.
 */

const load = Module._load;
Module._load = function loadOrAnswer(name, ...rest) {
  return name === "./rapid-client.node" ? client : load.call(this, name, ...rest);
};

const [hostname, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? "").split(":");
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
// The native client waits until a result is posted before it lets go of the thread; here only `next` waits for it.
let posted = Promise.resolve();

const client = {
  async next() {
    await posted;
    const { headers, body } = await call("GET", "/invocation/next");
    return { bodyJson: body, headers };
  },
  done(requestId, body) {
    posted = call("POST", `/invocation/${requestId}/response`, body);
  },
  error(requestId, body) {
    posted = call("POST", `/invocation/${requestId}/error`, body);
  },
};

function call(method, path, body = "") {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const options = { agent, hostname, port, method, path: `/2018-06-01/runtime${path}`, headers };
    request(options, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString("utf8") }));
    })
      .on("error", reject)
      .end(body);
  });
}
