import * as z from "zod/mini";
import { readControlAddress } from "../rehearsal/control/address.ts";
import { controlErrorSchema } from "../rehearsal/control/server.ts";
import { WrongUsage } from "./wrong-usage.ts";

/**
 * Asks the rehearsal that runs on a data directory for something.
 * @throws {Error} that says what to type, when none runs, and {WrongUsage} with what it has against the request.
 */
export async function callRehearsal<Schema extends z.core.$ZodType>(
  dataDirectory: string,
  path: string,
  body: object,
  answer: Schema,
): Promise<z.infer<Schema>> {
  const control = await readControlAddress(dataDirectory);
  if (!control)
    throw new Error(
      "no rehearsal is running here. Start one in another terminal with: npm start. Or name the folder of one by --data",
    );
  const response = await fetch(control.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${control.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error("the rehearsal was stopped. Start it again with: npm start");
  });
  const reply: unknown = await response.json();
  if (!response.ok) {
    const { error } = z.parse(controlErrorSchema, reply);
    throw response.status < 500 ? new WrongUsage(error) : new Error(error);
  }
  return z.parse(answer, reply);
}
