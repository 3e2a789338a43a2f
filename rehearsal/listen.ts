import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

const HTTPS_PORT = 443;

/**
 * Starts a server on 127.0.0.1 and gives its port; 0, the default, lets the system choose one.
 * @throws {Error} in words a user understands, when the port is taken or not for this user.
 */
export function listenOnLoopback(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(describeListenFault(error, port));
    });
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** Why a TCP or UDP port can't be had, with what to do about it; any other error is left as it is. */
export function describeListenFault(error: unknown, port: number, kind: "port" | "UDP port" = "port"): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case "EADDRINUSE":
      return new Error(
        port === HTTPS_PORT
          ? `${kind} ${port} is in use, and clients of AWS's host names know no other: stop the program that listens on it`
          : `${kind} ${port} is in use: choose another with --port`,
      );
    case "EACCES":
      return new Error(
        `this user may not listen on ${kind} ${port}: allow it with "sysctl -w net.ipv4.ip_unprivileged_port_start=${port}", ` +
          "run this as root, or choose a port above 1023 with --port",
      );
    default:
      return error;
  }
}

/** Stops a server at once, open connections included. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
