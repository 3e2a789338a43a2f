import type * as z from "zod/mini";
import type { Channel } from "./channels/channel.ts";
import type { ServiceContext } from "./context.ts";
import { requireOwnChannel } from "./data-plane/own-channel.ts";
import { parseInput } from "./validation.ts";

/** What an operation's code gets beside its input. */
export interface Call<Input> {
  readonly input: Input;
  readonly service: ServiceContext;
  /** Aborted when the client has gone or the service stops. */
  readonly signal: AbortSignal;
}

/** A call at a channel's own endpoint. */
export interface DataPlaneCall<Input> extends Call<Input> {
  /** The channel whose endpoint was called. */
  readonly channel: Channel;
}

interface Definition<Schema extends z.ZodMiniType, ThisCall> {
  /** As in the service model. */
  readonly name: string;
  /** The request's path; its letters' case counts. */
  readonly path: string;
  readonly input: Schema;
  /** Carries the operation out and returns the reply's JSON. @throws {WireError} */
  run(call: ThisCall): object | Promise<object>;
}

/** An operation as the tables hold it. */
export interface Operation<ThisCall> {
  readonly name: string;
  readonly path: string;
  /** Checks a call's input and returns what carries it out. @throws {WireError} */
  prepare(call: ThisCall): () => object | Promise<object>;
}

/** An operation of the account: CreateSignalingChannel and its like. */
export type ControlPlaneOperation = Operation<Call<unknown>>;
/** An operation at a channel's own HTTPS endpoint. */
export type DataPlaneOperation = Operation<DataPlaneCall<unknown>>;

/** Makes a control-plane operation of its schema and its code. */
export function controlPlaneOperation<Schema extends z.ZodMiniType>(
  definition: Definition<Schema, Call<z.output<Schema>>>,
): ControlPlaneOperation {
  const { name, path, input: schema, run } = definition;
  return {
    name,
    path,
    prepare(call) {
      const input = parseInput(schema, call.input);
      return () => run({ ...call, input });
    },
  };
}

/** Makes a data-plane operation of its schema and its code; all of them name the channel whose endpoint is called. */
export function dataPlaneOperation<Schema extends z.ZodMiniType<{ ChannelARN: string }>>(
  definition: Definition<Schema, DataPlaneCall<z.output<Schema>>>,
): DataPlaneOperation {
  const { name, path, input: schema, run } = definition;
  return {
    name,
    path,
    prepare(call) {
      const input = parseInput(schema, call.input);
      requireOwnChannel(call.service, call.channel, input.ChannelARN);
      return () => {
        // The channel may have been deleted while a behaviour held the call back.
        requireOwnChannel(call.service, call.channel, input.ChannelARN);
        return run({ ...call, input });
      };
    },
  };
}
