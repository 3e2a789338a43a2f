/** What a view is sent of this room: its microphone, a tone where there is none, or nothing. */
export type Talk = "microphone" | "tone" | "off";
