import { describe, expect, it } from "@jest/globals";
import { GLYPH_ROWS, glyphsOf } from "../../../../camera/media/picture/font.ts";
import { type Dots, dotsWidth, doubled, fittedText, textDots } from "../../../../camera/media/picture/text.ts";

function drawn(dots: Dots): string {
  return dots.map((row) => row.map((dot) => (dot ? "#" : ".")).join("")).join("\n");
}

const EVERYTHING = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;!?'\"-_+*=/()#&@%–";

describe("the font", () => {
  it("has seven rows of one width in every letter", () => {
    for (const glyph of glyphsOf(EVERYTHING)) {
      expect(glyph.length).toBe(GLYPH_ROWS);
      expect(new Set(glyph.map((row) => row.length)).size).toBe(1);
    }
  });

  it("draws every letter differently, and none as the box", () => {
    const hyphenOnly = EVERYTHING.replace("–", "");
    const drawings = [...hyphenOnly, "☃"].map((character) => drawn(textDots(character)));
    expect(new Set(drawings).size).toBe(drawings.length);
  });

  it("draws small letters as capitals and leaves accents off", () => {
    expect(drawn(textDots("Küche, Straße"))).toBe(drawn(textDots("KUCHE, STRASSE")));
  });

  it("draws a box for a letter that it does not have", () => {
    expect(drawn(textDots("門"))).toBe("#####\n#...#\n#...#\n#...#\n#...#\n#...#\n#####");
  });
});

describe("a line of text", () => {
  it("has one empty column between letters", () => {
    expect(drawn(textDots("1I")).split("\n")[2]).toBe("..#....#.");
  });

  it("is nothing for an empty name", () => {
    expect(dotsWidth(textDots(""))).toBe(0);
  });

  it("grows to twice its size with smoothed slopes", () => {
    const slope = [
      [true, false],
      [false, true],
    ];
    const large = doubled(slope);
    expect([large.length, dotsWidth(large)]).toEqual([4, 4]);
    expect(drawn(doubled([[true, true]]))).toBe("####\n####");
    expect(drawn(large)).not.toBe("##..\n##..\n..##\n..##");
  });

  it("is shortened with points where it does not fit, and else left alone", () => {
    expect(fittedText("Front door", 100)).toBe("Front door");
    const short = fittedText("The camera above the garage door", 100);
    expect(short).toMatch(/^The camera.*\.\.\.$/);
    expect(dotsWidth(textDots(short))).toBeLessThanOrEqual(100);
    expect(fittedText("Front door", 3)).toBe("");
  });
});
