import { GLYPH_ROWS, type Glyph, glyphsOf } from "./font.ts";

/** A text as rows of dots. */
export type Dots = readonly (readonly boolean[])[];

/** Lays a text out on one line with one empty column between letters; `GLYPH_ROWS` rows. */
export function textDots(text: string): Dots {
  const rows: boolean[][] = Array.from({ length: GLYPH_ROWS }, () => []);
  for (const [index, glyph] of glyphsOf(text).entries()) appendGlyph(rows, glyph, index > 0);
  return rows;
}

function appendGlyph(rows: boolean[][], glyph: Glyph, spaced: boolean): void {
  for (const [index, row] of rows.entries()) {
    if (spaced) row.push(false);
    row.push(...(glyph[index] ?? []));
  }
}

/**
 * Doubles a drawing both ways and fills the corners between dots that touch at an edge or a point, which smooths slopes.
 * Nothing is cut away: the square corners are what tells a D from an O and a 5 from an S.
 */
export function doubled(dots: Dots): Dots {
  const at = (x: number, y: number) => dots[y]?.[x] ?? false;
  return dots.flatMap((row, y) => {
    const upper: boolean[] = [];
    const lower: boolean[] = [];
    for (const [x, dot] of row.entries()) {
      const above = at(x, y - 1);
      const below = at(x, y + 1);
      const left = at(x - 1, y);
      const right = at(x + 1, y);
      const corner = above !== below && left !== right;
      upper.push(dot || (corner && above && left), dot || (corner && above && right));
      lower.push(dot || (corner && below && left), dot || (corner && below && right));
    }
    return [upper, lower];
  });
}

/** Shortens a text until its dots are at most `width` columns wide; three points show that something is missing. */
export function fittedText(text: string, width: number): string {
  const characters = [...text];
  for (let length = characters.length; length > 0; length--) {
    const candidate = length === characters.length ? text : `${characters.slice(0, length).join("").trimEnd()}...`;
    if (dotsWidth(textDots(candidate)) <= width) return candidate;
  }
  return "";
}

/** Columns in a drawing. */
export function dotsWidth(dots: Dots): number {
  return dots[0]?.length ?? 0;
}
