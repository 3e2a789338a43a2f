import * as z from "zod/mini";

/** Something that may stand alone or in a list, as in policies; read as a list. */
export function oneOrSeveral<Item extends z.core.$ZodType>(item: Item) {
  return z.pipe(
    z.union([z.array(item), item]),
    z.transform((value) => (Array.isArray(value) ? value : [value]) as z.output<Item>[]),
  );
}
