import type { Socket } from "node:dgram";
import type Turn from "node-turn";
import type { Reply } from "node-turn";
import type { AllocationTable } from "./allocation-table.ts";

/**
 * Adds what node-turn lacks of channels: the integrity of its ChannelBind reply, without which clients wait some
 * seconds and fall back, and the way of ChannelData from a client to its peer. Source: RFC 8656, sections 12 and 12.5.
 */
export function relayChannelData(turn: Turn, socket: Socket, table: AllocationTable): void {
  turn.prependListener("channel_bind", (_request: unknown, reply: Reply) => {
    const resolve = reply.resolve.bind(reply);
    reply.resolve = () => {
      reply.addAttribute("message-integrity");
      resolve();
    };
  });
  socket.on("message", (datagram, client) => {
    const allocation = table.ofClient(client.address, client.port);
    const message = readChannelData(datagram);
    const peer = message && allocation?.channelBindings[message.channel];
    if (!message || !allocation || !peer) return;
    if ((allocation.permissions[peer.address] ?? 0) < Date.now()) return;
    // An unreachable peer is its client's business, as with any datagram.
    allocation.sockets[0]?.send(message.data, peer.port, peer.address, () => {});
  });
}

/** Takes a ChannelData message apart; undefined for anything else. */
function readChannelData(datagram: Buffer): { channel: number; data: Buffer } | undefined {
  if (datagram.length < 4) return undefined;
  const channel = datagram.readUInt16BE(0);
  const length = datagram.readUInt16BE(2);
  if (channel < 0x4000 || channel > 0x7ffe || datagram.length < 4 + length) return undefined;
  return { channel, data: datagram.subarray(4, 4 + length) };
}
