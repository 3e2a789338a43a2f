import * as z from "zod/mini";

const literal = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** Strict: what is not read would be a rule that AWS has otherwise. */
const wantedSchema = z.union([
  literal,
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ exists: z.boolean() }),
]);
type Wanted = z.infer<typeof wantedSchema>;

/** An EventBridge event pattern: by field what is wanted of it, one of several. */
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly Wanted[];
}

/** Of event patterns: literals, `prefix`, `suffix` and `exists`. */
export const eventPatternSchema: z.ZodMiniType<EventPattern> = z.record(
  z.string(),
  z.union([z.array(wantedSchema).check(z.minLength(1)), z.lazy(() => eventPatternSchema)]),
);

/** Whether an event is one that a rule is for. Source: EventBridge user guide, "Creating event patterns". */
export function matchesEvent(pattern: EventPattern, event: unknown): boolean {
  const fields = typeof event === "object" && event !== null ? (event as Readonly<Record<string, unknown>>) : {};
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!isList(wanted)) return matchesEvent(wanted, value);
    const values = Array.isArray(value) && value.length > 0 ? value : [value];
    return values.some((each) => wanted.some((one) => isMet(one, each)));
  });
}

function isList(wanted: EventPattern | readonly Wanted[]): wanted is readonly Wanted[] {
  return Array.isArray(wanted);
}

function isMet(wanted: Wanted, value: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return wanted === value;
  if ("exists" in wanted) return (value !== undefined) === wanted.exists;
  if (typeof value !== "string") return false;
  return "prefix" in wanted ? value.startsWith(wanted.prefix) : value.endsWith(wanted.suffix);
}
