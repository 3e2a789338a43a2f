import { expect, it } from "@jest/globals";
import { discoveryRemark } from "../../../../rehearsal/echo-show/page/device/discovery-remark.ts";

it.each([
  [{ found: 1 }, 0, "I found 1 device."],
  [{ found: 2 }, 2, "I found 2 devices."],
  [{ found: 0 }, 2, "I found no devices; those I knew before stay."],
  [{ found: 0 }, 0, "I found no devices."],
  [{ found: 0, failure: "The token has run out." }, 2, "I couldn't look for devices. The token has run out."],
])("of a discovery that came to %j, with %d known before, Alexa says: “%s”", (reply, known, says) => {
  expect(discoveryRemark(reply, known)).toBe(says);
});
