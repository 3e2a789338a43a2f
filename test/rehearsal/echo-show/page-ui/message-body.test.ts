import { describe, expect, it } from "@jest/globals";
import { formatBody } from "../../../../rehearsal/echo-show/page/timeline/message-body.ts";

const sdp = "v=0\r\no=- 1 2 IN IP4 203.0.113.5\r\ns=-\r\n";

describe("a message's body", () => {
  it("is JSON with two spaces", () => {
    expect(formatBody({ action: "GO_AWAY" })).toEqual([{ kind: "json", text: '{\n  "action": "GO_AWAY"\n}' }]);
  });

  it("has an SDP taken out of its quotes, line by line, wherever it stands", () => {
    expect(formatBody({ payload: { offer: { format: "SDP", value: sdp } } })).toEqual([
      {
        kind: "json",
        text: '{\n  "payload": {\n    "offer": {\n      "format": "SDP",\n      "value": ',
      },
      { kind: "text", text: "v=0\no=- 1 2 IN IP4 203.0.113.5\ns=-" },
      { kind: "json", text: "    }\n  }\n}" },
    ]);
  });

  it("goes on after a text that others follow", () => {
    const parts = formatBody([sdp, "between", sdp]);
    expect(parts.map(({ kind }) => kind)).toEqual(["json", "text", "json", "text", "json"]);
    expect(parts.at(2)?.text).toBe('  "between",\n  ');
  });

  it("may be a text of several lines itself", () => {
    expect(formatBody(sdp)).toEqual([{ kind: "text", text: "v=0\no=- 1 2 IN IP4 203.0.113.5\ns=-" }]);
  });

  it("keeps a text of one line in its quotes, even when it ends the line", () => {
    expect(formatBody("not found\n")).toEqual([{ kind: "json", text: '"not found\\n"' }]);
  });

  it("keeps numbers that are named like places", () => {
    expect(formatBody({ 0: "1", text: "a\nb" }).map(({ text }) => text)).toEqual([
      '{\n  "0": "1",\n  "text": ',
      "a\nb",
      "}",
    ]);
  });

  it.each([undefined, null, ""])("is nothing when it is %p", (body) => {
    expect(formatBody(body)).toEqual([]);
  });
});
