import { refused } from "./refused.ts";

/**
 * What a filter pattern of CloudWatch Logs asks for. Terms are words, or phrases in double quotes: all of those without
 * a mark must stand in a line, none of those with `-`, and at least one of those with `?` where nothing else is asked.
 * An empty pattern takes every line.
 * Whether the real service finds a term within a longer word is not verified; here it does not.
 * Source: CloudWatch Logs user guide, "Filter pattern syntax for metric filters, subscription filters, filter log
 * events, and Live Tail".
 * @throws {WireError} for patterns of JSON, of columns and of regular expressions, which are not read here.
 */
export function readFilterPattern(pattern: string): (line: string) => boolean {
  const text = pattern.trim();
  if (/^[{[%]/.test(text)) {
    throw refused("InvalidParameterException", "This stand-in reads terms and quoted phrases alone.");
  }
  const terms = [...text.matchAll(/([-?]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g)].map(
    ([, mark = "", quoted, word = ""]) => ({ mark, has: standsIn(quoted?.replaceAll(/\\(.)/g, "$1") ?? word) }),
  );
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").replaceAll(/[-?\s]/g, "");
  if (!/^[\w]*$/.test(bare)) {
    throw refused("InvalidParameterException", "Invalid filter pattern: such characters stand in double quotes.");
  }
  const marked = (mark: string) => terms.filter((term) => term.mark === mark);
  const [wanted, unwanted, either] = [marked(""), marked("-"), marked("?")];
  return (line) =>
    wanted.every(({ has }) => has(line)) &&
    !unwanted.some(({ has }) => has(line)) &&
    // Beside other terms those with a question mark do not count.
    (either.length === 0 || wanted.length + unwanted.length > 0 || either.some(({ has }) => has(line)));
}

/** Whether a term stands in a line by itself: upper and lower case are different. */
function standsIn(term: string): (line: string) => boolean {
  const literal = term.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const expression = new RegExp(`(?<!\\w)${literal}(?!\\w)`);
  return (line) => expression.test(line);
}
