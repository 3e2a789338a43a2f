import type { Clock } from "../../../camera/clock.ts";
import type { Channel, ChannelStatus } from "./channel.ts";

/** Keeps channels in a passing status for a while. */
export interface StatusTimers {
  /** Puts a channel into a status, and calls back when it ends; at once when such statuses take no time. */
  pass(channel: Channel, status: Exclude<ChannelStatus, "ACTIVE">, end: () => void): void;
  /** Calls off whatever has not ended. */
  stop(): void;
}

/**
 * The passing statuses of one service's channels.
 * @param lasts asked how many milliseconds the next one lasts.
 */
export function createStatusTimers(clock: Clock, lasts: () => number): StatusTimers {
  const callOffs = new Map<Channel, () => void>();
  const stop = () => {
    for (const callOff of callOffs.values()) callOff();
    callOffs.clear();
  };
  return {
    pass(channel, status, end) {
      // A channel may be updated and then deleted in one turn: the former must not end the latter.
      callOffs.get(channel)?.();
      callOffs.delete(channel);
      const milliseconds = lasts();
      if (milliseconds === 0) {
        end();
        return;
      }
      channel.status = status;
      const callOff = clock.after(milliseconds, () => {
        callOffs.delete(channel);
        end();
      });
      callOffs.set(channel, callOff);
    },
    stop,
  };
}
