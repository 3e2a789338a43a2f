import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";

/** Keys and indexes that lead to a value, from the outside in. */
export type ValuePath = readonly (string | number)[];

/** The line that a value stands on, or the nearest value around it that is there; from 1. */
export type LineOf = (path: ValuePath) => number;

/** Finds lines in a text that is YAML or JSON; of a record's value it is the line of the key. */
export function linesOf(text: string): LineOf {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines, logLevel: "silent", uniqueKeys: false });
  return (path) => {
    let node: unknown = contents;
    let offset = contents?.range?.[0] ?? 0;
    for (const key of path) {
      const child = childOf(node, key);
      if (child === undefined) break;
      node = isPair(child) ? child.value : child;
      offset = (isPair(child) ? (child.key as Node) : child).range?.[0] ?? offset;
    }
    return lines.linePos(offset).line;
  };
}

function childOf(node: unknown, key: string | number): Pair | Node | undefined {
  if (isSeq(node)) return node.items[Number(key)] as Node | undefined;
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}
