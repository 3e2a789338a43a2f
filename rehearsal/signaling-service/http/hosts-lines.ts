import type { ServiceContext } from "../context.ts";

/**
 * The lines for /etc/hosts that lead clients of real host names here: the service's own and its STUN server's first,
 * then each channel's endpoints. A channel that is created later, or an endpoint that moves, has new ones. Empty
 * without `hostNames`.
 */
export function hostsLines({ addresses, channels, behaviours }: ServiceContext): string[] {
  const { hostName: own } = addresses;
  if (own === undefined) return [];
  return [
    `127.0.0.1 ${own} stun.${own}`,
    ...channels.all().map(({ channelName, labels }) => {
      const moved = behaviours.currentHttpsLabel(channelName, labels.https);
      const names = new Set([labels.https, moved, labels.master, labels.viewer]);
      return `127.0.0.1 ${[...names].map((label) => `${label}.${own}`).join(" ")}`;
    }),
  ];
}
