import { describe, expect, it } from "@jest/globals";
import { formatTable } from "../../cli/format-table.ts";

const columns = [{ head: "ID", atLeast: 4 }, { head: "KIND" }, { head: "CHANNEL", atLeast: 8 }];
const rows = [["front-door", "doorbell", "the-front-door"]];

describe("a table", () => {
  it("is as wide as what is in it", () => {
    expect(formatTable(columns, rows, undefined)).toEqual([
      "ID          KIND      CHANNEL",
      "front-door  doorbell  the-front-door",
    ]);
  });

  it("is cut to the terminal from its last column on, and never where it must not be", () => {
    expect(formatTable(columns, rows, 30)[1]).toBe("front-door  doorbell  the-fro…");
    expect(formatTable(columns, rows, 26)[1]).toBe("front…  doorbell  the-fro…");
    expect(formatTable(columns, rows, 10)[1]).toBe("fro…  doorbell  the-fro…");
  });

  it("shows no control characters that somebody wrote into it", () => {
    expect(formatTable([{ head: "NAME" }], [["\u001b[31mred\u001b[0m\r\n!"]], undefined)[1]).toBe("red  !");
  });
});
