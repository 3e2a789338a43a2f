import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { suggestions, understand } from "../../../rehearsal/echo-show/phrases.ts";
import { virtualCameras } from "../../../rehearsal/virtual-cameras.ts";

const named = (name: string, talk = true) => ({ id: name.toLowerCase().replaceAll(" ", "-"), name, talk });
const frontDoor = named("Front Door");
const garden = named("Garden", false);
const devices = [frontDoor, garden];

const said = (phrase: string, among: readonly (typeof frontDoor)[] = devices) => {
  const understood = understand(phrase, among);
  return understood.do === "unknown" ? understood.alexaSays : understood;
};

describe("a phrase", () => {
  it.each([
    "Alexa, show the front door camera",
    "Alexa, show me the front door camera.",
    "show front door",
    "SHOW ME FRONT-DOOR!",
    "  alexa   show my Front   Door, please ",
    "show frontdoor",
    "show me the front door video feed",
    "Alexa, please show the front doorbell",
  ])("shows the front door: %s", (phrase) => {
    expect(understand(phrase, devices)).toEqual({ do: "show", device: frontDoor });
  });

  it.each([
    "Alexa, talk to the front door",
    "talk to my front door camera",
    "Alexa, answer the front door.",
    "speak to the front door",
    "respond to the front door",
    "please call front door",
    "talk to the person at the front door",
  ])("talks to the front door: %s", (phrase) => {
    expect(understand(phrase, devices)).toEqual({ do: "talk", device: frontDoor });
  });

  it.each(["stop", "Alexa, stop.", "Alexa, go home", "close", "hide the front door", "hide the camera", "close it"])(
    "stops: %s",
    (phrase) => {
      expect(understand(phrase, devices)).toEqual({ do: "stop" });
    },
  );

  it.each(["discover my devices", "Alexa, discover devices", "Discover"])("discovers: %s", (phrase) => {
    expect(understand(phrase, devices)).toEqual({ do: "discover" });
  });

  it("keeps the device as it is, with whatever else it has", () => {
    const device = { ...garden, kind: "camera", health: "OK" };
    const understood = understand("show the garden", [device]);
    expect("device" in understood && understood.device).toBe(device);
  });
});

describe("what Alexa says instead", () => {
  it("names a device that it does not know", () => {
    expect(said("show me the garage camera")).toBe("I couldn't find a device called “garage camera”.");
    expect(said("close the garage")).toBe("I couldn't find a device called “garage”.");
  });

  it("tells that a camera without a speaker cannot be talked to", () => {
    expect(said("talk to the garden")).toBe("Sorry, you can't talk to Garden: it only shows a picture.");
  });

  it.each(["", "  ", "Alexa", "Alexa, please", "?!"])("is a hint when nothing is asked: “%s”", (phrase) => {
    expect(said(phrase)).toBe("Try “Alexa, show the front door camera”.");
  });

  it("is a hint after a phrase of another kind", () => {
    expect(said("Alexa, play music")).toBe(
      "Sorry, I don't know how to do “play music”. Try “Alexa, show the front door camera”.",
    );
    expect(said("showtime")).toContain("showtime");
  });

  it("is to discover devices while there are none", () => {
    for (const phrase of ["", "show the front door", "show the camera"]) {
      expect(said(phrase, [])).toBe("I don't know any cameras yet. Try “discover my devices”.");
    }
  });

  it("is a question when several devices may be meant", () => {
    const doors = [frontDoor, named("Back Door"), garden];
    expect(said("show the door", doors)).toBe("Which one: Front Door or Back Door?");
    expect(said("show the camera", doors)).toBe("Which one: Front Door, Back Door or Garden?");
    expect(said("show me", doors)).toBe("Which one: Front Door, Back Door or Garden?");
    expect(said("show the garden", [garden, { ...garden, id: "garden-2" }])).toBe(
      "There is more than one device called Garden.",
    );
    const many = ["A", "B", "C", "D", "E"].map((letter) => named(`Room ${letter}`));
    expect(said("show the room", many)).toBe("Which device do you mean?");
  });
});

describe("a device's name", () => {
  const shown = (phrase: string, ...names: string[]) => {
    const understood = understand(
      phrase,
      names.map((name) => named(name)),
    );
    return "device" in understood ? understood.device.name : understood;
  };

  it("is met most literally first", () => {
    expect(shown("show the front door camera", "Front Door", "Front Door Camera")).toBe("Front Door Camera");
    expect(shown("show the front door", "Front Door Camera", "Front Door")).toBe("Front Door");
    expect(shown("show the garden", "Garden", "The Garden")).toBe("The Garden");
    expect(shown("show garden", "The Garden", "Garden Shed", "Garden")).toBe("Garden");
    expect(shown("show the garden shed", "Garden", "Garden Shed")).toBe("Garden Shed");
  });

  it("may hold “the” and “camera”, or be nothing else", () => {
    expect(shown("show the camera", "Camera", "Garden")).toBe("Camera");
    expect(shown("show my camera", "My Camera", "Garden")).toBe("My Camera");
    expect(shown("show porch", "The Porch Camera", "Garden")).toBe("The Porch Camera");
  });

  it("may be left out where there is one device only", () => {
    expect(shown("show the camera", "Garden")).toBe("Garden");
  });

  it("may be a part of it, when no other has that part", () => {
    expect(shown("show the shed", "Garden Shed", "Front Door")).toBe("Garden Shed");
  });

  it("is no part of a longer one that is not there", () => {
    expect(shown("show the garden shed", "Garden")).toHaveProperty("do", "unknown");
  });

  it("may be of any language", () => {
    expect(shown("Alexa, show Haustür", "Haustür", "玄関")).toBe("Haustür");
    expect(shown("show 玄関", "Haustür", "玄関")).toBe("玄関");
    expect(shown("show tom’s room", "Tom's Room")).toBe("Tom's Room");
  });

  it("said in full is always understood, unless it is also another's", () => {
    const names = fc.array(fc.stringMatching(/^[a-c ]{0,4}( (the|camera|my|front|door))? ?[a-c]{1,3}$/), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(names, (list) => {
        const among = list.map((name, index) => ({ id: `id${index}`, name, talk: true }));
        for (const device of among) {
          const plain = (name: string) => name.replaceAll(" ", "");
          if (among.some((other) => other !== device && plain(other.name) === plain(device.name))) continue;
          expect(understand(`Alexa, show ${device.name}`, among)).toEqual({ do: "show", device });
        }
      }),
    );
  });
});

describe("the phrases on offer", () => {
  it("are made from the devices", () => {
    expect(suggestions(virtualCameras)).toEqual({
      shows: ["Alexa, show the front door camera", "show the garden"],
      talks: ["talk to the front door"],
      others: ["stop", "discover my devices"],
    });
  });

  it("do not say “the” or “camera” twice", () => {
    expect(suggestions([named("The Porch Camera", false)]).shows[0]).toBe("Alexa, show the porch camera");
  });

  it("are only to discover devices while there are none", () => {
    expect(suggestions([])).toEqual({ shows: [], talks: [], others: ["discover my devices"] });
  });

  it("are all understood as they are meant", () => {
    const any = fc.array(fc.record({ id: fc.uuid(), name: fc.string({ unit: "grapheme" }), talk: fc.boolean() }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(any, (among) => {
        const { shows, talks, others } = suggestions(among);
        for (const phrase of [...shows, ...talks, ...others]) {
          expect(understand(phrase, among)).not.toHaveProperty("do", "unknown");
        }
      }),
    );
  });

  it("leave out what would be ambiguous", () => {
    const twins = [garden, { ...garden, id: "garden-2" }];
    expect(suggestions(twins)).toEqual({ shows: [], talks: [], others: ["stop", "discover my devices"] });
  });
});
