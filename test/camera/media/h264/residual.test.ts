import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  chromaCoefficients,
  chromaDifferences,
  lumaCoefficients,
  lumaDifferences,
} from "../../../../camera/media/h264/residual.ts";

const difference = fc.integer({ min: -255, max: 255 });

describe("the differences of a mosaic macroblock", () => {
  it("come back exactly when two shades differ by a multiple of 8", () => {
    const pattern = fc.array(fc.boolean(), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(difference, fc.integer({ min: -28, max: 28 }), pattern, (ground, eights, raised) => {
        const differences = raised.map((up) => ground + (up ? 8 * eights : 0));
        expect(lumaDifferences(lumaCoefficients(differences) ?? [])).toEqual(differences);
      }),
    );
  });

  it("are either exact or refused, whatever the shades are", () => {
    fc.assert(
      fc.property(fc.array(difference, { minLength: 16, maxLength: 16 }), (differences) => {
        const coefficients = lumaCoefficients(differences);
        if (coefficients) expect(lumaDifferences(coefficients)).toEqual(differences);
      }),
    );
    expect(lumaCoefficients([1, ...new Array<number>(15).fill(0)])).toBeUndefined();
  });

  it("come back exactly in colour, always", () => {
    fc.assert(
      fc.property(fc.array(difference, { minLength: 4, maxLength: 4 }), (differences) => {
        expect(chromaDifferences(chromaCoefficients(differences))).toEqual(differences);
      }),
    );
  });

  it("of one shade need one coefficient, twice the difference", () => {
    expect(lumaCoefficients(new Array<number>(16).fill(-7))).toEqual([-14, ...new Array<number>(15).fill(0)]);
  });
});
