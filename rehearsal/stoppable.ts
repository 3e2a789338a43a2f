/** What can be stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** Takes a part as soon as it starts, so that it is stopped whatever becomes of the others. */
export type Keep = <Part extends Stoppable>(starting: Promise<Part>) => Promise<Part>;

/** What is closed at once, as a part. */
export function closing(...clients: readonly { close(): void }[]): Stoppable {
  return {
    async stop() {
      for (const client of clients) client.close();
    },
  };
}
