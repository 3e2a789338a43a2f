/** To how many connections a notice went, in words; for browsers too. */
export function describeSentTo(connections: number): string {
  return `sent to ${connections === 1 ? "1 connection" : `${connections} connections`}`;
}
