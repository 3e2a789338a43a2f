/** A field of something whose shape is not known; undefined when there is none. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** A directive's name, and the session it is about where it is about one. */
export function describeDirective(directive: unknown): { readonly name: string; readonly session: unknown } {
  const inner = field(directive, "directive");
  return {
    name: String(field(field(inner, "header"), "name")),
    session: field(field(inner, "payload"), "sessionId"),
  };
}

/** An event's name. */
export function eventName(event: unknown): string {
  const name = field(field(field(event, "event"), "header"), "name");
  return typeof name === "string" ? name : "no event";
}
