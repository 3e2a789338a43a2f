import type * as z from "zod/mini";
import type { Channel } from "./channels/channel.ts";
import type { ServiceContext } from "./context.ts";
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

/** An operation as the tables hold it: the input is checked inside. */
export interface Operation<ThisCall> {
  readonly name: string;
  readonly path: string;
  handle(call: ThisCall): object | Promise<object>;
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
  return { name, path, handle: (call) => run({ ...call, input: parseInput(schema, call.input) }) };
}

/** Makes a data-plane operation of its schema and its code. */
export function dataPlaneOperation<Schema extends z.ZodMiniType>(
  definition: Definition<Schema, DataPlaneCall<z.output<Schema>>>,
): DataPlaneOperation {
  const { name, path, input: schema, run } = definition;
  return { name, path, handle: (call) => run({ ...call, input: parseInput(schema, call.input) }) };
}
