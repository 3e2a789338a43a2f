import { useEffect, useState } from "preact/hooks";
import type { EchoShowState } from "../state.ts";
import { listenForState } from "./api.ts";

/** What the server says, and whether it can be heard; no state until it has said something. */
export function useServerState(deviceId: string): { state: EchoShowState | undefined; connected: boolean } {
  const [state, setState] = useState<EchoShowState>();
  // Nothing is wrong before the first attempt has failed.
  const [connected, setConnected] = useState(true);
  useEffect(() => listenForState(deviceId, setState, setConnected), [deviceId]);
  return { state, connected };
}
