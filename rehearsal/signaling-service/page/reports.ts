import { useEffect, useState } from "preact/hooks";
import * as z from "zod/mini";
import {
  type BehaviourInForceReport,
  type BehaviourKindReport,
  behavioursReportSchema,
  type ChannelReport,
  channelsReportSchema,
  type MessageReport,
  messagesReportSchema,
  type ServiceReport,
  serviceReportSchema,
} from "../admin/report.ts";

/** What the service said last. */
export interface Reports {
  readonly service: ServiceReport;
  readonly channels: readonly ChannelReport[];
  readonly behaviours: readonly BehaviourInForceReport[];
  /** The behaviours that can be put in. */
  readonly catalogue: readonly BehaviourKindReport[];
  readonly messages: readonly MessageReport[];
  /** Epoch milliseconds. */
  readonly readAt: number;
}

/** How it stands with reading the service's reports, and the last ones that came. */
export interface Reading {
  readonly state: "no-token" | "reading" | "live" | "paused" | "refused" | "silent";
  readonly reports?: Reports | undefined;
}

const EVERY_MILLISECONDS = 1_000;
const PATIENCE_MILLISECONDS = 5_000;

/** Reads the reports once a second, until the service refuses the token; and at once when `changes` is another number. */
export function useReports(token: string, paused: boolean, changes: number): Reading {
  const [reading, setReading] = useState<Reading>({ state: "reading" });
  useEffect(() => {
    if (token === "") {
      setReading({ state: "no-token" });
      return;
    }
    if (paused) {
      setReading(({ reports }) => ({ state: "paused", reports }));
      return;
    }
    let left = false;
    let reader = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      reader = new AbortController();
      const impatience = setTimeout(() => reader.abort(), PATIENCE_MILLISECONDS);
      const outcome = await readReports(token, reader.signal);
      clearTimeout(impatience);
      if (left) return;
      // What was read before stays in sight while the service is silent.
      if (outcome === "silent") setReading(({ reports }) => ({ state: "silent", reports }));
      else setReading(outcome === "refused" ? { state: "refused" } : { state: "live", reports: outcome });
      if (outcome !== "refused") timer = setTimeout(read, EVERY_MILLISECONDS);
    };
    setReading(({ state, reports }) => ({ state: state === "live" ? "live" : "reading", reports }));
    read();
    return () => {
      left = true;
      reader.abort();
      clearTimeout(timer);
    };
  }, [token, paused, changes]);
  return reading;
}

async function readReports(token: string, signal: AbortSignal): Promise<Reports | "refused" | "silent"> {
  const ask = (path: string) => fetch(path, { headers: { Authorization: `Bearer ${token}` }, signal });
  try {
    const [service, channels, behaviours, messages] = await Promise.all([
      ask("/admin/service"),
      ask("/admin/channels"),
      ask("/admin/behaviours"),
      ask("/admin/messages"),
    ]);
    if (channels.status === 401) return "refused";
    return {
      service: z.parse(serviceReportSchema, await service.json()),
      ...z.parse(channelsReportSchema, await channels.json()),
      ...z.parse(behavioursReportSchema, await behaviours.json()),
      ...z.parse(messagesReportSchema, await messages.json()),
      readAt: Date.now(),
    };
  } catch {
    return "silent";
  }
}
