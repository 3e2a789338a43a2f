import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { pictureParameterSet, sequenceParameterSet } from "../../../../camera/media/h264/parameter-sets.ts";
import { copyPlanes, createPlanes, type Plane, type Planes } from "../../../../camera/media/h264/planes.ts";
import { slice } from "../../../../camera/media/h264/slice.ts";
import { createPictureDecoder } from "../../../../rehearsal/media/index.ts";

const parameterSets = [sequenceParameterSet({ width: 640, height: 360, framesPerSecond: 15 }), pictureParameterSet()];

type Kind = "flat" | "two shades" | "noise";

/** One macroblock to paint over what was there. */
interface Change {
  readonly column: number;
  readonly row: number;
  readonly kind: Kind;
  readonly shades: readonly number[];
}

const change: fc.Arbitrary<Change> = fc.record({
  // A small area, so that neighbours of every kind meet, at the picture's edges too.
  column: fc.integer({ min: 0, max: 5 }).map((column) => (column < 4 ? column : column + 34)),
  row: fc.integer({ min: 0, max: 5 }).map((row) => (row < 4 ? row : row + 17)),
  kind: fc.constantFrom<Kind>("flat", "two shades", "noise"),
  shades: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 16, maxLength: 16 }),
});

function paint(picture: Planes, { column, row, kind, shades }: Change): void {
  const shadeAt = (block: number, sample: number): number => {
    if (kind === "noise") return ((shades[block] ?? 0) * (sample + 1) * 7) & 255;
    const [ground = 0] = shades;
    return kind === "flat" || (shades[block] ?? 0) % 2 === 0 ? ground : (ground + 96) & 255;
  };
  paintSquare(picture.luma, column, row, 16, shadeAt);
  paintSquare(picture.cb, column, row, 8, (block, sample) => shadeAt(block + 4, sample));
  paintSquare(picture.cr, column, row, 8, (block, sample) => shadeAt(block + 8, sample));
}

function paintSquare(
  plane: Plane,
  column: number,
  row: number,
  side: number,
  shadeAt: (block: number, sample: number) => number,
): void {
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const block = Math.floor(y / 4) * (side / 4) + Math.floor(x / 4);
      plane.samples[(row * side + y) * plane.width + column * side + x] = shadeAt(block, (y % 4) * 4 + (x % 4));
    }
  }
}

describe("a coded picture", () => {
  it("decodes to exactly the samples that were meant, whatever they are and whatever was before", () => {
    const pictures = fc.array(fc.record({ keyframe: fc.boolean(), changes: fc.array(change, { maxLength: 24 }) }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(pictures, (steps) => {
        const decoder = createPictureDecoder();
        const picture = createPlanes(640, 360);
        const previous = createPlanes(640, 360);
        let picturesSinceIdr = 0;
        for (const [index, step] of steps.entries()) {
          const keyframe = index === 0 || step.keyframe;
          picturesSinceIdr = keyframe ? 0 : picturesSinceIdr + 1;
          for (const macroblock of step.changes) paint(picture, macroblock);
          const coded = slice({ picture, picturesSinceIdr, idrPictureId: index, ...(keyframe ? {} : { previous }) });
          const decoded = decoder.decode(keyframe ? [...parameterSets, coded] : [coded]);
          for (const plane of ["luma", "cb", "cr"] as const) {
            expect(Buffer.compare(decoded?.[plane].samples ?? Buffer.of(), picture[plane].samples)).toBe(0);
          }
          copyPlanes(picture, previous);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("takes a handful of bytes when nothing changed", () => {
    const picture = createPlanes(640, 360);
    const unchanged = slice({ picture, previous: picture, picturesSinceIdr: 1, idrPictureId: 0 });
    expect(unchanged.length).toBeLessThan(10);
  });

  it("takes about a byte for each macroblock of one shade", () => {
    const picture = createPlanes(640, 360);
    expect(slice({ picture, picturesSinceIdr: 0, idrPictureId: 0 }).length).toBeLessThan(1000);
  });
});
