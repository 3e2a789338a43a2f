import * as z from "zod/mini";
import { adminErrorSchema, type BehaviourPutIn, type BehaviourRequest, behaviourPutInSchema } from "../admin/report.ts";

/** What the service said to a change: what came of it, or why there was none. */
export type Outcome<Value> = { readonly done: Value } | { readonly refused: string };

/** Puts a behaviour in. */
export function putBehaviourIn(token: string, request: BehaviourRequest): Promise<Outcome<BehaviourPutIn>> {
  return change(token, "POST", "/admin/behaviours", behaviourPutInSchema, request);
}

/** Takes a behaviour out. */
export function takeBehaviourOut(token: string, id: number): Promise<Outcome<object>> {
  return change(token, "DELETE", `/admin/behaviours/${id}`, z.object({}));
}

async function change<Schema extends z.ZodMiniType>(
  token: string,
  method: "POST" | "DELETE",
  path: string,
  answer: Schema,
  request?: object,
): Promise<Outcome<z.infer<Schema>>> {
  try {
    const response = await fetch(path, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      ...(request === undefined ? {} : { body: JSON.stringify(request) }),
    });
    const reply: unknown = await response.json();
    return response.ok ? { done: z.parse(answer, reply) } : { refused: z.parse(adminErrorSchema, reply).message };
  } catch {
    return { refused: "The service does not answer." };
  }
}
