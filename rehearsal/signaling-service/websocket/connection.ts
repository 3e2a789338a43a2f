import type { WebSocket } from "ws";
import type { Clock } from "../../../camera/clock.ts";
import type { ClientAction } from "../../../protocol/signaling/messages.ts";
import { ConnectionLife } from "./connection-life.ts";
import type { EndReason } from "./end-reason.ts";
import type { Address } from "./message-queue.ts";

/** A connection's owner, its socket and who hears of it. */
export interface ConnectionOptions {
  readonly address: Address;
  readonly socket: WebSocket;
  readonly clock: Clock;
  /** Counts a message; throws when it is one too many. */
  readonly admitMessage: (action: ClientAction) => void;
  /** Told of each text frame, and with undefined of each binary one. */
  readonly onFrame: (connection: Connection, text: string | undefined) => void;
  /** Told once, with the reason where the service itself ended the connection. */
  readonly onClosed: (connection: Connection, closeCode: number, reason: EndReason | undefined) => void;
}

/** A recipient that takes nothing off its socket is cut off at this many bytes, before it fills the memory. */
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024;

/**
 * How the service ends a connection: "going away" is what RFC 6455, section 7.4.1 has for it. Which code the real one
 * uses is not verified.
 */
const CLOSE_CODE = 1001;

/** One connected socket: the frames it sends and gets, and how long it lives. */
export class Connection {
  readonly address: Address;
  /** Epoch milliseconds. */
  readonly connectedAt: number;
  readonly admitMessage: ConnectionOptions["admitMessage"];
  readonly #socket: WebSocket;
  readonly #onClosed: ConnectionOptions["onClosed"];
  readonly #life: ConnectionLife;
  #halfOpen = false;
  #endReason: EndReason | undefined;
  /** There when the socket has closed, noticed or not. */
  #closeCode: number | undefined;

  constructor({ address, socket, clock, admitMessage, onFrame, onClosed }: ConnectionOptions) {
    this.address = address;
    this.connectedAt = clock.now();
    this.admitMessage = admitMessage;
    this.#socket = socket;
    this.#onClosed = onClosed;
    this.#life = new ConnectionLife(clock, (limit) => this.end(limit));
    socket.on("message", (data, isBinary) => {
      // What was read already when the socket became half-open is not read.
      if (this.#halfOpen) return;
      this.#life.heard();
      onFrame(this, isBinary ? undefined : String(data));
    });
    socket.on("ping", (data) => {
      if (this.#halfOpen) return;
      this.#life.heard();
      socket.pong(data);
      this.#cutWhenFull();
    });
    socket.on("pong", () => this.#life.heard());
    // ws closes the socket after an error by itself.
    socket.on("error", () => {});
    socket.on("close", (closeCode) => {
      this.#closeCode = closeCode;
      if (!this.#halfOpen || this.#endReason !== undefined) this.#finish(closeCode);
    });
  }

  /** Whether messages can be handed to it, as far as the service knows: of a half-open one's end it does not. */
  get open(): boolean {
    if (this.#halfOpen) return this.#endReason === undefined;
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Whether what is handed to it gets anywhere. */
  get reachable(): boolean {
    return this.open && !this.#halfOpen;
  }

  /** Writes a text frame; false when the socket is half-open, and the frame lost. */
  send(text: string): boolean {
    if (this.#halfOpen) return false;
    this.#socket.send(text);
    this.#cutWhenFull();
    return true;
  }

  /** Gives a client that was told to go away its minute. */
  toldToGo(): void {
    this.#life.toldToGo();
  }

  /**
   * Stops reading and writing without closing, or goes on with both: what the client sent meanwhile is then read, and
   * that it has gone is noticed.
   */
  setHalfOpen(halfOpen: boolean): void {
    if (this.#halfOpen === halfOpen) return;
    this.#halfOpen = halfOpen;
    if (halfOpen) this.#socket.pause();
    else if (this.#closeCode === undefined) this.#socket.resume();
    else this.#finish(this.#closeCode);
  }

  /** Closes the socket; a half-open one, to which nothing can be said, is cut. */
  end(reason: EndReason): void {
    this.#endReason ??= reason;
    if (!this.#halfOpen) this.#socket.close(CLOSE_CODE);
    else if (this.#closeCode === undefined) this.#socket.terminate();
    else this.#finish(this.#closeCode);
  }

  #finish(closeCode: number): void {
    this.#life.stop();
    this.#onClosed(this, closeCode, this.#endReason);
  }

  #cutWhenFull(): void {
    if (this.#socket.bufferedAmount <= MAX_BUFFERED_BYTES) return;
    this.#endReason ??= "reads-nothing";
    this.#socket.terminate();
  }
}
