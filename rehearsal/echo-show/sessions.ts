import type { Parts } from "../parts.ts";
import type { SessionMessages, SessionReply, SessionReport, SessionRequest } from "./calls.ts";
import { openSession, type Session } from "./session.ts";
import type { View } from "./state.ts";

/** How many views are kept for comparison. */
const KEPT_VIEWS = 10;

/** The views of all tabs. */
export interface Sessions {
  /** The latest views and every one that still goes on, newest first. */
  views(): View[];
  has(sessionId: string): boolean;
  /** Whether somebody waits for a picture. */
  awaited(): boolean;
  start(request: SessionRequest, name: string): Promise<SessionReply>;
  /** Takes what a browser reports; false when there is no such session. */
  report(sessionId: string, report: SessionReport): boolean;
  /** Ends a session; false when there is none. */
  end(sessionId: string): Promise<boolean>;
  /** Ends what a tab that was closed has left. */
  endAllOf(deviceId: string): Promise<void>;
  messagesOf(sessionId: string): SessionMessages | undefined;
  /** Ends every view. */
  endAll(): Promise<void>;
}

/** Who hears of the views. */
export interface SessionsListener {
  onChange(): void;
  onStarted(): void;
  /** One plays, failed or ended. */
  onSettled(): void;
}

/** Makes the list of views, empty. */
export function createSessions(parts: Parts, listener: SessionsListener): Sessions {
  let sessions: readonly Session[] = [];

  const find = (sessionId: string) => sessions.find((session) => session.sessionId === sessionId);
  const endAll = async (ending: readonly Session[]) => {
    await Promise.all(ending.map((session) => session.end()));
  };

  return {
    views: () => sessions.map((session) => session.view()),
    has: (sessionId) => find(sessionId) !== undefined,
    awaited: () => sessions.some((session) => session.awaited()),
    async start(request, name) {
      listener.onStarted();
      const session = openSession({ request, name, parts, onChange: listener.onChange });
      sessions = [session, ...sessions].filter((each, index) => index < KEPT_VIEWS || each.goesOn());
      const reply = await session.initiate();
      if (reply.answer === undefined) listener.onSettled();
      return reply;
    },
    report(sessionId, report) {
      const session = find(sessionId);
      session?.report(report);
      // The skill is asked for nothing more while a picture is on its way.
      if (session && report.event !== "ice-connected") listener.onSettled();
      return session !== undefined;
    },
    async end(sessionId) {
      const session = find(sessionId);
      await session?.end();
      if (session) listener.onSettled();
      return session !== undefined;
    },
    endAllOf: (deviceId) => endAll(sessions.filter((session) => session.deviceId === deviceId)),
    messagesOf: (sessionId) => find(sessionId)?.messages(),
    endAll: () => endAll(sessions),
  };
}
